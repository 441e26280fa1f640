/** Filters of fingerprints: fetched after the policy, verified, stored under their digest, removed when nobody names them. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { sha256OfBytes } from '../../../../src/policy/sha256.js';
import { healthOf } from '../../../../src/worker/answers/status.js';
import { createEngine } from '../../../../src/worker/engine.js';
import { openState, type LastState } from '../../../../src/worker/state/open-state.js';
import { syncPolicy } from '../../../../src/worker/update/check-policy.js';
import { fetchFilters } from '../../../../src/worker/update/fetch-filters.js';
import { aDataRule } from '../../../support/data-plans.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { filterOf, named, OTHER_CODE, OWN_CODE, PROSE } from '../../../support/own-code.js';
import { aPolicy, aRule } from '../../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../../support/signing.js';

const FILTER = filterOf(OWN_CODE);
const NEXT = filterOf(OWN_CODE + PROSE + OTHER_CODE);
const guarded = aRule({ id: 'open', action: 'allow', data: aDataRule() });

let pair: SigningPair;
let world: World;
let memory: LastState;
let revision = 0;

beforeEach(async () => {
  pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  memory = { state: null };
});

const addressOf = async (bytes: Uint8Array<ArrayBuffer>) =>
  `https://policy.acme.example/fingerprints/${await sha256OfBytes(bytes)}.fp`;

async function serve(bytes: Uint8Array<ArrayBuffer>, etag: string | null = null, at = bytes): Promise<void> {
  world.host.files.set(await addressOf(at), { bytes, etag });
}

async function publish(filters: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
  revision += 1;
  const fingerprints = await Promise.all(filters.map((bytes, index) => named(bytes, { id: `filter-${index}` })));
  const data: PublishedPolicy['data'] = { detectors: [], reasons: [], texts: {}, fingerprints };
  world.host.publish(await signed(pair, aPolicy({ revision, rules: [guarded], data })), `"${revision}"`);
}

/** A check of the host, and what the engine does after it. */
async function check(): Promise<void> {
  await syncPolicy(world, memory);
  await fetchFilters(world, await openState(world, memory));
}

async function enforce(filters: readonly Uint8Array<ArrayBuffer>[]): Promise<void> {
  await publish(filters);
  await check();
}

const stored = () => [...world.files.held.keys()];
const asked = () => world.host.requests.filter(({ url }) => url.includes('.fp'));
const problems = async () => healthOf(await openState(world, memory)).problems;

describe('a filter that the policy names', () => {
  test('is fetched from beside the policy, once', async () => {
    await serve(FILTER);
    await enforce([FILTER]);
    expect(stored()).toEqual([await sha256OfBytes(FILTER)]);
    expect(asked()).toEqual([{ url: await addressOf(FILTER), etag: null, bypassCaches: false }]);
    expect(await problems()).toEqual([]);
    await check();
    expect(asked()).toHaveLength(1);
  });

  test('is not fetched where it could not be kept, and the self-check says so', async () => {
    world.files.isBroken = true;
    await serve(FILTER);
    await enforce([FILTER]);
    await check();
    expect(asked()).toEqual([]);
    expect(await problems()).toMatchObject([{ code: 'fingerprints-missing' }]);
  });

  test('is not waited for: the policy is applied, and no problem, while it is on its way', async () => {
    const engine = createEngine(world);
    await publish([FILTER]);
    let letGo = (): void => undefined;
    const onItsWay = new Promise<void>((resolve) => (letGo = resolve));
    const fetchFile = world.host.fetchFile.bind(world.host);
    world.host.fetchFile = async (...request) => {
      await onItsWay;
      return fetchFile(...request);
    };
    await serve(FILTER);
    const put = new Promise<void>((resolve) => (world.files.onPut = resolve));
    await engine.managedChanged(false);
    expect(world.shown.problem).toBe(false);
    expect(stored()).toEqual([]);
    letGo();
    await put;
    expect(stored()).toHaveLength(1);
  });

  test('keeps the query of the policy’s address, which some hosts let nobody in without', async () => {
    world.managed.delivered = { ...managedBy(pair), policyUrl: 'https://policy.acme.example/a/policy.jws?sig=x' };
    await enforce([FILTER]);
    expect(asked()[0]?.url).toBe(`https://policy.acme.example/a/fingerprints/${await sha256OfBytes(FILTER)}.fp?sig=x`);
  });

  test('that is named no more is removed, after the next has come', async () => {
    await serve(FILTER);
    await serve(NEXT);
    await enforce([FILTER]);
    await enforce([NEXT]);
    expect(stored()).toEqual([await sha256OfBytes(NEXT)]);
    await enforce([]);
    expect(stored()).toEqual([]);
  });

  test('that is not there is a problem, which ends when it has come', async () => {
    await enforce([FILTER]);
    expect(await problems()).toEqual([{ code: 'fingerprints-missing', detail: 'filter-0: http-status (status 404)' }]);
    await serve(FILTER);
    await check();
    expect(await problems()).toEqual([]);
    expect(stored()).toHaveLength(1);
  });

  test('that has other content is not stored, and not fetched again until the host has another', async () => {
    const damaged = Uint8Array.from(FILTER, (byte, at) => (at === 60 ? byte ^ 1 : byte));
    await serve(damaged, '"damaged"', FILTER);
    await enforce([FILTER]);
    expect(stored()).toEqual([]);
    expect((await problems()).map(({ detail }) => detail)).toEqual([
      'filter-0: digest (other content than the policy names)',
    ]);
    await check();
    expect(asked().map(({ etag }) => etag)).toEqual([null, '"damaged"']);
    expect(await problems()).toHaveLength(1);
    await serve(FILTER, '"whole"');
    await check();
    expect(stored()).toHaveLength(1);
    expect(await problems()).toEqual([]);
  });

  test('that is longer than the policy says is not read to its end', async () => {
    await serve(NEXT, null, FILTER);
    await enforce([FILTER]);
    expect((await problems())[0]?.detail).toMatch(/^filter-0: too-large/);
  });

  test('in a format of another version is a problem, however right its digest', async () => {
    const other = Uint8Array.from(FILTER, (byte, at) => (at === 4 ? 9 : byte));
    await serve(other);
    await enforce([other]);
    expect(stored()).toEqual([]);
    expect((await problems())[0]?.detail).toMatch(/^filter-0: format .*format is 9/);
  });

  test('that the disk does not take is a problem', async () => {
    world.files.isBroken = true;
    await serve(FILTER);
    await enforce([FILTER]);
    expect((await problems())[0]?.detail).toMatch(/^filter-0: storage .*disk is full/);
  });
});

test('without filters no file is asked for, and nothing is written down', async () => {
  await enforce([]);
  expect(asked()).toEqual([]);
  expect(await world.durable.get('v2.filters')).toBeUndefined();
});
