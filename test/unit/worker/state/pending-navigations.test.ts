/** Pages may have as much restricted as they like: what is remembered of it stays small, and other tabs keep theirs. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { apply } from '../../../../src/worker/state/apply.js';
import {
  floodedTabs,
  goingOn,
  PENDING_NAVIGATION_LIFE_MS,
  pendingNavigationFor,
  pendingNavigationsRecord,
  type PendingNavigation,
} from '../../../../src/worker/state/pending-navigations.js';
import { aWorld, type World } from '../../../support/memory-ports.js';

const URL_OF = (index: number) => `https://chatgpt.com/${index}`;
const unwitnessed = () => Promise.resolve(false);

let world: World;

beforeEach(() => {
  world = aWorld();
});

const known = async () => ({
  pendingNavigations: (await pendingNavigationsRecord.read(world.session)) ?? [],
  nowMs: world.clock.nowMs(),
});
const keep = (pendingNavigation: PendingNavigation) =>
  apply(world, [{ kind: 'record-pending-navigation', pendingNavigation }]);

async function leave(tabId: number, frameId: number, url = URL_OF(0)): Promise<void> {
  const pendingNavigation = await pendingNavigationFor(await known(), { tabId, frameId }, url);
  if (pendingNavigation !== null) await keep(pendingNavigation);
}

async function goOn(tabId: number, frameId: number, url = URL_OF(0)): Promise<boolean> {
  const pendingNavigation = await goingOn(await known(), { tabId, frameId }, url, unwitnessed);
  if (pendingNavigation === null || pendingNavigation === 'too-often') return false;
  await keep(pendingNavigation);
  return true;
}

const kept = () => (world.session.values.get(pendingNavigationsRecord.key) ?? []) as readonly unknown[];

test('a frame goes on to the address it was restricted from, and to no other', async () => {
  await leave(1, 0);
  expect(await goOn(1, 0, URL_OF(1))).toBe(false);
  expect(await goOn(2, 0)).toBe(false);
  expect(await goOn(1, 0)).toBe(true);
  // A reader may reload the page while it goes on. More often is a loop: the browser still restricts what is called open.
  expect([await goOn(1, 0), await goOn(1, 0), await goOn(1, 0)]).toEqual([true, true, false]);
});

describe('are bounded', () => {
  test('and a tab whose frames have reached the bound is counted, until they run out', async () => {
    const flooded = async () => floodedTabs(await known());
    await leave(1, 0);
    for (let frame = 1; frame < 20; frame += 1) await leave(1, frame);
    expect(await flooded()).toBe(0);
    await leave(1, 20);
    for (let frame = 1; frame < 30; frame += 1) await leave(2, frame);
    expect(await flooded()).toBe(2);
    world.clock.pass(PENDING_NAVIGATION_LIFE_MS);
    expect(await flooded()).toBe(0);
  });

  test('whatever the addresses: nothing of them is kept but a digest', async () => {
    await leave(1, 0, `https://chatgpt.com/${'x'.repeat(2_000_000)}`);
    expect(JSON.stringify([...world.session.values]).length).toBeLessThan(400);
  });

  test('in one tab, whose frames cost no other tab its own, nor the tab its page', async () => {
    await leave(1, 0);
    await leave(2, 0);
    for (let frame = 1; frame < 2_000; frame += 1) await leave(2, frame, URL_OF(frame));
    expect(kept().length).toBeLessThan(30);
    expect([await goOn(1, 0), await goOn(2, 0), await goOn(2, 1_999, URL_OF(1_999))]).toEqual([true, true, true]);
    expect(await goOn(2, 1, URL_OF(1))).toBe(false);
  });

  test('in one tab, of whose frames twenty keep theirs', async () => {
    for (let frame = 1; frame <= 20; frame += 1) await leave(2, frame);
    expect(kept()).toHaveLength(20);
    await leave(2, 21);
    expect(kept()).toHaveLength(20);
    expect([await goOn(2, 1), await goOn(2, 2)]).toEqual([false, true]);
  });

  test('in all tabs, the latest kept', async () => {
    for (let tab = 0; tab < 1_000; tab += 1) await leave(tab, 0);
    expect(kept().length).toBeLessThan(500);
    expect([await goOn(0, 0), await goOn(999, 0)]).toEqual([false, true]);
  });

  test('in time', async () => {
    await leave(1, 0);
    world.clock.pass(PENDING_NAVIGATION_LIFE_MS);
    expect(await goOn(1, 0)).toBe(false);
    await leave(2, 0);
    expect(kept()).toHaveLength(1);
  });
});

test('tickets left at the same moment are all kept', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, tab) => leave(tab, 0)));
  expect(kept()).toHaveLength(20);
});
