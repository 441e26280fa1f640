/** What is taken away by hand is put back at the next wake-up, and the status tells of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
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
  await eventually('guards are registered', async () => (await held()).guards.length === 4);
});
afterAll(() => scene.close());

async function held() {
  return scene.browser.inExtension((page) =>
    page.evaluate(async () => ({
      rules: (await chrome.declarativeNetRequest.getDynamicRules()).map(({ id }) => id).sort((a, b) => a - b),
      guards: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id).sort(),
      alarms: (await chrome.alarms.getAll()).map(({ name }) => name).sort(),
    })),
  );
}

async function item(code: string): Promise<Item | undefined> {
  const items = await scene.browser.inExtension((page) =>
    page.evaluate(async () => {
      const status: unknown = await chrome.runtime.sendMessage({ kind: 'status', url: null, languages: ['en'] });
      return (status as { selfCheck: Item[] }).selfCheck;
    }),
  );
  return items.find((each) => each.code === code);
}

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
    'guards',
    'one guard, with the marker left in place',
    () => chrome.scripting.unregisterContentScripts({ ids: ['guard-judged'] }),
  ],
  ['alarms', 'the alarm of the next look', () => chrome.alarms.clear('poll').then(() => undefined)],
] as const)('%s: %s', async (code, _, takeAway) => {
  const before = await held();
  expect(await item(code)).toEqual({ code, ok: true, detail: '' });

  await scene.browser.inExtension((page) => page.evaluate(takeAway));
  expect(await held()).not.toEqual(before);
  await scene.browser.killWorker();

  await eventually('it is repaired, and told', async () => (await item(code))?.detail.startsWith('repaired ') === true);
  expect(await held()).toEqual(before);
});

test('host access and incognito are told as they are', async () => {
  expect(await item('host-access')).toEqual({ code: 'host-access', ok: true, detail: '' });
  // An extension from the command line has no leave to run there.
  expect(await item('incognito')).toEqual({ code: 'incognito', ok: false, detail: '' });
});
