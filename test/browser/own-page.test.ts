/** The block page is web-accessible, and yet a website that knows its whole address gains nothing by it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';
import { addressOf } from './matrix/stage.js';

/** Of the same form as ours; nobody has it. */
const NOBODY = 'chrome-extension://aaaabbbbccccddddeeeeffffgggghhhh';
const FRAGMENTS = [
  '',
  `#1/guard/-/${RESTRICTED_URL}`,
  `#1/AAAAAAAAAAAAAAAAAAAAAA/consumer-assistants/${RESTRICTED_URL}`,
];

let scene: Scene<Chromium>;
let page: Page;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), samplePolicy);
  // Explained once, so that the worker knows of the address.
  await (await scene.browser.openRestricted(RESTRICTED_URL)).close();
  page = await scene.browser.open('https://start.example/');
  await page.bringToFront();
});
afterAll(() => scene.close());

/** Runs in a page of a website. @returns all that it can tell about the address, by the way in which it asked */
async function probe(address: string): Promise<Record<string, string>> {
  const seen: Record<string, string> = {};
  const attempt = (look: () => unknown): string => {
    try {
      return String(look());
    } catch (error) {
      return (error as Error).name;
    }
  };
  const named = (asked: Promise<unknown>) =>
    asked.then(
      () => 'there',
      (error: unknown) => (error as Error).name,
    );
  const about = (other: Window | null) =>
    [attempt(() => other?.closed), attempt(() => other?.length), attempt(() => other?.origin)].join() +
    attempt(() => other?.location.href) +
    attempt(() => other?.document.title);
  const settled = async (element: HTMLElement, attribute: string): Promise<string> => {
    const heard: string[] = [];
    const ended = new Promise<void>((resolve) => {
      for (const kind of ['load', 'error']) {
        element.addEventListener(kind, () => {
          heard.push(kind);
          resolve();
        });
      }
      // Some elements tell nothing of an address that cannot be had.
      setTimeout(resolve, 500);
    });
    element.setAttribute(attribute, address);
    document.body.append(element);
    await ended;
    const inside = attempt(() => about((element as HTMLIFrameElement).contentWindow));
    element.remove();
    return `${heard.join()} ${inside}`;
  };
  seen['fetch'] = await named(fetch(address));
  seen['fetch without cors'] = await named(fetch(address, { mode: 'no-cors' }));
  seen['import'] = await named(import(address) as Promise<unknown>);
  for (const tag of ['img', 'script', 'video', 'embed', 'iframe']) {
    seen[tag] = await settled(document.createElement(tag), 'src');
  }
  seen['object'] = await settled(document.createElement('object'), 'data');
  for (const rel of ['stylesheet', 'prefetch', 'modulepreload']) {
    seen[rel] = await settled(Object.assign(document.createElement('link'), { rel }), 'href');
  }
  const frame = Object.assign(document.createElement('iframe'), { sandbox: 'allow-scripts allow-same-origin' });
  seen['sandboxed iframe'] = await settled(frame, 'src');
  for (const first of [address, 'about:blank']) {
    const opened = window.open(first, 'probe', 'popup');
    if (first !== address && opened !== null) opened.location.href = address;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    seen[`window ${first === address ? '' : 'led there'}`] = about(opened);
    opened?.close();
  }
  seen['timings'] = String(performance.getEntriesByName(address).length);
  return seen;
}

describe.each(FRAGMENTS)('to a website, the address with "%s"', (fragment) => {
  test('looks as one of an extension that is not there', async () => {
    const ours = await page.evaluate(probe, `${scene.browser.blockedPage}${fragment}`);
    const nobodys = await page.evaluate(probe, `${NOBODY}/blocked.html${fragment}`);
    expect(ours).toEqual(nobodys);
    expect(Object.keys(ours).length).toBeGreaterThan(12);
  });

  test('opens no page of ours, in a window or in place', async () => {
    const address = `${scene.browser.blockedPage}${fragment}`;
    const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
    await page.evaluate((url) => void window.open(url), address);
    const popup = await opened;
    if (popup === null) throw new Error('no window was opened');
    const leading = await scene.browser.open('https://lead.example/');
    await leading.evaluate((url) => {
      location.href = url;
    }, address);
    await leading.waitForFunction(() => location.protocol === 'chrome-error:', { polling: 50 });
    // Long after the worker would have opened it: it does so for a page of its own in a tenth of that.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await addressOf(leading)).toBe('chrome-error://chromewebdata/');
    expect(await addressOf(popup)).toBe('chrome-error://chromewebdata/');
    await leading.close();
    await popup.close();
    await page.bringToFront();
  });
});
