import { beforeEach, describe, expect, test } from '@jest/globals';
import type { HostFailureCode } from '../../../../src/worker/host-ports.js';
import { checkRecord } from '../../../../src/worker/state/records.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aWorld, managedBy, POLICY_URL, type World } from '../../../support/memory-ports.js';
import { aPolicy, DAY_MS, MINUTE_MS, NOW_MS } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { readPolicyState, syncPolicy } from '../../../support/worker.js';

let pair: SigningPair;
let world: World;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
});

async function publish(policy: PublishedPolicy = aPolicy(), etag: string | null = null): Promise<void> {
  world.host.publish(await signed(pair, policy), etag);
}

async function revisionInForce(): Promise<number | null> {
  const { policyState } = await readPolicyState(world);
  return policyState.kind === 'in-force' ? policyState.effective.policy.revision : null;
}

describe('a look at the host', () => {
  test('puts an acceptable policy in force, and records when', async () => {
    await publish();
    expect(await syncPolicy(world)).toBe('accepted');
    expect(await revisionInForce()).toBe(7);
    expect(await checkRecord.read(world.durable)).toEqual({
      atMs: NOW_MS,
      outcome: 'accepted',
      detail: 'revision 7',
      lastGoodAtMs: NOW_MS,
      failures: 0,
      nextAtMs: NOW_MS + 900_000,
      heldOffUntilMs: null,
    });
  });

  test('replaces the policy in force by a later revision', async () => {
    await publish(aPolicy({ revision: 1 }));
    await syncPolicy(world);
    await publish(aPolicy({ revision: 2 }));
    expect(await syncPolicy(world)).toBe('accepted');
    expect(await revisionInForce()).toBe(2);
  });

  test('counts the very same document as unchanged', async () => {
    await publish();
    await syncPolicy(world);
    expect(await syncPolicy(world)).toBe('unchanged');
    expect(await revisionInForce()).toBe(7);
  });

  test('asks nobody in a browser that is not managed', async () => {
    world.managed.delivered = {};
    expect(await syncPolicy(world)).toBeNull();
    expect(world.host.requests).toEqual([]);
    expect(await checkRecord.read(world.durable)).toBeNull();
  });
});

describe('a look that fails', () => {
  beforeEach(async () => {
    await publish(aPolicy({ revision: 7 }));
    await syncPolicy(world);
    world.clock.pass(MINUTE_MS);
  });

  async function expectRefused(code: string): Promise<void> {
    expect(await syncPolicy(world)).toBe(code);
    expect(await checkRecord.read(world.durable)).toMatchObject({
      atMs: NOW_MS + MINUTE_MS,
      outcome: code,
      lastGoodAtMs: NOW_MS,
    });
    expect(await revisionInForce()).toBe(7);
  }

  test.each<HostFailureCode>(['host-unreachable', 'http-status', 'too-large', 'not-a-policy', 'redirect-refused'])(
    'is recorded and leaves the policy in force: %s',
    async (code) => {
      world.host.fail(code, 'what happened');
      await expectRefused(code);
      expect(await checkRecord.read(world.durable)).toMatchObject({ detail: 'what happened' });
    },
  );

  test.each<[string, () => Promise<string>]>([
    ['not-signed', () => Promise.resolve('<html>')],
    ['wrong-type', () => signed(pair, aPolicy({ revision: 8 }), { typ: 'JWT' })],
    ['untrusted-key', async () => signed(await aKeyPair('EdDSA', 'other'), aPolicy({ revision: 8 }))],
    ['wrong-algorithm', async () => signed(await aKeyPair('ES256', 'key-1'), aPolicy({ revision: 8 }))],
    ['signature-invalid', async () => signed(await aKeyPair(), aPolicy({ revision: 8 }))],
    ['not-json', () => signed(pair, 'text')],
    ['format-unknown', () => signed(pair, { ...aPolicy({ revision: 8 }), format: 2 })],
    ['schema-invalid', () => signed(pair, { ...aPolicy({ revision: 8 }), rules: null })],
    ['rollback', () => signed(pair, aPolicy({ revision: 6 }))],
    ['revision-reused', () => signed(pair, aPolicy({ revision: 7, rules: [] }))],
    ['not-yet-valid', () => signed(pair, aPolicy({ revision: 8, issuedAt: '2026-12-01T00:00:00Z' }))],
    ['expired', () => signed(pair, aPolicy({ revision: 8, expiresAt: '2026-11-23T00:00:00Z' }))],
  ])('is recorded and leaves the policy in force: %s', async (code, document) => {
    world.host.publish(await document());
    await expectRefused(code);
  });

  test('is recorded for a policy of another name', async () => {
    world.managed.delivered = { ...managedBy(pair), policyName: 'acme' };
    await publish(aPolicy({ name: 'globex', revision: 8 }));
    await expectRefused('name-mismatch');
  });

  test('is recorded for a document that is bad in an unheard-of way', async () => {
    await publish({ ...aPolicy(), format: { toString: null, valueOf: null } } as unknown as PublishedPolicy);
    await expectRefused('format-unknown');
  });
});

describe('the ETag that is sent', () => {
  const etags = () => world.host.requests.map(({ etag }) => etag);

  test('is none before there is a policy, and then that of the one in force', async () => {
    await publish(aPolicy(), '"seven"');
    await syncPolicy(world);
    expect(await syncPolicy(world)).toBe('unchanged');
    expect(etags()).toEqual([null, '"seven"']);
  });

  test('is never that of a document that was refused', async () => {
    await publish(aPolicy(), '"seven"');
    await syncPolicy(world);
    world.host.publish('refused', '"bad"');
    await syncPolicy(world);
    await syncPolicy(world);
    // Each refused look is followed by one past the caches, which is unconditional.
    expect(etags()).toEqual([null, '"seven"', null, '"seven"', null]);
  });

  test('is none at another address', async () => {
    await publish(aPolicy(), '"seven"');
    await syncPolicy(world);
    const policyUrl = 'https://elsewhere.acme.example/policy.jws';
    world.managed.delivered = { ...managedBy(pair), policyUrl };
    await syncPolicy(world);
    expect(world.host.requests).toEqual([
      { url: POLICY_URL, etag: null, bypassCaches: false },
      { url: policyUrl, etag: null, bypassCaches: false },
    ]);
  });

  // `*` asks every host for 304, and so does a list of what the next ETag may be; hosts refuse a header that is too long.
  test.each(['*', '"seven", "eight"', 'W/"seven", *', `"${'7'.repeat(300)}"`, 'seven', '""', '"s\u00e9ven"'])(
    'is none where the host gave something that is no single ETag: %s',
    async (etag) => {
      await publish(aPolicy(), etag);
      await syncPolicy(world);
      await syncPolicy(world);
      expect(etags()).toEqual([null, null]);
    },
  );

  test('may be a weak one', async () => {
    await publish(aPolicy(), 'W/"6928-5a"');
    await syncPolicy(world);
    await syncPolicy(world);
    expect(etags()).toEqual([null, 'W/"6928-5a"']);
  });

  test('is none when the stored policy is no longer trusted, so that the host cannot say "unchanged"', async () => {
    await publish(aPolicy(), '"seven"');
    await syncPolicy(world);
    pair = await aKeyPair('EdDSA', 'key-2');
    world.managed.delivered = managedBy(pair);
    await publish(aPolicy({ revision: 8 }), '"seven"');
    expect(await syncPolicy(world)).toBe('accepted');
    expect(etags()).toEqual([null, null]);
  });
});

describe('a document that a cache on the way has spoilt', () => {
  test('is asked for once more past every cache, and the good one is taken', async () => {
    await publish();
    world.host.cached = await signed(await aKeyPair(), aPolicy());
    expect(await syncPolicy(world)).toBe('accepted');
    expect(world.host.requests.map(({ bypassCaches }) => bypassCaches)).toEqual([false, true]);
    expect(await revisionInForce()).toBe(7);
  });

  test('heeds a host that asks for patience at the second request', async () => {
    world.host.cached = 'half a docum';
    world.host.fail('http-status', 'status 429', 6 * MINUTE_MS);
    expect(await syncPolicy(world)).toBe('not-signed');
    expect((await checkRecord.read(world.durable))?.heldOffUntilMs).toBe(world.clock.nowMs() + 6 * MINUTE_MS);
  });

  test('and that is no better at its source is refused for what it was', async () => {
    world.host.fail('http-status', 'status 500');
    world.host.cached = 'half a docum';
    expect(await syncPolicy(world)).toBe('not-signed');
    expect(world.host.requests).toHaveLength(2);
  });

  test('is not what another refusal is about: there one look is enough', async () => {
    await publish(aPolicy({ expiresAt: '2026-11-23T00:00:00Z' }));
    expect(await syncPolicy(world)).toBe('expired');
    expect(world.host.requests).toHaveLength(1);
  });
});

describe('what was accepted once', () => {
  test('is a floor that outlives the policy itself', async () => {
    await publish(aPolicy({ revision: 7 }));
    await syncPolicy(world);
    await world.durable.remove('v2.policy');
    await publish(aPolicy({ revision: 6 }));
    expect(await syncPolicy(world)).toBe('rollback');
    expect(await revisionInForce()).toBeNull();
  });

  test('stays in force after it has expired, when nothing newer comes', async () => {
    await publish();
    await syncPolicy(world);
    for (const days of [40, 40]) {
      world.clock.pass(days * DAY_MS);
      await syncPolicy(world);
    }
    expect(await syncPolicy(world)).toBe('expired');
    const { policyState } = await readPolicyState(world);
    expect(policyState).toMatchObject({ kind: 'in-force', effective: { expired: true } });
  });
});
