import { beforeEach, describe, expect, test } from '@jest/globals';
import { noteManagedRemoved } from '../../../../src/worker/state/managed-source.js';
import { explanationSchema } from '../../../../src/protocol/answers.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { askIn, enforceIn, FRAME, URL_BLOCKED, type Asking } from '../../../support/block-page.js';
import { aWorld, managedBy, restarted, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, MINUTE_MS } from '../../../support/policies.js';
import { aKeyPair, type SigningPair } from '../../../support/signing.js';
import { explain } from '../../../support/worker.js';

const open = (revision: number) => aPolicy({ revision, rules: [] });

/** Whose page it is, said in every state. */
const brand = { organisation: 'Acme', logo: null, colour: null };

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  await enforce(aPolicy({ revision: 1 }));
});

const enforce = (policy: PublishedPolicy) => enforceIn(world, pair, policy);
const ask = (url?: string, asking?: Asking) => askIn(world, url, asking);

describe('a restricted address', () => {
  test('is explained with everything the page shows', async () => {
    const explanation = await ask();
    expect(explanationSchema.parse(explanation)).toEqual(explanation);
    expect(explanation).toMatchObject({
      kind: 'restricted',
      host: 'chatgpt.com',
      url: URL_BLOCKED,
      toolName: 'ChatGPT',
      vendor: 'OpenAI',
      ruleId: 'no-chatgpt',
      reason: 'It may keep what you paste',
      notice: null,
      since: '2026-11-20T12:00:00Z',
      alternatives: [{ name: 'Copilot', about: 'For company data', home: 'https://copilot.example/' }],
      policy: { name: 'acme', revision: 1, keyId: 'key-1', expired: false, mode: 'enforcing', organisation: 'Acme' },
    });
  });

  test('is explained in the reader’s language', async () => {
    expect(await ask(URL_BLOCKED, { in: FRAME, languages: ['fr-CA', 'en'] })).toMatchObject({
      reason: 'Il peut garder ce que vous collez',
      alternatives: [{ about: 'Pour les données internes' }],
    });
  });

  test.each([
    ['the reader’s language', ['de', 'en'], 'de', 'For company data', null],
    [
      'the policy’s, where the reader’s is missing',
      ['es', 'en'],
      'fr',
      'For company data',
      'Pour les données internes',
    ],
    ['the reader’s before the policy’s', ['en'], 'fr', 'For company data', 'For company data'],
  ])('describes alternatives in %s, and in no third one', async (_, languages, language, en, about) => {
    const { tools } = aPolicy();
    const described = tools.map((tool) => ({ ...tool, about: { en, fr: 'Pour les données internes' } }));
    await enforce(aPolicy({ revision: 2, language, tools: described }));
    expect(await ask(URL_BLOCKED, { in: FRAME, languages })).toMatchObject({ alternatives: [{ about }] });
  });

  test('is explained by the rule that decides now, whatever rule opened the page', async () => {
    await enforce(aPolicy({ revision: 2, rules: [aRule({ id: 'renamed' })] }));
    expect(await ask()).toMatchObject({ kind: 'restricted', ruleId: 'renamed' });
  });

  test('of no tool is explained all the same', async () => {
    await enforce(
      aPolicy({ revision: 2, tools: [], rules: [aRule({ tools: [], sites: ['chatgpt.com'], alternatives: [] })] }),
    );
    expect(await ask()).toMatchObject({ kind: 'restricted', toolName: null, vendor: null, alternatives: [] });
  });
});

describe('a page that no rule of ours opened', () => {
  test.each([
    '',
    '#',
    'garbage',
    '#https://chatgpt.com/',
    '#1/wrong-proof/no-chatgpt/https://chatgpt.com/',
    '#1//no-chatgpt/https://chatgpt.com/',
  ])('is told so: %j', async (fragment) => {
    await ask(); // a ticket does not help
    expect(await explain(world, { fragment, languages: [], frame: FRAME })).toEqual({ kind: 'not-ours', brand });
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'chrome://settings/', 'file:///etc/passwd', 'nonsense'])(
    'is told so, even with the proof, for %s',
    async (url) => {
      expect(await ask(url)).toEqual({ kind: 'not-ours', brand });
    },
  );
});

describe('an address that is open again', () => {
  test('is where the page goes on to when this very tab was restricted from it', async () => {
    await ask();
    await enforce(open(2));
    await enforce(open(3)); // so that not even the policy before restricted it
    const lifted = { kind: 'lifted', host: 'chatgpt.com', url: URL_BLOCKED, grantedUntilMs: null };
    expect(await ask()).toEqual({ ...lifted, brand });
  });

  test('is where the page goes on to when the policy just replaced restricted it', async () => {
    await enforce(open(2));
    expect(await ask()).toMatchObject({ kind: 'lifted', url: URL_BLOCKED });
  });

  test('is where the page goes on to when the browser is no longer managed', async () => {
    await ask();
    world.managed.delivered = {};
    await noteManagedRemoved(world);
    expect(await ask()).toMatchObject({ kind: 'lifted' });
  });

  test.each<[string, { in: typeof FRAME }]>([
    ['another tab', { in: { tabId: 2, frameId: 0 } }],
    ['another frame', { in: { tabId: 1, frameId: 5 } }],
  ])('is not where %s goes on to', async (_, asking) => {
    await ask();
    await enforce(open(2));
    await enforce(open(3));
    expect(await ask(URL_BLOCKED, { languages: [], ...asking })).toMatchObject({
      kind: 'lifted-stay',
      host: 'chatgpt.com',
    });
  });

  test('is not where a tab goes on to that was restricted from another address', async () => {
    await ask('https://chatgpt.com/other');
    await enforce(open(2));
    await enforce(open(3));
    expect(await ask()).toMatchObject({ kind: 'lifted-stay' });
  });

  test('is not where the page goes on to when nothing ever restricted it', async () => {
    expect(await ask('https://never.example/')).toMatchObject({ kind: 'lifted-stay', host: 'never.example' });
  });

  test('is not where the page goes on to after the browser’s restart, when the policy before did not restrict it', async () => {
    await ask();
    await enforce(open(2));
    await enforce(open(3));
    world = restarted(world);
    expect(await ask()).toMatchObject({ kind: 'lifted-stay' });
  });
});

describe('going on', () => {
  beforeEach(async () => {
    await ask();
    await enforce(open(2));
  });

  test('goes on again for a reader who reloads the page meanwhile', async () => {
    expect(await ask()).toMatchObject({ kind: 'lifted' });
    expect(await ask()).toMatchObject({ kind: 'lifted', url: URL_BLOCKED });
  });

  test('four times in a row is left to the reader, since the browser still seems to restrict the address', async () => {
    for (let times = 0; times < 3; times += 1) {
      expect(await ask()).toMatchObject({ kind: 'lifted' });
      world.clock.pass(5_000);
    }
    expect(await ask()).toMatchObject({ kind: 'lifted-stay', url: URL_BLOCKED });
  });

  test('again later is allowed', async () => {
    await ask();
    world.clock.pass(MINUTE_MS);
    expect(await ask()).toMatchObject({ kind: 'lifted' });
  });

  test('again is allowed after the clock was set back', async () => {
    await ask();
    world.clock.pass(-60 * MINUTE_MS);
    expect(await ask()).toMatchObject({ kind: 'lifted' });
  });

  test('is stopped in one tab and not in another', async () => {
    await ask();
    expect(await ask(URL_BLOCKED, { in: { tabId: 2, frameId: 0 }, languages: [] })).toMatchObject({ kind: 'lifted' });
  });
});

test('without a policy, the managed configuration says whose page it is', async () => {
  world = aWorld({ ...managedBy(pair), organisation: 'Contoso' });
  expect(await ask()).toMatchObject({ kind: 'unexplained', brand: { ...brand, organisation: 'Contoso' } });
});

describe('a restriction that cannot be explained now', () => {
  test.each<[string, () => Promise<void>]>([
    ['because the stored policy is lost', () => world.durable.remove('v2.policy')],
    [
      'because the configuration is late',
      async () => {
        await world.durable.remove('v2.managedCopy');
        world.managed.delivered = {};
      },
    ],
  ])('%s is called so, and goes nowhere', async (_, happen) => {
    await ask();
    await happen();
    expect(await ask()).toEqual({ kind: 'unexplained', host: 'chatgpt.com' });
  });
});
