import { beforeEach, describe, expect, test } from '@jest/globals';
import { noteManagedRemoved } from '../../../../src/worker/state/managed-source.js';
import { statusSchema } from '../../../../src/protocol/answers.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, BLOCKED_PAGE, managedBy, POLICY_URL, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, aTool, copilot, DAY_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readHealth, readStatus, reconcile, syncPolicy } from '../../../support/worker.js';

const policy = aPolicy({
  notice: { en: 'Hello', fr: 'Bonjour' },
  tools: [aTool(), copilot, aTool({ id: 'watched', name: 'Watched', sites: ['watched.example'] })],
  rules: [
    aRule({ id: 'approved', action: 'allow', tools: ['copilot'], alternatives: [] }),
    aRule({ id: 'watched', action: 'observe', tools: ['watched'], alternatives: [] }),
    aRule(),
    aRule({ id: 'by-site', tools: [], sites: ['other.example'], alternatives: [] }),
  ],
});

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

async function enforce(published: PublishedPolicy = policy): Promise<void> {
  world.host.publish(await signed(pair, published));
  await syncPolicy(world);
  await reconcile(world);
}

async function status(url: string | null = null, languages = ['en']) {
  const answer = await readStatus(world, url, languages);
  expect(statusSchema.parse(answer)).toEqual(answer);
  return answer;
}

const problemCodes = async () => (await status()).problems.map(({ code }) => code);

describe('a site is', () => {
  beforeEach(() => enforce());

  test.each([
    ['restricted', 'https://chatgpt.com/c/1', 'chatgpt.com', 'ChatGPT'],
    ['restricted', 'https://www.other.example/', 'www.other.example', null],
    ['approved', 'https://www.bing.com/chat', 'www.bing.com', 'Copilot'],
    ['observed', 'https://watched.example/', 'watched.example', 'Watched'],
    ['ungoverned', 'https://news.example/', 'news.example', null],
    ['ungoverned', 'https://www.bing.com/', 'www.bing.com', null],
    ['no-site', 'chrome://extensions/', null, null],
    ['no-site', 'about:blank', null, null],
    ['no-site', null, null, null],
    ['restricted', `${BLOCKED_PAGE}#1/proof/no-chatgpt/https://chatgpt.com/c/1`, 'chatgpt.com', 'ChatGPT'],
    ['no-site', `${BLOCKED_PAGE}#nonsense`, null, null],
  ])('%s: %s', async (kind, url, host, toolName) => {
    expect((await status(url)).site).toMatchObject({ kind, host, toolName });
  });

  test('restricted for a reason in the reader’s language', async () => {
    expect((await status('https://chatgpt.com/', ['fr'])).site.reason).toBe('Il peut garder ce que vous collez');
  });
});

test('a site that the policy would restrict is observed while it only observes', async () => {
  await enforce({ ...policy, mode: 'observe' });
  const answer = await status('https://chatgpt.com/');
  expect(answer).toMatchObject({ site: { kind: 'observed' }, policy: { mode: 'observing' } });
});

test('every site is ungoverned while there is no policy', async () => {
  expect(await status('https://chatgpt.com/')).toMatchObject({
    site: { kind: 'ungoverned', host: 'chatgpt.com' },
    policy: null,
    approved: [],
    notice: null,
  });
});

describe('the policy', () => {
  test('is shown with who signed it, its notice and the tools that it approves by name', async () => {
    await enforce();
    expect(await status(null, ['fr'])).toMatchObject({
      policy: {
        name: 'acme',
        revision: 7,
        keyId: 'key-1',
        expired: false,
        contact: { email: 'it@acme.example', url: null },
      },
      notice: 'Bonjour',
      approved: [{ name: 'Copilot', about: 'Pour les données internes' }],
      problems: [],
    });
  });

  test('is shown as unsigned where no key is pinned', async () => {
    world.managed.delivered = { policyUrl: POLICY_URL };
    await enforce();
    expect(await status()).toMatchObject({ policy: { keyId: null } });
  });

  test('names a tool once that two rules approve', async () => {
    const allow = aRule({ id: 'first', action: 'allow', tools: ['copilot'], alternatives: [] });
    await enforce({ ...policy, rules: [allow, { ...allow, id: 'second' }] });
    expect((await status()).approved).toHaveLength(1);
  });
});

describe('the last look', () => {
  test('is told apart from the last good one', async () => {
    await enforce();
    world.clock.pass(MINUTE_MS);
    world.host.fail('host-unreachable');
    await syncPolicy(world);
    expect(await status()).toMatchObject({ lastCheckAtMs: NOW_MS + MINUTE_MS, lastGoodCheckAtMs: NOW_MS });
  });

  test('is none when there was none', async () => {
    expect(await status()).toMatchObject({ lastCheckAtMs: null, lastGoodCheckAtMs: null });
  });
});

describe('a browser is', () => {
  test.each<[string, () => void | Promise<void>]>([
    ['managed', () => undefined],
    ['managed', () => void (world.managed.delivered = { policyUrl: 5 })],
    ['waiting', () => void (world.managed.delivered = {})],
    [
      'unmanaged',
      async () => {
        world.managed.delivered = {};
        await noteManagedRemoved(world);
      },
    ],
    ['demonstration', () => void (world.managed.demonstration = true)],
  ])('%s (case %#)', async (kind, happen) => {
    await happen();
    expect((await status()).managed).toBe(kind);
  });
});

describe('problems', () => {
  test.each<[string, () => void | Promise<void>]>([
    [
      'no-policy',
      async () => {
        world.managed.delivered = { ...managedBy(pair), policyUrl: 'https://new.acme.example/policy.jws' };
        await world.durable.remove('v2.policy');
      },
    ],
    ['policy-lost', () => world.durable.remove('v2.policy')],
    ['managed-invalid', () => void (world.managed.delivered = { policyUrl: 5 })],
    ['signer-revoked', async () => void (world.managed.delivered = managedBy(await aKeyPair('EdDSA', 'key-2')))],
    [
      'policy-expired',
      () => {
        world.clock.pass(40 * DAY_MS);
      },
    ],
    [
      'clock-ahead',
      () => {
        world.clock.pass(365 * DAY_MS);
      },
    ],
    [
      'clock-behind',
      () => {
        world.clock.pass(-365 * DAY_MS);
      },
    ],
    [
      'bootstrap-refused',
      () => {
        world.managed.delivered = { ...managedBy(pair), bootstrapPolicy: 'text' };
      },
    ],
    [
      'host-unreachable',
      async () => {
        world.host.fail('host-unreachable');
        await syncPolicy(world);
      },
    ],
    [
      'not-signed',
      async () => {
        world.host.publish('text');
        await syncPolicy(world);
      },
    ],
    [
      'rules-rejected',
      async () => {
        world.rules.held = [];
        world.rules.failure = new Error('no');
        await reconcile(world);
      },
    ],
    [
      'rules-truncated',
      async () => {
        world.rules.limits = { dynamicRules: 2, unsafeRules: 9, regexRules: 9 };
        await reconcile(world);
      },
    ],
  ])('%s is told, and shows in the toolbar', async (code, happen) => {
    await enforce();
    expect(await problemCodes()).toEqual([]);
    expect((await readHealth(world)).problems).toEqual([]);
    await happen();
    expect(await problemCodes()).toEqual([code]);
    expect((await readHealth(world)).problems).not.toEqual([]);
  });

  test('say what is wrong', async () => {
    await enforce();
    world.managed.delivered = { ...managedBy(pair), groups: 'design' };
    world.rules.limits = { dynamicRules: 4, unsafeRules: 9, regexRules: 9 };
    await reconcile(world);
    expect((await status()).problems).toEqual([
      { code: 'managed-invalid', detail: 'groups: a list of texts' },
      { code: 'rules-truncated', detail: 'no-chatgpt, by-site' },
    ]);
  });

  test.each([
    ['while the configuration is awaited', () => undefined],
    ['in a browser that nobody manages', () => noteManagedRemoved(world)],
  ])('are none %s', async (_, happen) => {
    world.managed.delivered = {};
    await happen();
    expect(await problemCodes()).toEqual([]);
  });
});
