/** One look at the storage for each piece of work; and a wake-up that finds nothing new writes nothing. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createEngine } from '../../../../src/worker/engine.js';
import { exclusively } from '../../../../src/worker/state/mutex.js';
import { newMemory } from '../../../../src/worker/enforce/memory.js';
import { openState } from '../../../../src/worker/state/open-state.js';
import { minimumRevisionRecord, policyRecord, timeRecord } from '../../../../src/worker/state/records.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { MemoryStorage } from '../../../support/memory-storage.js';
import { aPolicyOfSites } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';
import { stateOf } from '../../../support/worker.js';

class CountingStorage extends MemoryStorage {
  reads: string[] = [];
  writes: string[] = [];

  override get(key: string): Promise<unknown> {
    this.reads.push(key);
    return super.get(key);
  }

  override set(key: string, value: unknown): Promise<void> {
    this.writes.push(key);
    return super.set(key, value);
  }
}

let pair: SigningPair;
let durable: CountingStorage;
let world: World;

beforeAll(async () => {
  pair = await aKeyPair();
});

beforeEach(async () => {
  durable = new CountingStorage();
  world = { ...aWorld(managedBy(pair)), durable };
  world.host.publish(await signed(pair, aPolicyOfSites({ sites: ['one.example'] })), '"1"');
  await createEngine(world).wake();
  durable.reads = [];
  durable.writes = [];
});

test('no record is read twice for one status', async () => {
  await createEngine(world).answer({ kind: 'status', url: 'https://one.example/', languages: ['en'] }, null);
  const records = durable.reads.filter((key) => key.startsWith('v2.') && !key.startsWith('v2.event'));
  expect(records).toContain('v2.policy');
  expect(records.filter((key) => key === 'v2.policy')).toHaveLength(1);
  expect(records.filter((key) => key === 'v2.floor')).toHaveLength(1);
});

test('a reconcile that finds everything as it should be writes nothing', async () => {
  await createEngine(world).reconcile();
  expect(durable.writes).toEqual([]);
});

test('a state is of one moment, and the next one has what others have written since', async () => {
  const minimumRevision = { policyUrl: '', policyName: null, keys: null, revision: 99, digest: '', signedAtMs: 0 };
  const before = await stateOf(world);
  await timeRecord.write(world.durable, { seenMs: 5 });
  await minimumRevisionRecord.write(world.durable, minimumRevision);
  expect(before.records.time?.seenMs).not.toBe(5);
  expect(before.records.minimumRevision?.revision).not.toBe(99);
  const after = await stateOf(world);
  expect(after.records.time?.seenMs).toBe(5);
  expect(after.records.minimumRevision?.revision).toBe(99);
});

test('what was read before is verified and made anew where its bytes, keys or floor are others', async () => {
  const last = newMemory();
  const revision = async () => {
    const { policyState } = await openState(world, last);
    return policyState.kind === 'in-force' ? policyState.effective.policy.revision : policyState.reason;
  };
  expect(await revision()).toBe(7);
  const stored = await policyRecord.read(world.durable);
  if (stored === null) throw new Error('nothing is stored');
  await policyRecord.write(world.durable, { ...stored, document: stored.document.replace(/\.[^.]+\./, '.e30.') });
  expect(await revision()).toBe('policy-lost');
  await policyRecord.write(world.durable, stored);
  expect(await revision()).toBe(7);
  world.managed.delivered = managedBy(await aKeyPair('EdDSA', 'key-2'));
  expect(await revision()).toBe('signer-revoked');
});

test('pieces of work on a storage take turns', async () => {
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = exclusively(durable, async () => {
    await new Promise<void>((resolve) => (end = resolve));
    order.push('first');
  });
  const second = exclusively(durable, () => Promise.resolve(order.push('second')));
  await Promise.resolve();
  end();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});
