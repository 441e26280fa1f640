/** What the worker adds to a restriction: until when, how to ask for access, bypasses that can be ended, the toolbar. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../src/protocol/block-page-url.js';
import { createEngine, type Engine } from '../../../src/worker/engine.js';
import { explanationSchema, statusSchema } from '../../../src/protocol/answers.js';
import type { Request } from '../../../src/protocol/requests.js';
import type { PublishedPolicy } from '../../../src/policy/schema.js';
import { aWorld, managedBy, type World } from '../../support/memory-ports.js';
import { aPolicy, aRule, aTool, copilot, DAY_MS, HOUR_MS, MINUTE_MS, NOW_MS } from '../../support/policies.js';
import { recordedEvents } from '../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';
import { readInstallation } from '../../support/worker.js';

const URL_RESTRICTED = 'https://chatgpt.com/c/42?q=secret';
const COLLECTOR = 'https://collector.example/v1/logs';
const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

let pair: SigningPair;
let world: World;
let engine: Engine;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  engine = createEngine(world);
});

function managedWith(more: object): void {
  world = aWorld({ ...managedBy(pair), ...more });
  engine = createEngine(world);
}

async function enforce(policy: Partial<PublishedPolicy>): Promise<void> {
  world.host.publish(await signed(pair, aPolicy(policy)));
  await engine.wake();
}

type Asked = Pick<Request, 'kind'> & Readonly<Record<string, unknown>>;

async function ask(request: Asked, { frameId = 0, url = URL_RESTRICTED } = {}) {
  const { pageToken } = await readInstallation(world);
  const fragment = formatBlockedAddress('', { pageToken, ruleId: 'no-chatgpt', url });
  const answer = await engine.answer({ fragment, languages: ['en'], url, ...request }, { tabId: 7, frameId });
  return answer as unknown;
}

async function act(request: Asked, where: { frameId?: number } = {}) {
  await ask({ kind: 'explain' }, where);
  return ask(request, where);
}

async function explain() {
  const answer = explanationSchema.parse(await ask({ kind: 'explain' }));
  if (answer.kind !== 'restricted') throw new Error(`expected a restriction, got ${answer.kind}`);
  return answer;
}

const status = async (request: Asked = { kind: 'status' }) => statusSchema.parse(await ask(request));

const within = (fromMs: number | null, untilMs: number | null) => ({
  ...(fromMs === null ? {} : { from: moment(fromMs) }),
  ...(untilMs === null ? {} : { until: moment(untilMs) }),
});

describe('until when', () => {
  const soon = NOW_MS + HOUR_MS;
  const later = NOW_MS + 5 * HOUR_MS;

  test.each<[string, PublishedPolicy['rules'], number | null]>([
    ['a rule without an end', [aRule()], null],
    ['a rule that ends', [aRule({ window: within(null, soon) })], soon],
    [
      'a rule that another one below takes over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', window: within(null, later) })],
      later,
    ],
    [
      'a rule that one without an end takes over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next' })],
      null,
    ],
    [
      'a rule that one takes over from which begins just then',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', window: within(soon, later) })],
      later,
    ],
    [
      'a rule that one about other people does not take over from',
      [aRule({ window: within(null, soon) }), aRule({ id: 'next', audience: { groups: ['others'] } })],
      soon,
    ],
  ])('%s', async (_, rules, untilMs) => {
    await enforce({ rules });
    expect((await explain()).untilMs).toBe(untilMs);
    expect((await status()).site.untilMs).toBe(untilMs);
  });

  test('is told by this browser’s own clock where that is not believed', async () => {
    await enforce({ rules: [aRule({ window: within(null, soon) })] });
    world.clock.pass(365 * DAY_MS);
    const { untilMs } = await explain();
    expect((untilMs ?? 0) - world.clock.nowMs()).toBe(HOUR_MS);
  });
});

describe('asking for access', () => {
  test('fills the policy’s template, without a part of the address', async () => {
    const request = 'https://access.acme.example/?t={tool}&r={rule}&v={revision}&s={support}';
    await enforce({ organisation: { name: 'Acme', request } });
    const answer = await explain();
    expect(answer.request).toBe(`https://access.acme.example/?t=ChatGPT&r=no-chatgpt&v=7&s=${answer.supportId}`);
  });

  test('is not offered by a template that could do something else', async () => {
    await enforce({ organisation: { name: 'Acme', request: 'javascript:alert(1)' } });
    expect((await explain()).request).toBeNull();
  });

  test('is remembered for this rule and tool, and for no other', async () => {
    await enforce({});
    expect((await explain()).requestedAtMs).toBeNull();
    await act({ kind: 'note-request' });
    world.clock.pass(MINUTE_MS);
    expect((await explain()).requestedAtMs).toBe(NOW_MS);
    await enforce({ revision: 8, rules: [aRule({ id: 'another' })] });
    world.clock.pass(MINUTE_MS);
    await ask({ kind: 'check-again' });
    expect((await explain()).requestedAtMs).toBeNull();
  });
});

describe('an account rule', () => {
  const controls = [{ headers: [{ name: 'X-Workspace', value: 'acme' }], hosts: ['chatgpt.com'] }];
  const account = (anonymous: string) => aRule({ action: 'account', account: { controls, anonymous: [anonymous] } });

  test('is explained with where to sign in', async () => {
    await enforce({ rules: [account('chatgpt.com/c')] });
    expect(await explain()).toMatchObject({ action: 'account', signIn: 'https://chatgpt.com/', warning: null });
  });

  test('leads nowhere that it restricts itself', async () => {
    await enforce({ rules: [account('chatgpt.com')] });
    expect(await explain()).toMatchObject({ action: 'account', signIn: null });
  });
});

describe('a bypass', () => {
  const warned = { rules: [aRule({ action: 'warn', warn: { minutes: 30, justification: 'none' } })] };
  const continueNow = () => act({ kind: 'continue', justification: '' });

  test('is listed with its end, shows in the toolbar, and can be ended', async () => {
    await enforce(warned);
    await continueNow();
    await engine.reconcile();
    expect(world.shown.state).toBe('bypass');
    const { bypasses, site } = await status();
    expect(bypasses).toMatchObject([{ name: 'ChatGPT', grantedAtMs: NOW_MS, untilMs: NOW_MS + 30 * MINUTE_MS }]);
    expect(site.bypassUntilMs).toBe(NOW_MS + 30 * MINUTE_MS);
    const ended = await status({ kind: 'end-bypass', bypass: bypasses[0]?.key ?? '' });
    expect(ended).toMatchObject({ bypasses: [], site: { kind: 'warned', bypassUntilMs: null } });
    expect(world.shown.state).toBe('usual');
    expect(world.rules.heldForSession).toEqual([]);
  });

  describe('with a justification', () => {
    const given = async (justification: string, length?: number) => {
      const justificationLength = length === undefined ? {} : { justificationLength: length };
      const warn = { minutes: 30, justification: 'required' as const, ...justificationLength };
      await enforce({ rules: [aRule({ action: 'warn', warn })] });
      await act({ kind: 'continue', justification });
      return (await status()).bypasses.length === 1;
    };

    test.each([
      ['', false],
      [' \n', false],
      ['\u200b\u2060\u2800\u3164', false],
      ['.', true],
    ])('that is required, %j: %s', async (justification, isEnough) => {
      expect(await given(justification)).toBe(isEnough);
    });

    test.each([
      ['.', false],
      ['a b c d e f g h i', false],
      [`too short${'\u200b'.repeat(20)}`, false],
      ['for the tender', true],
      ['入札のための比較資料を', true],
    ])('that has to have ten characters, %j: %s', async (justification, isEnough) => {
      expect(await given(justification, 10)).toBe(isEnough);
    });

    test('says on the page how long it has to be', async () => {
      const warn = { minutes: 30, justification: 'required' as const, justificationLength: 20 };
      await enforce({ rules: [aRule({ action: 'warn', warn })] });
      expect((await explain()).warning).toEqual({ ...warn, readers: 'nobody' });
    });
  });

  describe('with a justification that stays in the browser', () => {
    const local = { minutes: 30, justification: 'local' as const, justificationLength: 5 };

    test('is required, and said to be read by nobody', async () => {
      managedWith({ eventsEndpoint: COLLECTOR, identity: 'ada' });
      await enforce({ rules: [aRule({ action: 'warn', warn: local })] });
      expect((await explain()).warning).toEqual({ ...local, justification: 'required', readers: 'nobody' });
      await act({ kind: 'continue', justification: '....' });
      expect((await status()).bypasses).toEqual([]);
      await act({ kind: 'continue', justification: 'the tender' });
      expect((await status()).bypasses).toHaveLength(1);
    });
  });

  test.each<[string, object, string]>([
    ['nobody, where no events are sent', {}, 'nobody'],
    ['nobody, where there is a name and nothing is sent', { identity: 'ada' }, 'nobody'],
    ['administrators, where events are sent', { eventsEndpoint: COLLECTOR }, 'administrators'],
    ['administrators with a name', { eventsEndpoint: COLLECTOR, identity: 'ada' }, 'administrators-named'],
  ])('says who can read a justification: %s', async (_, managed, readers) => {
    const warn = { minutes: 30, justification: 'optional' as const };
    managedWith(managed);
    await enforce({ rules: [aRule({ action: 'warn', warn })] });
    expect((await explain()).warning).toEqual({ ...warn, readers });
  });

  test('is given for the address that was explained in this tab, and for no other', async () => {
    await enforce(warned);
    await ask({ kind: 'continue', justification: '' });
    expect((await status()).bypasses).toEqual([]);
    await ask({ kind: 'explain' }, { url: 'https://chatgpt.com/another' });
    await ask({ kind: 'continue', justification: '' });
    expect((await status()).bypasses).toEqual([]);
    await continueNow();
    expect((await status()).bypasses).toHaveLength(1);
  });
});

describe('inside another page', () => {
  const home = 'https://copilot.example/';
  const visit = '0190a1b2-c3d4-4e5f-8a9b-0c1d2e3f4a5b';

  test.each<[string, Asked, string]>([
    ['a bypass is not given', { kind: 'continue', justification: '' }, 'continued'],
    ['a request for access is not recorded', { kind: 'note-request' }, 'requested'],
    ['an alternative is not recorded', { kind: 'note-alternative', home }, 'alternative-opened'],
  ])('%s', async (_, request, recordedAs) => {
    await enforce({ rules: [aRule({ action: 'warn', warn: { minutes: 30, justification: 'none' } })] });
    const recorded = async () => (await recordedEvents(world)).map(({ kind }) => kind);
    await act({ ...request, visit }, { frameId: 3 });
    await engine.reconcile();
    const seen = await recorded();
    expect((await status()).bypasses).toEqual([]);
    expect((await explain()).requestedAtMs).toBeNull();
    await act({ ...request, visit });
    await engine.reconcile();
    expect((await recorded()).filter((kind) => !seen.includes(kind))).toEqual([recordedAs]);
  });
});

describe('the toolbar', () => {
  test('marks the tab of an explanation, not the tab that merely holds one in a frame', async () => {
    await enforce({});
    await ask({ kind: 'explain' }, { frameId: 3 });
    expect([...world.shown.restrictedTabs]).toEqual([]);
    await ask({ kind: 'explain' });
    expect([...world.shown.restrictedTabs]).toEqual([7]);
  });
});

test('the popup lists the tools that are not simply open', async () => {
  const tools = [aTool(), copilot, aTool({ id: 'idle', name: 'Idle', sites: ['idle.example'] })];
  await enforce({ tools, rules: [aRule(), aRule({ id: 'ok', action: 'allow', tools: ['copilot'] })] });
  expect((await status()).restricted).toEqual([{ name: 'ChatGPT', category: 'assistant', decision: 'restricted' }]);
});

test('a tool is described in the reader’s language or not at all', async () => {
  await enforce({ tools: [aTool({ about: { en: 'Answers questions' } }), copilot] });
  expect((await explain()).toolAbout).toBe('Answers questions');
  expect(await ask({ kind: 'explain', languages: ['de'] })).toMatchObject({
    toolAbout: null,
  });
});
