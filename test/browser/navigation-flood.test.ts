/** A page that has frame after frame blocked, at addresses as long as it likes, costs no other tab anything. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { waitForEvent } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { landed } from './harness/landed.js';
import { liftedPolicy, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const URL_ = 'https://chatgpt.com/c/42';
/** More than the extension remembers of one tab, at addresses that are long for so many. */
const FRAMES = 30;
const ADDRESS_CHARACTERS = 20_000;

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), samplePolicy);
});
afterAll(() => scene.close());

/** Frames at addresses of their own; over when each of them has its block page. */
async function flood(page: Page): Promise<void> {
  await page.evaluate(
    (count, characters) => {
      for (let at = 0; at < count; at += 1) {
        const frame = document.createElement('iframe');
        frame.src = `https://chatgpt.com/${at}?${'x'.repeat(characters)}`;
        document.body.append(frame);
      }
    },
    FRAMES,
    ADDRESS_CHARACTERS,
  );
  await eventually('every frame is blocked', () =>
    Promise.resolve(page.frames().filter((frame) => scene.browser.isBlockedPage(frame.url())).length === FRAMES),
  );
}

const kept = () =>
  scene.browser.inExtension((page) =>
    page.evaluate(async () => {
      const [, tickets = []] =
        Object.entries(await chrome.storage.session.get(null)).find(([key]) => key.endsWith('tickets')) ?? [];
      return { frames: (tickets as unknown[]).length, bytes: await chrome.storage.session.getBytesInUse(null) };
    }),
  );

test('its tickets are bounded, another tab goes on after the undo, and the events tell of it', async () => {
  const other = await scene.browser.openRestricted(URL_);
  const flooding = await scene.browser.open('https://ungoverned.test/');
  await flooding.bringToFront();
  await flood(flooding);
  await eventually('the last of them are remembered', async () => (await kept()).frames > 15);
  const { frames, bytes } = await kept();
  // Twenty of the tab's frames, and the page of the other tab.
  expect(frames).toBeLessThanOrEqual(21);
  expect(bytes).toBeLessThan(ADDRESS_CHARACTERS);

  const third = await scene.browser.openRestricted(`${URL_}?third`);
  await third.waitForSelector('#why:not([hidden])');
  const popup = await scene.browser.popup({ checkNow: true });
  expect(popup.problems).toEqual([]);
  const told = await waitForEvent(scene.browser, 'of the flood', ({ code }) => code === 'navigation-flood');
  expect(told).toMatchObject({ kind: 'problem-found', detail: 'in one tab' });

  await scene.company.publish(liftedPolicy);
  await scene.browser.popup({ checkNow: true });
  for (const [page, url] of [
    [other, URL_],
    [third, `${URL_}?third`],
  ] as const) {
    await page.bringToFront();
    await landed(page, 'the site', (address) => address === url);
  }
});
