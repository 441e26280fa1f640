/** What is taken away by hand is put back at the next wake-up, and the status page tells of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { configureExtension } from './harness/configure-extension.js';
import { eventually } from './harness/eventually.js';
import { POLICIES } from './matrix/policies.js';
import { setScene, type Scene } from './harness/scene.js';

interface Item {
  readonly code: string;
  readonly ok: boolean;
  readonly detail: string;
}

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), POLICIES.restricting);
  // The guards come after the rules: by then the first reconcile has come to its end.
  await eventually('guards are registered', async () =>
    (await held()).guards.some(({ id }) => id === 'guard-metadata'),
  );
});
afterAll(() => scene.close());

const held = () => scene.browser.inQuietPage(heldBy);

function heldBy(page: Page) {
  return page.evaluate(async () => ({
    rules: (await chrome.declarativeNetRequest.getDynamicRules()).sort((a, b) => a.id - b.id),
    guards: (await chrome.scripting.getRegisteredContentScripts()).sort((a, b) => (a.id < b.id ? -1 : 1)),
    alarms: (await chrome.alarms.getAll()).map(({ name }) => name).sort(),
  }));
}

async function item(code: string): Promise<Item | undefined> {
  const items = await scene.browser.inExtension((page) =>
    page.evaluate(async () => {
      const overview: unknown = await chrome.runtime.sendMessage({ kind: 'overview', languages: ['en'] });
      return (overview as { selfCheck: Item[] }).selfCheck;
    }),
  );
  return items.find((each) => each.code === code);
}

test('what stands as it should needs no repair', async () => {
  await scene.browser.killWorker();
  for (const code of ['rules', 'guards', 'alarms']) expect(await item(code)).toEqual({ code, ok: true, detail: '' });
});

test.each([
  [
    'rules',
    'a rule, with the marker left in place',
    async () => {
      // The marker is the first of them.
      const [, ...rules] = (await chrome.declarativeNetRequest.getDynamicRules()).sort((a, b) => a.id - b.id);
      await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds: rules.slice(0, 1).map(({ id }) => id) });
    },
  ],
  [
    'rules',
    'what a rule says, with the marker left in place',
    async () => {
      const [, ...rules] = (await chrome.declarativeNetRequest.getDynamicRules()).sort((a, b) => a.id - b.id);
      const allowed = rules.slice(1, 2).map((rule) => ({ ...rule, action: { type: 'allow' as const } }));
      const removeRuleIds = allowed.map(({ id }) => id);
      await chrome.declarativeNetRequest.updateDynamicRules({ removeRuleIds, addRules: allowed });
    },
  ],
  [
    'guards',
    'the hosts of a guard, with the marker left in place',
    () =>
      chrome.scripting.updateContentScripts([
        { id: 'guard-dynamic-0', js: ['guard.js'], matches: ['*://elsewhere.example/*'] },
      ]),
  ],
  [
    'guards',
    'what a guard decides by',
    () => chrome.scripting.updateContentScripts([{ id: 'guard-dynamic-0', js: ['guard.js'] }]),
  ],
  [
    'guards',
    'one guard, with the marker left in place',
    () => chrome.scripting.unregisterContentScripts({ ids: ['guard-dynamic-0'] }),
  ],
  ['alarms', 'the alarm of the next look', () => chrome.alarms.clear('poll').then(() => undefined)],
] as const)('%s: %s', async (code, _, takeAway) => {
  const before = await held();
  const detailBefore = (await item(code))?.detail;

  // In one page: opening another asks the worker, which may put it back before it is looked at.
  await scene.browser.inExtension(async (page) => {
    await page.evaluate(takeAway);
    expect(await heldBy(page)).not.toEqual(before);
  });
  await scene.browser.killWorker();

  await eventually('it is repaired, and told', async () => {
    const { detail = '' } = (await item(code)) ?? {};
    return detail.startsWith('repaired ') && detail !== detailBefore;
  });
  expect(await held()).toEqual(before);
});

test('popup and status page tell of each item', async () => {
  const { browser } = scene;
  const shown = async (file: string, list: string) => {
    const page = await browser.open(`${browser.extensionOrigin}/${file}`);
    await page.bringToFront();
    await page.waitForSelector(`${list} li`);
    const lines = await page.$$eval(`${list} li`, (all) => all.map((each) => each.textContent));
    const summary = await page.$$eval('#self-check-summary', (all) => all.map((each) => each.textContent));
    await page.close();
    return { lines, summary };
  };
  const inPopup = await shown('popup.html', '#self-check-items');
  const onPage = await shown('status.html', '#self-check');
  for (const { lines } of [inPopup, onPage]) {
    expect(lines).toHaveLength(10);
    for (const name of ['Active policy', 'rules', 'guards', 'Access to websites', 'Incognito windows', 'Clock']) {
      expect(lines.filter((line) => line.toLowerCase().includes(name.toLowerCase()))).toHaveLength(1);
    }
    expect(lines.filter((line) => line.includes('Needs attention'))).toHaveLength(1);
  }
  expect(inPopup.summary).toEqual(['Self-check: 9 of 10 OK']);
});

test('host access and incognito are told as they are', async () => {
  expect(await item('host-access')).toEqual({ code: 'host-access', ok: true, detail: '' });
  // An extension from the command line has no permission to run there.
  expect(await item('incognito')).toEqual({ code: 'incognito', ok: false, detail: '' });
});

test('access to websites that is taken away leaves a plain block, and comes back as the explanation', async () => {
  const setHostAccess = (hostAccess: string) => configureExtension(scene.browser, { hostAccess });
  const frameActions = async () =>
    new Set(
      (await held()).rules
        .filter(({ id, condition }) => id > 1 && condition.resourceTypes?.includes('main_frame'))
        .map(({ action }) => action.type)
        .filter((type) => type !== 'allow'),
    );
  const restricted = 'https://closed.example/plain';

  await setHostAccess('ON_CLICK');
  await eventually('pages are blocked', async () => [...(await frameActions())].join() === 'block');
  expect(await item('host-access')).toEqual({ code: 'host-access', ok: false, detail: 'no-host-access' });
  await withPage('about:blank', async (page) => {
    await expect(page.goto(restricted)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  });

  await setHostAccess('ON_ALL_SITES');
  await eventually('pages are explained', async () => [...(await frameActions())].join() === 'redirect');
  await (await scene.browser.openRestricted(restricted)).close();
});

async function withPage(url: string, act: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await scene.browser.open(url);
  await act(page);
  await page.close();
}
