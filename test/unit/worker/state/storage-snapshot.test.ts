/** One look at the storage for each piece of work; and a wake-up that finds nothing new writes nothing. */
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createEngine } from '../../../../src/worker/engine.js';
import { exclusively } from '../../../../src/worker/state/mutex.js';
import { readAtOnce } from '../../../../src/worker/state/storage-snapshot.js';
import { floorRecord, timeRecord } from '../../../../src/worker/state/records.js';
import { aWorld, managedBy, MemoryStorage, type World } from '../../../support/memory-ports.js';
import { aPolicyOfSites } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';

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

test('what the work itself has written is seen by it, and what others have written by the next', async () => {
  const floor = { policyUrl: '', policyName: null, keys: null, revision: 99, digest: '', signedAtMs: 0 };
  const view = readAtOnce(world);
  expect((await timeRecord.read(view.durable))?.seenMs).not.toBe(5);
  await timeRecord.write(view.durable, { seenMs: 5 });
  await floorRecord.write(world.durable, floor);
  expect(await timeRecord.read(view.durable)).toEqual({ seenMs: 5 });
  expect((await floorRecord.read(view.durable))?.revision).not.toBe(99);
  await floorRecord.clear(view.durable);
  expect(await floorRecord.read(view.durable)).toBeNull();
  await floorRecord.write(world.durable, floor);
  expect((await floorRecord.read(readAtOnce(world).durable))?.revision).toBe(99);
});

test('what is not there is asked for again, so that nothing is made twice or found in an older state', async () => {
  await floorRecord.clear(world.durable);
  const view = readAtOnce(world);
  expect(await floorRecord.read(view.durable)).toBeNull();
  const floor = { policyUrl: '', policyName: null, keys: null, revision: 99, digest: '', signedAtMs: 0 };
  await floorRecord.write(world.durable, floor);
  expect((await floorRecord.read(view.durable))?.revision).toBe(99);
});

test('work on a view takes its turn with work on the storage', async () => {
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = exclusively(durable, async () => {
    await new Promise<void>((resolve) => (end = resolve));
    order.push('storage');
  });
  const second = exclusively(readAtOnce(readAtOnce(world)).durable, () => Promise.resolve(order.push('view')));
  await Promise.resolve();
  end();
  await Promise.all([first, second]);
  expect(order).toEqual(['storage', 'view']);
});
