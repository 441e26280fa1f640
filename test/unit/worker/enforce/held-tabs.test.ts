/** A page that stayed although its guard ended it is removed, by the worker's own decision. */
import { beforeEach, expect, test } from '@jest/globals';
import { aWorld, BLOCKED_PAGE, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aPolicyOfSites } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { endUnresponsivePage, syncPolicy } from '../../../support/worker.js';

let world: World;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  const sites = ['a.example', 'b.example/chat'];
  world.host.publish(await signed(pair, aPolicy({ ...aPolicyOfSites({ sites }), revision: 1 })));
  await syncPolicy(world);
});

const shows = (url: string) => {
  world.tabs.list = [
    { tabId: 1, url: 'https://a.example/' },
    { tabId: 2, url },
  ];
};

const ENDED_FOR = 'https://b.example/chat/1';

test('the tab that was told of is replaced, and no other', async () => {
  shows('https://b.example/chat/1');
  await endUnresponsivePage(world, { tabId: 2, frameId: 0 }, ENDED_FOR);
  expect(world.tabs.done).toEqual([['replace', 2, `${BLOCKED_PAGE}#1/guard-moved/-/https://b.example/chat/1`]]);
});

test.each([
  ['that has left', `${BLOCKED_PAGE}#1/guard-moved/-/https://b.example/chat/1`],
  ['of another site', 'https://c.example/'],
  ['of no site', 'chrome://newtab/'],
])('a page %s is left alone', async (_, url) => {
  shows(url);
  await endUnresponsivePage(world, { tabId: 2, frameId: 0 }, ENDED_FOR);
  expect(world.tabs.done).toEqual([]);
});

test('a page that has moved back meanwhile is replaced for the address that it was to end for', async () => {
  shows('https://b.example/');
  await endUnresponsivePage(world, { tabId: 2, frameId: 0 }, ENDED_FOR);
  expect(world.tabs.done).toEqual([['replace', 2, `${BLOCKED_PAGE}#1/guard-moved/-/https://b.example/chat/1`]]);
});

test.each(['https://b.example/', 'https://a.example/', 'nothing'])(
  'an open page that says it was to end for %s is left alone',
  async (address) => {
    shows('https://b.example/draw');
    await endUnresponsivePage(world, { tabId: 2, frameId: 0 }, address);
    expect(world.tabs.done).toEqual([]);
  },
);

test('a tab that is gone is nothing to do', async () => {
  shows('https://b.example/chat');
  await endUnresponsivePage(world, { tabId: 3, frameId: 0 }, ENDED_FOR);
  expect(world.tabs.done).toEqual([]);
});
