/** A storage that takes nothing more: what pages are told does not depend on it, and that it is full is told. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { formatBlockedAddress } from '../../../../src/protocol/block-page-url.js';
import { createEngine } from '../../../../src/worker/engine.js';
import type { Ports, Storage } from '../../../../src/worker/ports.js';
import { aWorld, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aRule } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { ensureRoom, readInstallation, readProblems, readSelfCheck, syncPolicy } from '../../../support/worker.js';

const URL_BLOCKED = 'https://chatgpt.com/c/1';
const warned = aRule({ action: 'warn', warn: { minutes: 30, justification: 'none' } });

let world: World;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  world.host.publish(await signed(pair, aPolicy({ revision: 1, rules: [warned] })));
  await syncPolicy(world);
  await readInstallation(world);
});

/** As many characters as that, and no more; like a browser, it says so only when something is written. */
function withRoomFor(storage: Storage, characters: () => number): Storage {
  const sizes = new Map<string, number>();
  const set = async (key: string, value: unknown) => {
    const others = [...sizes].reduce((sum, [each, size]) => sum + (each === key ? 0 : size), 0);
    const size = JSON.stringify(value).length;
    if (others + size > characters()) throw new Error('QUOTA_BYTES quota exceeded');
    sizes.set(key, size);
    await storage.set(key, value);
  };
  return {
    get: (key) => storage.get(key),
    getMany: (keys) => storage.getMany(keys),
    set,
    async setMany(values) {
      for (const [key, value] of Object.entries(values)) await set(key, value);
    },
    async remove(key) {
      sizes.delete(key);
      await storage.remove(key);
    },
  };
}

const full = (storage: Storage) => withRoomFor(storage, () => -1);

async function ask(ports: Partial<Ports>, kind: 'explain' | 'check-again' | 'continue', tabId = 1) {
  const { pageToken } = await readInstallation(world);
  const fragment = formatBlockedAddress('', { pageToken, ruleId: 'no-chatgpt', url: URL_BLOCKED });
  const message = { kind, fragment, languages: ['en'], ...(kind === 'continue' && { justification: '' }) };
  return createEngine({ ...world, ...ports }).answer(message, { tabId, frameId: 0 });
}

describe('a page is explained', () => {
  test.each(['explain', 'check-again', 'continue'] as const)('whatever cannot be written: %s', async (kind) => {
    const ports = { session: full(world.session), durable: full(world.durable) };
    expect(await ask(ports, kind)).toMatchObject({ kind: 'restricted', toolName: 'ChatGPT' });
  });
});

test('leave to continue is given where room can be made for it', async () => {
  let characters = 600;
  const session = withRoomFor(world.session, () => characters);
  for (let tab = 0; tab < 20; tab += 1) await ask({ session }, 'explain', tab);
  characters = 420;
  expect(await ask({ session }, 'continue', 19)).toMatchObject({ kind: 'lifted' });
});

test('a page whose ticket made room for others is explained anew, and its reader continues by one press more', async () => {
  let characters = 600;
  const session = withRoomFor(world.session, () => characters);
  for (let tab = 0; tab < 20; tab += 1) await ask({ session }, 'explain', tab);
  characters = 420;
  expect(await ask({ session }, 'continue', 3)).toMatchObject({ kind: 'restricted' });
  expect(await ask({ session }, 'continue', 3)).toMatchObject({ kind: 'lifted' });
});

test('as many of the latest tickets are kept as there is room for', async () => {
  const session = withRoomFor(world.session, () => 1_500);
  for (let tab = 0; tab < 40; tab += 1) await ask({ session }, 'explain', tab);
  const kept = (await session.get('tickets')) as { tabId: number }[];
  expect(kept.length).toBeGreaterThan(2);
  expect(kept.map(({ tabId }) => tabId)).toEqual(kept.map((_, index) => 40 - kept.length + index));
});

describe('a full storage', () => {
  const codes = async (ports: Partial<Ports>) => (await readProblems({ ...world, ...ports })).map(({ code }) => code);

  test('is a problem, and out of order in the self-check, until there is room again', async () => {
    await ensureRoom({ ...world, session: full(world.session) });
    expect(await codes({})).toContain('session-full');
    expect(await readSelfCheck(world)).toContainEqual({ code: 'storage', ok: false, detail: 'session-full' });
    await ensureRoom(world);
    expect(await codes({})).not.toContain('session-full');
  });

  test('is none where room can be made, and nothing is left behind by asking', async () => {
    let characters = 300_000;
    const session = withRoomFor(world.session, () => characters);
    for (let tab = 0; tab < 100; tab += 1) await ask({ session }, 'explain', tab);
    characters = 66_000;
    await ensureRoom({ ...world, session });
    expect(await codes({})).not.toContain('session-full');
    expect(world.session.values.has('room')).toBe(false);
  });
});
