/** What is open when a policy arrives, seen through what the browser tells of it. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { openAddress } from '../../../../src/worker/enforce/open-address.js';
import { aWorld, BLOCKED_PAGE, managedBy, type World } from '../../../support/memory-ports.js';
import { aPolicy, aPolicyOfSites } from '../../../support/policies.js';
import { aKeyPair, signed } from '../../../support/signing.js';
import { endUnresponsivePage, endView, reconcile, syncPolicy } from '../../../support/worker.js';

let world: World;

beforeEach(async () => {
  const pair = await aKeyPair();
  world = aWorld(managedBy(pair));
  const sites = ['a.example', 'b.example/chat'];
  world.host.publish(await signed(pair, aPolicy({ ...aPolicyOfSites({ sites }), revision: 1 })));
  await syncPolicy(world);
});

const replaced = (tabId: number, url: string, guardReason = 'guard-open') => [
  'replace',
  tabId,
  `${BLOCKED_PAGE}#1/${guardReason}/-/${url}`,
];
const main = (url: string) => [{ frameId: 0, parentFrameId: -1, url }];
const inside = (url: string) => [...main('file:///home/notes.html'), { frameId: 7, parentFrameId: 0, url }];

describe('a window that the browser gives no address for', () => {
  test('is decided by the site that opened it', async () => {
    const origin = { kind: 'site', origin: 'https://a.example' } as const;
    world.tabs.list = [{ tabId: 1, frames: main('about:blank'), origin }];
    await reconcile(world);
    expect(world.tabs.done).toEqual([replaced(1, 'https://a.example/')]);
  });

  test.each([
    ['view-source:https://a.example/x', 'https://a.example/x'],
    ['about:reader?url=https%3A%2F%2Fb.example%2Fchat', 'https://b.example/chat'],
    ['blob:https://a.example/3b241101', 'https://a.example/'],
  ])('is decided by what it shows: %s', async (url, address) => {
    world.tabs.list = [{ tabId: 1, frames: main(url) }];
    await reconcile(world);
    expect(world.tabs.done).toEqual([replaced(1, address)]);
  });

  test('may hold a restricted frame', async () => {
    world.tabs.list = [{ tabId: 1, frames: inside('https://a.example/') }];
    await reconcile(world);
    expect(world.tabs.done).toEqual([['end', 1, [7]]]);
  });

  const unlisted = { tabId: 2, origin: { kind: 'refused' } } as const;
  const silent = { tabId: 2, frames: main('about:blank'), origin: { kind: 'silent' } } as const;
  const nobodys = { tabId: 2, frames: main('blob:null/3b241101') };

  test.each([
    ['lists no document of', unlisted],
    ['gets no answer from', silent],
    ['finds no owner of', nobodys],
  ])('ends with a restricted page if the browser %s it', async (_, window) => {
    world.tabs.list = [{ tabId: 1, url: 'https://a.example/x' }, window];
    await reconcile(world);
    expect(world.tabs.done).toEqual([replaced(1, 'https://a.example/x'), replaced(2, 'https://a.example/x')]);
  });

  test.each([
    ['without a restricted page', [unlisted]],
    [
      'while it loads',
      [
        { tabId: 1, url: 'https://a.example/' },
        { ...unlisted, isLoading: true },
      ],
    ],
    [
      'that belongs to no site',
      [
        { tabId: 1, url: 'https://a.example/' },
        { tabId: 2, frames: main('about:blank') },
      ],
    ],
    [
      'of the browser itself',
      [
        { tabId: 1, url: 'https://a.example/' },
        { tabId: 2, frames: main('chrome://newtab/'), origin: unlisted.origin },
      ],
    ],
  ])('is left alone %s', async (_, tabs) => {
    world.tabs.list = tabs;
    await reconcile(world);
    expect(world.tabs.done.filter(([, tabId]) => tabId === 2)).toEqual([]);
  });
});

describe('a frame', () => {
  const FRAME = { tabId: 1, frameId: 7 };

  test('that is too busy to end is taken away', async () => {
    world.tabs.list = [{ tabId: 1, url: 'https://open.example/', frames: inside('https://a.example/') }];
    world.tabs.busy.add(7);
    await reconcile(world);
    expect(world.tabs.done).toEqual([
      ['end', 1, [7]],
      ['remove', 1, 7],
    ]);
  });

  test.each(['https://b.example/chat/1', 'https://b.example/'])(
    'that stayed at %s although its guard ended it is taken away',
    async (url) => {
      world.tabs.list = [{ tabId: 1, url: 'https://open.example/', frames: inside(url) }];
      await endUnresponsivePage(world, FRAME, 'https://b.example/chat/1');
      expect(world.tabs.done).toEqual([['remove', 1, 7]]);
    },
  );

  test.each([`${BLOCKED_PAGE}#1/guard-moved/-/https://b.example/chat/1`, 'https://open.example/'])(
    'that has left for %s is left alone',
    async (url) => {
      world.tabs.list = [{ tabId: 1, url: 'https://open.example/', frames: inside(url) }];
      await endUnresponsivePage(world, FRAME, 'https://b.example/chat/1');
      expect(world.tabs.done).toEqual([]);
    },
  );
});

test.each([
  ['view-source:https://a.example/x', [replaced(1, 'https://a.example/x')]],
  ['about:reader?url=https%3A%2F%2Fopen.example%2F', []],
])('%s, which has just opened, ends if its page is restricted', async (url, done) => {
  await endView(world, 1, url);
  expect(world.tabs.done).toEqual(done);
});

test.each([
  ['https://a.example/x?y#z', 'https://a.example/x?y#z'],
  ['view-source:blob:https://a.example/1', 'https://a.example/'],
  ['about:READER?url=https%3A%2F%2Fa.example%2F', 'https://a.example/'],
  ['about:reader?', 'about:reader?'],
  ['about:blank', 'about:blank'],
  ['blob:null/1', null],
])('%s is decided by %s', (url, address) => {
  expect(openAddress(url)).toBe(address);
});
