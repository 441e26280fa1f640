/** What every browser must do with requests to a restricted site. Run by a test file for each browser. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { fetchIt, openEvents, openSocket, requestIt, showIt } from './harness/asking.js';
import { landed } from './harness/landed.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

/** Ways in which a page on another site can lead to a restricted address in the same tab. */
const WAYS: Record<string, (url: string) => void> = {
  'a link': (url) => {
    const link = document.body.appendChild(document.createElement('a'));
    link.href = url;
    link.click();
  },
  'location.href': (url) => {
    location.href = url;
  },
  'a form post': (url) => {
    const form = document.body.appendChild(document.createElement('form'));
    form.method = 'post';
    form.action = url;
    form.submit();
  },
  'a meta refresh': (url) => {
    const meta = document.createElement('meta');
    meta.httpEquiv = 'refresh';
    meta.content = `0; url=${url}`;
    document.head.append(meta);
  },
  'a 302 of an open site': (url) => {
    location.href = `/redirect?to=${encodeURIComponent(url)}`;
  },
};

/** Each with where it asks; `failed` is what must come of it. */
const REQUESTS: [string, (url: string) => Promise<string>, string][] = [
  ['fetch', fetchIt, '/backend'],
  ['XMLHttpRequest', requestIt, '/backend'],
  ['WebSocket', openSocket, '/backend'],
  ['EventSource', openEvents, '/backend/events'],
  ['an image', showIt, '/backend'],
];

export function describeRedirects(start: (request: BrowserRequest) => Promise<ManagedBrowser>): void {
  let scene: Scene<ManagedBrowser>;
  let page: Page;
  let askedBefore = 0;

  beforeAll(async () => {
    scene = await setScene(start, samplePolicy);
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    askedBefore = scene.standIn.requests.length;
    page = await scene.browser.open('https://start.example/');
  });
  afterEach(async () => {
    await page.close();
    // Whatever a test did, the restricted sites never heard of it.
    const asked = scene.standIn.requests.slice(askedBefore);
    const heard = asked.filter(({ host }) => /^(.+\.)?(chatgpt|chat\.openai)\.com\.?(:\d+)?$/.test(host));
    expect(heard.map(({ url }) => url)).toEqual([]);
  });

  const explained = (frame: Pick<Page, 'evaluate'>, url: string) => {
    const begin = `${scene.browser.blockedPage}#1/`;
    const end = `/consumer-assistants/${url}`;
    return landed(frame, `the explanation of ${url}`, (shown) => shown.startsWith(begin) && shown.endsWith(end));
  };

  describe('a navigation to a restricted site lands on the explanation page with the whole address', () => {
    test('typed', async () => {
      const typed = await scene.browser.openRestricted(RESTRICTED_URL);
      await explained(typed, RESTRICTED_URL);
      await typed.close();
    });

    test.each(Object.keys(WAYS))('by %s', async (way) => {
      const lead = WAYS[way];
      if (lead === undefined) throw new Error(`no way ${way}`);
      await page.evaluate(lead, RESTRICTED_URL);
      await explained(page, RESTRICTED_URL);
    });

    test('by window.open', async () => {
      const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
      await page.evaluate((url) => void window.open(url), RESTRICTED_URL);
      const popup = await opened;
      if (popup === null) throw new Error('no window was opened');
      await explained(popup, RESTRICTED_URL);
      await popup.close();
    });

    test('in an iframe', async () => {
      await page.evaluate((url) => {
        document.body.appendChild(document.createElement('iframe')).src = url;
      }, RESTRICTED_URL);
      const frame = await page.waitForFrame((each) => each.parentFrame() !== null);
      await explained(frame, RESTRICTED_URL);
    });

    test.each([
      'http://chatgpt.com/',
      'https://chat.openai.com/',
      'https://ab.chatgpt.com:8443/x',
      'https://CHATGPT.com./',
    ])('spelled %s', async (url) => {
      const typed = await scene.browser.openRestricted(url);
      await explained(typed, new URL(url).href);
      await typed.close();
    });
  });

  describe('a request of an open page to a restricted site fails', () => {
    test.each(REQUESTS)('by %s', async (kind, ask, path) => {
      expect(await page.evaluate(ask, `https://chatgpt.com${path}`)).toBe('failed');
      // The same request to an open site is answered, so the failure above means something.
      if (kind !== 'an image') expect(await page.evaluate(ask, `https://open.example${path}`)).toBe('answered');
    });
  });

  describe('a restricted place inside an open site', () => {
    test.each([
      'https://www.bing.com/images/create',
      'https://bing.com/images/create/a-cat?q=1#top',
      'https://www.bing.com//Images/Create',
      'https://www.bing.com/images/%63reate',
    ])('%s lands on the explanation page', async (url) => {
      const typed = await scene.browser.openRestricted(url);
      await explained(typed, url);
      await typed.close();
    });

    test.each(['https://www.bing.com/search?q=1', 'https://www.bing.com/images/creations', 'https://notchatgpt.com/'])(
      '%s stays open',
      async (url) => {
        const open = await scene.browser.open(url);
        expect(await open.title()).toContain('Stand-in');
        await open.close();
      },
    );
  });
}
