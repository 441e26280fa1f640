/** A block page that a website's link led to is there again whatever is done with its history entry. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Frame, Page } from 'puppeteer-core';
import { Chromium } from '../../browser/harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from '../../browser/harness/sample-policy.js';
import { setScene, type Scene } from '../../browser/harness/scene.js';
import { explained, follow, forgetDocument, readHistoryRows } from '../../browser/matrix/history-links.js';
import { MOVES } from '../../browser/matrix/history-moves.js';
import { startSites } from '../../browser/matrix/sites.js';

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), samplePolicy, startSites);
});
afterAll(() => scene.close());

const { links } = readHistoryRows();
const linkNamed = (id: string) => {
  const link = links.find((each) => each.id === id);
  if (link === undefined) throw new Error(`no link ${id}`);
  return link;
};

test.each(Object.keys(MOVES))('after a link: %s', async (name) => {
  const page = await follow(scene.browser, linkNamed('link'), RESTRICTED_URL);
  await page.bringToFront();
  await MOVES[name]?.({ browser: scene.browser, page, url: RESTRICTED_URL });
  await page.close();
});

describe('a page whose own script has never run', () => {
  /** Led there by a website's link, with scripts switched off in its tab until now. */
  async function openWithoutScript(): Promise<Page> {
    const page = await scene.browser.open(
      `https://start.example/content?${String(new URLSearchParams({ html: `<a id=go href='${RESTRICTED_URL}'>go</a>` }))}`,
    );
    await page.bringToFront();
    await page.setJavaScriptEnabled(false);
    await page.click('#go');
    await page.waitForFunction('location.pathname === "/blocked.html"', { polling: 50 });
    await page.setJavaScriptEnabled(true);
    await forgetDocument(page);
    return page;
  }

  test('is there again after a reload', async () => {
    const page = await openWithoutScript();
    const entries = await page.evaluate(() => history.length);
    void page.reload().catch(() => undefined);
    await explained(scene.browser, page, RESTRICTED_URL);
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.close();
  });

  test('is there again after Back', async () => {
    const page = await openWithoutScript();
    await page.goto('https://after.example/');
    void page.goBack().catch(() => undefined);
    await explained(scene.browser, page, RESTRICTED_URL);
    await page.close();
  });
});

describe('in a frame', () => {
  const FRAMED = `https://start.example/content?${String(new URLSearchParams({ html: `<iframe src='${RESTRICTED_URL}'></iframe>` }))}`;

  const frameOf = (page: Page): Promise<Frame> => page.waitForFrame((frame) => frame.parentFrame() !== null);

  test('it is there again after a reload, Back and Forward of the page around it', async () => {
    const page = await scene.browser.open(FRAMED);
    await page.bringToFront();
    await explained(scene.browser, await frameOf(page), RESTRICTED_URL);
    await page.reload();
    await explained(scene.browser, await frameOf(page), RESTRICTED_URL);
    await page.goto('https://after.example/');
    await page.goBack();
    await explained(scene.browser, await frameOf(page), RESTRICTED_URL);
    await page.goBack();
    await page.goForward();
    await explained(scene.browser, await frameOf(page), RESTRICTED_URL);
    await page.close();
  });

  test('it is there again when the frame is led elsewhere and back', async () => {
    const page = await scene.browser.open(FRAMED);
    await page.bringToFront();
    const frame = await frameOf(page);
    await explained(scene.browser, frame, RESTRICTED_URL);
    const entries = await page.evaluate(() => history.length);
    await page.$eval('iframe', (each) => {
      each.src = 'https://after.example/';
    });
    await page.waitForFrame((each) => each.url() === 'https://after.example/');
    // The page around it is told of the frame's new entry a moment later; until then Back leaves that page itself.
    await page.waitForFunction((before) => history.length > before, { polling: 50 }, entries);
    await page.evaluate(() => {
      setTimeout(() => {
        history.back();
      });
    });
    await page.waitForFrame((each) => scene.browser.isBlockedPage(each.url()));
    await explained(scene.browser, await frameOf(page), RESTRICTED_URL);
    await page.close();
  });
});
