import { beforeEach, describe, expect, test } from '@jest/globals';
import { answerPage } from '../../../../src/worker/answer-page.js';
import { overviewSchema } from '../../../../src/protocol/overview.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule, aTool, copilot, DAY_MS, HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readInstallation, readOverview, reconcile, stateOf, syncPolicy } from '../../../support/worker.js';

const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const policy = aPolicy({
  tools: [
    aTool(),
    copilot,
    aTool({ id: 'sidebar', name: 'Sidebar', category: 'browser', sites: [] }),
    aTool({ id: 'many', sites: Array.from({ length: 30 }, (_, index) => `s${index}.example`) }),
  ],
  rules: [
    aRule({ id: 'approved', action: 'allow', tools: ['copilot'], alternatives: [] }),
    aRule({ id: 'today', window: { until: moment(NOW_MS + HOUR_MS) } }),
    aRule({ id: 'later', action: 'warn', window: { from: moment(NOW_MS + DAY_MS) } }),
    aRule({ id: 'others', audience: { groups: ['others'] } }),
    aRule({
      id: 'long',
      tools: [],
      sites: Array.from({ length: 30 }, (_, index) => `site-${index}.example`),
      alternatives: [],
    }),
  ],
});

const PRIVATE_PART = 'AAAAprivatepartAAAA';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  const managed = managedBy(pair);
  world = aWorld({
    ...managed,
    policyUrl: 'https://policy.acme.example/policy.jws?token=hidden-token#hidden-part',
    trustedKeys: [{ ...pair.publicKey, note: PRIVATE_PART }],
    groups: ['design'],
    ring: 'pilot',
  });
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
});

const manyName = policy.tools.find(({ id }) => id === 'many')?.name ?? '';

async function publish(rules: typeof policy.rules): Promise<void> {
  world.host.publish(await signed(pair, { ...policy, revision: policy.revision + 1, rules }));
  await syncPolicy(world);
}

const overview = async () => {
  const answer = await readOverview(world, ['en']);
  expect(overviewSchema.parse(answer)).toEqual(answer);
  return answer;
};

describe('the policy in readable form', () => {
  test('lists what applies, what is coming, and counts what is for others', async () => {
    const { rules, coming, elsewhere } = await overview();
    expect(rules.map(({ id, untilMs }) => [id, untilMs])).toEqual([
      ['approved', null],
      ['today', NOW_MS + HOUR_MS],
      ['long', null],
    ]);
    expect(coming.map(({ id, fromMs }) => [id, fromMs])).toEqual([['later', NOW_MS + DAY_MS]]);
    expect(elsewhere).toBe(1);
  });

  test('names tools and alternatives, and counts what a long rule has more', async () => {
    const { rules } = await overview();
    expect(rules[1]).toMatchObject({
      about: ['ChatGPT'],
      alternatives: ['Copilot'],
      reason: 'It may keep what you paste',
    });
    expect(rules[2]?.about).toHaveLength(12);
    expect(rules[2]?.more).toBe(18);
  });

  test('names each tool at the rule that decides about it, and a rule that decides nothing nowhere', async () => {
    await publish([
      aRule({ id: 'approved', action: 'allow', tools: ['copilot'], alternatives: [] }),
      aRule({ id: 'all', tools: ['chatgpt', 'copilot'], sites: ['bing.com/chat', 'other.example'] }),
      aRule({ id: 'again', action: 'warn', tools: ['chatgpt', 'sidebar'] }),
      aRule({ id: 'built-in', tools: ['sidebar'] }),
    ]);
    expect((await overview()).rules.map(({ id, about }) => [id, about])).toEqual([
      ['approved', ['Copilot']],
      ['all', ['ChatGPT', 'other.example']],
      // A tool without sites is decided by the first rule that names it.
      ['again', ['Sidebar']],
    ]);
  });

  test('announces only what changes for the reader', async () => {
    const until = { window: { until: moment(NOW_MS + DAY_MS) } };
    const from = { window: { from: moment(NOW_MS + DAY_MS) } };
    await publish([
      aRule({ id: 'approved', action: 'allow', tools: ['copilot'], alternatives: [] }),
      aRule({ id: 'same-before', ...until }),
      aRule({ id: 'same', ...from }),
      aRule({ id: 'decided-above', tools: ['copilot'], ...from }),
      aRule({ id: 'new', tools: ['chatgpt', 'many'], action: 'warn', ...from }),
    ]);
    expect((await overview()).coming.map(({ id, about }) => [id, about])).toEqual([['new', [manyName]]]);
  });

  test('is empty where no policy is in force', async () => {
    world = aWorld(managedBy(pair));
    expect(await overview()).toMatchObject({ rules: [], coming: [], elsewhere: 0 });
  });
});

test('everything recorded is there', async () => {
  expect((await overview()).events.map(({ kind }) => kind)).toEqual(['policy-accepted']);
});

test('managed configuration is shown without what might be secret', async () => {
  expect((await overview()).managed).toMatchObject({
    policyUrl: 'https://policy.acme.example/policy.jws',
    groups: ['design'],
    ring: 'pilot',
    keys: [{ kid: 'key-1', algorithm: 'Ed25519' }],
  });
});

/** All that goes into a support file. */
async function supportText(): Promise<string> {
  const work = { open: () => stateOf(world), sync: () => Promise.resolve(), reconcile: () => Promise.resolve() };
  const languages = ['en'];
  const answers = [
    await answerPage(world, work, { kind: 'overview', languages }, null),
    await answerPage(world, work, { kind: 'status', url: 'https://chatgpt.com/c/42?q=prompt', languages }, null),
  ];
  return JSON.stringify(answers);
}

test('a private key among the trusted ones is refused, and no part of it is shown', async () => {
  world = aWorld({ ...managedBy(pair), trustedKeys: [{ ...pair.publicKey, d: PRIVATE_PART }], ring: 'pilot' });
  world.host.publish(await signed(pair, policy));
  await syncPolicy(world);
  const text = await supportText();
  expect(text).toContain('trustedKeys');
  expect(text).not.toContain(PRIVATE_PART);
});

test('what a support file is made of holds no proof, no install id, no private part of a key and no token', async () => {
  const { pageToken, installId } = await readInstallation(world);
  const text = await supportText();
  expect(text).toContain('key-1');
  for (const secret of [pageToken, installId, PRIVATE_PART, 'hidden-token', 'hidden-part', 'prompt', 'c/42']) {
    expect(text).not.toContain(secret);
  }
});

test('the self-check says which promise is not kept', async () => {
  await reconcile(world);
  expect((await overview()).selfCheck.filter(({ ok }) => !ok)).toEqual([]);
  world.host.fail('host-unreachable');
  await syncPolicy(world);
  world.clock.pass(40 * DAY_MS);
  expect((await overview()).selfCheck.filter(({ ok }) => !ok)).toEqual([
    { code: 'policy', ok: false, detail: 'policy-expired' },
    { code: 'host', ok: false, detail: 'host-unreachable' },
  ]);
});
