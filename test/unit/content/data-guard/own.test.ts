/** A text that may be the company's own, through the guard and a whole worker in memory: what is asked, and what is said. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { bring, type Dialog } from '../../../../src/content/data-guard/parts.js';
import type * as CurrentPlan from '../../../../src/content/data-guard/current-plan.js';
import type { Question } from '../../../../src/content/data-guard/question.js';
import type * as Screen from '../../../../src/content/data-guard/screen.js';
import type { DataRequest } from '../../../../src/protocol/data-messages.js';
import type { RuleData } from '../../../../src/policy/data-policy.js';
import { createEngine, type Engine } from '../../../../src/worker/engine.js';
import { aDataRule } from '../../../support/data-plans.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { filterOf, named, OTHER_CODE, OWN_CODE, PROSE } from '../../../support/own-code.js';
import { aPolicy, aRule } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';

const PAGE = { url: 'https://chatgpt.com/', isPrivate: false, tabId: 7, frameId: 0 };
const MORE_CODE = OWN_CODE.replaceAll('day', 'month').replaceAll('calendar', 'register').replaceAll('trade', 'order');
const [FILTER, MORE] = [filterOf(OWN_CODE), filterOf(MORE_CODE)];
const KINDS = { secret: 'block', personal: 'off', code: 'off', log: 'off', marking: 'off', words: 'off' } as const;
const KEY = 'ghp_aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5';

let pair: SigningPair;
let world: World;
let engine: Engine;
let revision = 0;
let messages: DataRequest[] = [];
/** A worker that is gone answers nobody. */
let isAlive = true;
let guard: typeof Screen & Pick<typeof CurrentPlan, 'askForPlan'>;

const globals = globalThis as Record<string, unknown>;
const before = { chrome: globals['chrome'], location: globals['location'], navigator: globals['navigator'] };

beforeAll(async () => {
  const sendMessage = (message: DataRequest) => {
    messages.push(message);
    return isAlive ? Promise.resolve(engine.dataGuard(message, PAGE)) : Promise.reject(new Error('no receiver'));
  };
  globals['chrome'] = { runtime: { sendMessage }, i18n: { getUILanguage: () => 'en' } };
  globals['location'] = { hostname: 'chatgpt.com' };
  Object.defineProperty(globals, 'navigator', { value: { languages: ['en'] }, configurable: true });
  await import('../../../../src/content/data-guard/engine/main.js');
  guard = {
    ...(await import('../../../../src/content/data-guard/screen.js')),
    askForPlan: (await import('../../../../src/content/data-guard/current-plan.js')).askForPlan,
  };
  bring({ dialog: {} as Dialog });
  pair = await aKeyPair();
});

afterAll(() => {
  for (const [name, value] of Object.entries(before))
    Object.defineProperty(globals, name, { value, configurable: true });
});

beforeEach(async () => {
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
  isAlive = true;
  await enforce({});
});

/** With both filters at hand. */
async function enforce(data: Partial<RuleData>): Promise<void> {
  revision += 1;
  const fingerprints = [
    await named(FILTER, { label: { en: 'payments code' } }),
    await named(MORE, { id: 'registers', label: { en: 'registers code' } }),
  ];
  for (const [at, bytes] of [FILTER, MORE].entries()) await world.files.put(fingerprints[at]?.sha256 ?? '', bytes);
  const rule = aRule({ id: 'open', action: 'allow', data: aDataRule({ kinds: { ...KINDS, own: 'warn' }, ...data }) });
  const company = { detectors: [], reasons: [], texts: {}, fingerprints };
  world.host.publish(await signed(pair, aPolicy({ revision, rules: [rule], data: company })));
  await engine.managedChanged(false);
  await guard.askForPlan();
  messages = [];
}

async function answered(text: string, channel: 'paste' | 'submit' = 'paste') {
  const screened = guard.screen(text, channel);
  return screened.kind === 'wait' ? screened.settled() : screened;
}

async function asked(text: string, channel: 'paste' | 'submit' = 'paste'): Promise<Question> {
  const answer = await answered(text, channel);
  if (answer.kind !== 'ask') throw new Error('nobody is asked');
  return answer;
}

const found = ({ evaluation }: Question) => evaluation.causes.map(({ finding }) => finding.detector);
const kindsSent = () => messages.map(({ kind }) => kind);

describe('a paste', () => {
  test('of known code asks, by the filter’s name and without a place', async () => {
    expect(guard.screen(OWN_CODE, 'paste').kind).toBe('wait');
    const question = await asked(`Please make this faster:\n\n${OWN_CODE}`);
    expect(question.evaluation).toMatchObject({
      action: 'warn',
      mayInsertAnyway: true,
      replaceable: [],
      causes: [{ finding: { kind: 'own', detector: 'payments', label: 'payments code', sample: '', count: 1 } }],
    });
  });

  test('of other code or of prose goes on, after the worker was asked', async () => {
    for (const text of [OTHER_CODE, PROSE]) {
      expect(guard.screen(text, 'paste').kind).toBe('wait');
      expect(await answered(text)).toEqual({ kind: 'clean' });
    }
    expect(new Set(kindsSent())).toEqual(new Set(['data-fingerprints']));
  });

  test('too short to be recognised is the browser’s own, and nobody is asked', () => {
    expect(guard.screen('const answer = await fetch(url, { method });', 'paste')).toEqual({ kind: 'clean' });
    expect(messages).toEqual([]);
  });

  test('hands the worker hashes, and nothing of the text', async () => {
    await answered(OWN_CODE);
    const [{ filters, hashes, ...rest } = { filters: [], hashes: '' }] = messages as {
      filters: string[];
      hashes: string;
    }[];
    expect(rest).toEqual({ kind: 'data-fingerprints', rule: 'open' });
    expect(filters).toEqual(['payments', 'registers']);
    expect(Buffer.from(hashes, 'base64').toString('latin1')).not.toMatch(/settle|calendar|reserve/i);
  });

  test('with something that is blocked anyway waits for nothing', () => {
    expect(guard.screen(`${OWN_CODE}\n${KEY}`, 'paste')).toMatchObject({
      kind: 'ask',
      evaluation: { action: 'block' },
    });
    expect(messages).toEqual([]);
  });

  test('longer than a frame has time for is known wherever the code stands in it', async () => {
    const question = await asked(`${PROSE.repeat(900)}${OWN_CODE}${PROSE.repeat(10)}`);
    expect(found(question)).toEqual(['payments']);
  });

  test('where nothing is done about own code is not held', async () => {
    await enforce({ actions: { payments: 'off', registers: 'off' } });
    expect(guard.screen(OWN_CODE, 'paste')).toEqual({ kind: 'clean' });
  });
});

describe('what was inserted anyway', () => {
  test('is not asked about again when it is sent with more around it; other code is', async () => {
    guard.noteOutcome(await asked(OWN_CODE), 'inserted');
    const sent = `Please make this faster:\n\n${OWN_CODE}\nThank you very much, and greet the others from me!`;
    expect(await answered(sent, 'submit')).toEqual({ kind: 'clean' });
    expect(found(await asked(`${sent}\n${MORE_CODE}`, 'submit'))).toContain('registers');
  });
});

test('what is only counted is told once, however often it comes', async () => {
  await enforce({ actions: { payments: 'count', registers: 'block' } });
  const counted = () => messages.filter(({ kind }) => kind === 'data-found');
  expect(await answered(OWN_CODE)).toEqual({ kind: 'clean' });
  expect(await answered(`And this?\n${OWN_CODE}`, 'submit')).toEqual({ kind: 'clean' });
  expect(counted()).toMatchObject([{ detector: 'payments', outcome: 'counted', count: 1 }]);
  expect(await asked(MORE_CODE)).toMatchObject({ evaluation: { action: 'block', mayInsertAnyway: false } });
});

describe('without the filter', () => {
  const unread = { evaluation: { causes: [], action: 'warn', mayInsertAnyway: true } };

  beforeEach(async () => {
    for (const digest of world.files.held.keys()) await world.files.remove(digest);
  });

  test('what holds is what the rule says of the unreadable', async () => {
    expect(await asked(OTHER_CODE)).toMatchObject(unread);
    await enforce({ onUnreadable: 'block' });
    world.files.held.clear();
    engine = createEngine(world);
    expect(await asked(OTHER_CODE)).toMatchObject({ evaluation: { action: 'block' } });
  });

  test('what would only be counted goes on', async () => {
    await enforce({ actions: { payments: 'count', registers: 'count' } });
    world.files.held.clear();
    engine = createEngine(world);
    expect(await answered(OTHER_CODE)).toEqual({ kind: 'clean' });
  });

  test('a worker that does not answer has none', async () => {
    isAlive = false;
    expect(await asked(OTHER_CODE)).toMatchObject(unread);
    expect(kindsSent().filter((kind) => kind === 'data-fingerprints')).toHaveLength(3);
  });
});
