import { describe, expect, test } from '@jest/globals';
import type { Storage } from '../../../../src/worker/ports.js';
import { minimumRevisionRecord, installationRecord, policyRecord } from '../../../../src/worker/state/records.js';
import { migrateState } from '../../../../src/worker/state/migrations.js';
import { aWorld } from '../../../support/memory-ports.js';
import { MemoryStorage } from '../../../support/memory-storage.js';
import { stateOf } from '../../../support/worker.js';

const url = 'https://policy.acme.example/policy.jws';
const policy = { url, document: 'a.b.c', etag: '"x"', previous: null, acceptedAtMs: 5 };
const installation = { proof: 'token', installId: 'id' };

/** What version 1 left behind. @param domain as that version wrote it */
function version1(domain = `url ${url}`): MemoryStorage {
  const storage = new MemoryStorage();
  storage.values.set('v1.policy', policy);
  storage.values.set('v1.floor', { domain, revision: 41, digest: 'abc' });
  storage.values.set('v1.installation', installation);
  storage.values.set('v1.check', { atMs: 5, outcome: 'unchanged', detail: '', lastGoodAtMs: 5 });
  return storage;
}

describe('state of version 1', () => {
  test('is moved: policy, installation and floor are what they were', async () => {
    const storage = version1();
    await migrateState(storage);
    expect(await policyRecord.read(storage)).toEqual(policy);
    expect(await installationRecord.read(storage)).toEqual(installation);
    expect(await minimumRevisionRecord.read(storage)).toEqual({
      policyUrl: url,
      policyName: null,
      keys: null,
      revision: 41,
      digest: 'abc',
      signedAtMs: 0,
    });
    expect([...storage.values.keys()].filter((key) => key.startsWith('v1.'))).toEqual([]);
  });

  test('that belonged to a named policy keeps the name and takes the address from the policy', async () => {
    const storage = version1('name acme');
    await migrateState(storage);
    expect(await minimumRevisionRecord.read(storage)).toMatchObject({
      policyUrl: url,
      policyName: 'acme',
      revision: 41,
    });
  });

  test.each([null, 'text', { domain: 5 }])(
    'that is damaged (%j) is left behind, and the rest is moved',
    async (minimumRevision) => {
      const storage = version1();
      storage.values.set('v1.floor', minimumRevision);
      await migrateState(storage);
      expect(await minimumRevisionRecord.read(storage)).toBeNull();
      expect(await policyRecord.read(storage)).toEqual(policy);
    },
  );

  test('is moved whole, wherever the worker dies on the way', async () => {
    for (let last = 0; ; last += 1) {
      const storage = version1();
      let calls = 0;
      const dying = <Result>(work: Promise<Result>): Promise<Result> =>
        (calls += 1) > last ? new Promise(() => undefined) : work;
      const mortal: Storage = {
        get: (key) => dying(storage.get(key)),
        getMany: (keys) => dying(storage.getMany(keys)),
        setMany: (values) => dying(calls >= last ? Promise.resolve() : storage.setMany(values)),
        set: (key, value) => dying(calls >= last ? Promise.resolve() : storage.set(key, value)),
        remove: (key) => dying(calls >= last ? Promise.resolve() : storage.remove(key)),
      };
      const ended = await Promise.race([migrateState(mortal).then(() => true), tick().then(() => false)]);
      await migrateState(storage);
      expect(await policyRecord.read(storage)).toEqual(policy);
      expect(await minimumRevisionRecord.read(storage)).toMatchObject({ revision: 41 });
      if (ended) break;
    }
  });
});

describe('storage', () => {
  test('is brought up to date before anything is read from it', async () => {
    const { records, installation: own } = await stateOf({ ...aWorld(), durable: version1() });
    expect(records.policy).toEqual(policy);
    expect(own).toMatchObject({ pageToken: installation.proof, installId: installation.installId });
  });

  test('of this version is left alone', async () => {
    const storage = new MemoryStorage();
    await migrateState(storage);
    storage.values.set('v1.policy', policy);
    await migrateState(storage);
    expect(await policyRecord.read(storage)).toBeNull();
  });

  test('that was out of order is brought up to date once it works', async () => {
    const storage = version1();
    storage.failure = new Error('the disk is full');
    const world = { ...aWorld(), durable: storage };
    await expect(stateOf(world)).rejects.toThrow('the disk is full');
    storage.failure = null;
    expect((await stateOf(world)).records.policy).toEqual(policy);
  });
});

/** Every promise that is to settle has settled by then. */
function tick(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
