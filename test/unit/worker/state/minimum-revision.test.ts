import { beforeEach, describe, expect, test } from '@jest/globals';
import { minimumRevisionRecord } from '../../../../src/worker/state/records.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy } from '../../../support/policies.js';
import { recordedEvents } from '../../../support/recorded-events.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readMinimumRevision, readPolicyState, reconcile, syncPolicy } from '../../../support/worker.js';

const ELSEWHERE = 'https://elsewhere.acme.example/policy.jws';

let old: SigningPair;
let next: SigningPair;
let world: World;

beforeEach(async () => {
  old = await aKeyPair('EdDSA', 'key-old');
  next = await aKeyPair('ES256', 'key-new');
  world = aWorld(managedBy(old));
});

async function sync(pair: SigningPair, revision: number): Promise<string | null> {
  world.host.publish(await signed(pair, aPolicy({ revision })));
  const outcome = await syncPolicy(world);
  await reconcile(world);
  return outcome;
}

const inForce = async () => {
  const { policyState } = await readPolicyState(world);
  return policyState.kind === 'in-force' ? policyState.effective.policy.revision : policyState.reason;
};

const events = async () => (await recordedEvents(world)).map(({ kind, code }) => `${kind} ${code}`);

test('keys are rotated with no gap: old, both, new; nothing older comes back at any point', async () => {
  expect(await sync(old, 5)).toBe('accepted');
  expect(await sync(next, 6)).toBe('untrusted-key');

  world.managed.delivered = managedBy(old, next);
  expect(await sync(old, 4)).toBe('rollback');
  expect(await sync(next, 6)).toBe('accepted');
  expect(await sync(old, 5)).toBe('rollback');

  world.managed.delivered = managedBy(next);
  expect(await inForce()).toBe(6);
  expect(await sync(next, 5)).toBe('rollback');
  expect(await sync(old, 7)).toBe('untrusted-key');
  expect(await sync(next, 7)).toBe('accepted');
  expect(await events()).not.toContainEqual(expect.stringContaining('trust-domain-changed'));
});

test('a key that joined while nothing new was published continues the trust domain when the old one leaves', async () => {
  await sync(old, 5);
  world.managed.delivered = managedBy(old, next);
  expect(await syncPolicy(world)).toBe('unchanged');
  world.managed.delivered = managedBy(next);
  expect(await sync(next, 4)).toBe('rollback');
  expect(await sync(next, 6)).toBe('accepted');
});

test('the removal of a key takes the policy with it that only that key signed', async () => {
  await sync(old, 5);
  world.managed.delivered = managedBy(next);
  await reconcile(world);
  expect(await inForce()).toBe('signer-revoked');
  expect(world.rules.held).toEqual([]);
});

describe('another', () => {
  test.each<[string, string, () => Record<string, unknown>, () => SigningPair]>([
    ['address', 'policyUrl', () => ({ ...managedBy(old), policyUrl: ELSEWHERE }), () => old],
    ['policy name', 'policyName', () => ({ ...managedBy(old), policyName: 'acme' }), () => old],
    ['set of keys', 'trustedKeys', () => managedBy(next), () => next],
  ])('%s starts a trust domain in which revisions count anew, and says so', async (_, code, delivered, pair) => {
    await sync(old, 5);
    world.managed.delivered = delivered();
    expect(await sync(pair(), 2)).toBe('accepted');
    expect(await inForce()).toBe(2);
    expect(await sync(pair(), 1)).toBe('rollback');
    expect(await events()).toEqual([
      'policy-accepted ',
      `trust-domain-changed ${code}`,
      'policy-accepted ',
      'policy-refused rollback',
    ]);
  });

  test('address keeps the policy in force until the new host has one', async () => {
    await sync(old, 5);
    world.managed.delivered = { ...managedBy(old), policyUrl: ELSEWHERE };
    world.host.fail('http-status', 'status 404');
    await syncPolicy(world);
    await reconcile(world);
    expect(await inForce()).toBe(5);
    expect(world.rules.restrictedDomains).toEqual(['chat.openai.com', 'chatgpt.com']);
  });

  test('configuration without keys is another domain than one with keys', async () => {
    await sync(old, 5);
    world.managed.delivered = { policyUrl: managedBy(old)['policyUrl'] };
    expect(await sync(old, 2)).toBe('accepted');
  });
});

describe('the floor', () => {
  test('lost from storage is found again beside the installed rules', async () => {
    await sync(old, 5);
    world.durable.values.clear();
    expect(await readMinimumRevision(world)).toMatchObject({ revision: 5 });
    expect(await sync(old, 4)).toBe('rollback');
    expect(await events()).toContain('state-repaired floor');
  });

  test('found there is exact: the same revision with other content is still refused', async () => {
    await sync(old, 5);
    await minimumRevisionRecord.clear(world.durable);
    world.host.publish(await signed(old, aPolicy({ revision: 5, rules: [] })));
    expect(await syncPolicy(world)).toBe('revision-reused');
  });

  test('of another domain is not taken for this one’s', async () => {
    await sync(old, 5);
    world.durable.values.clear();
    world.managed.delivered = { ...managedBy(old), policyUrl: ELSEWHERE };
    expect(await readMinimumRevision(world)).toBeNull();
    expect(await sync(old, 1)).toBe('accepted');
  });

  test('lost with the rules as well is lost: the next policy starts anew', async () => {
    await sync(old, 5);
    world.durable.values.clear();
    world.rules.held = [];
    expect(await sync(old, 4)).toBe('accepted');
  });

  test('is not made up where nothing was accepted yet', async () => {
    world.managed.delivered = { ...managedBy(old), initialMode: 'closed', initialSites: ['chatgpt.com'] };
    await reconcile(world);
    world.durable.values.clear();
    await syncPolicy(world);
    expect(await minimumRevisionRecord.read(world.durable)).toBeNull();
    expect(await events()).toEqual(['check-failed http-status']);
  });

  test('is kept while nothing is restricted', async () => {
    world.host.publish(await signed(old, aPolicy({ revision: 5, rules: [] })));
    await syncPolicy(world);
    await reconcile(world);
    world.durable.values.clear();
    expect(await sync(old, 4)).toBe('rollback');
  });
});
