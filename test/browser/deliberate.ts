/**
 * What acts on the block page acts for its reader alone: not for whoever opened the page, framed it, or led it elsewhere. Run
 * for each browser.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Frame, Page } from 'puppeteer-core';
import { eventsIn } from './harness/event-log.js';
import { eventually } from './harness/eventually.js';
import { promptly } from '../../scripts/browser/navigate.mjs';
import { landed } from './harness/landed.js';
import type { BrowserRequest, ManagedBrowser } from './harness/managed-browser.js';
import { press } from './harness/press.js';
import { samplePolicy } from './harness/sample-policy.js';
import { setScene, type Scene } from './harness/scene.js';

const FIRST = 'https://chatgpt.com/c/1';
const SECOND = 'https://www.bing.com/images/create/x';
const READY = '#continue-button:not([aria-disabled])';

const [approved, blocked] = samplePolicy.rules;
const warning = {
  ...samplePolicy,
  tools: samplePolicy.tools,
  rules: [approved, { ...blocked, action: 'warn', warn: { minutes: 5, justification: 'none' } }],
};

/** @param expected `openerLeads`: whether the browser lets a page keep hold of a window that it has opened, and that shows ours */
export function describeDeliberate(
  start: (request: BrowserRequest) => Promise<ManagedBrowser>,
  { openerLeads }: { readonly openerLeads: boolean },
): void {
  let scene: Scene<ManagedBrowser>;
  let attacker: Page;

  beforeAll(async () => {
    scene = await setScene(start, warning);
  });
  afterAll(() => scene.close());
  beforeEach(async () => {
    attacker = await scene.browser.open('https://attacker.example/');
    await attacker.bringToFront();
  });

  async function tabBeside(before: ReadonlySet<Page>): Promise<Page> {
    let opened: Page | undefined;
    await eventually('another tab is open', async () => {
      opened = (await scene.browser.browser.pages()).find((page) => !before.has(page));
      return opened !== undefined;
    });
    if (opened === undefined) throw new Error('no tab was opened');
    return opened;
  }

  /** The attacker's window, which shows the block page, as painted. */
  async function openWindow(url: string): Promise<Page> {
    const before = new Set(await scene.browser.browser.pages());
    await attacker.evaluate((address) => {
      Object.assign(window, { opened: window.open(address, 'attack') });
    }, url);
    const popup = await tabBeside(before);
    await landed(popup, 'the block page', scene.browser.isBlockedPage);
    await popup.bringToFront();
    await popup.waitForSelector('#continue:not([hidden])');
    return popup;
  }

  /** Runs in the page, which is told that another window has the keyboard, or that it has it itself. */
  function setInFront(inFront: boolean): void {
    document.hasFocus = () => inFront;
    window.dispatchEvent(new Event(inFront ? 'focus' : 'blur'));
  }

  const headlineOf = (page: Page) => page.$eval('#headline', (each) => each.textContent);

  describe('Continue', () => {
    test('does nothing before the page has been in front for a moment, says so, and works then', async () => {
      const popup = await openWindow(FIRST);
      // The moment has not passed, however long this machine takes: it begins when the page comes to the front.
      await popup.evaluate(setInFront, false);
      await popup.click('#continue-button');
      await popup.waitForSelector('#continue-live:not([hidden])');
      expect(scene.browser.isBlockedPage(await popup.evaluate(() => location.href))).toBe(true);
      expect(await popup.$(READY)).toBeNull();
      await popup.evaluate(setInFront, true);
      await popup.waitForSelector(READY);
      expect(await popup.$eval('#continue-live', (each) => each.textContent)).toBe('Ready. Press the button again.');
      await popup.click('#continue-button');
      await landed(popup, 'the site', (shown) => shown === FIRST);
      await popup.close();
      await endBypasses();
    });

    test('works from the keyboard, and not by a script or a key that was held before', async () => {
      const popup = await openWindow(FIRST);
      await popup.waitForSelector(READY);
      await popup.$eval('#continue-button', (each) => {
        (each as HTMLElement).click();
      });
      await popup.waitForSelector('#continue-live:not([hidden])');
      await popup.focus('#continue-button');
      await popup.$eval('#continue-button', (each) => {
        (each as HTMLElement).blur();
      });
      await popup.keyboard.down('Enter');
      await popup.focus('#continue-button');
      await popup.keyboard.down('Enter');
      await popup.keyboard.up('Enter');
      expect(scene.browser.isBlockedPage(await popup.evaluate(() => location.href))).toBe(true);
      await popup.keyboard.press('Enter');
      await landed(popup, 'the site', (shown) => shown === FIRST);
      await popup.close();
      await endBypasses();
    });

    test('waits anew when the page was hidden', async () => {
      const popup = await openWindow(FIRST);
      await popup.waitForSelector(READY);
      await attacker.bringToFront();
      await popup.waitForFunction(() => document.getElementById('continue-button')?.ariaDisabled === 'true', {
        polling: 50,
      });
      await press(popup, '#continue-button');
      await landed(popup, 'the site', (shown) => shown === FIRST);
      await popup.close();
      await endBypasses();
    });
  });

  async function endBypasses(): Promise<void> {
    const popup = await scene.browser.open(`${scene.browser.extensionOrigin}/popup.html`);
    await popup.bringToFront();
    const buttons = await popup.waitForSelector('#bypass-list button');
    await buttons?.click();
    await popup.waitForFunction(() => document.querySelector('#bypass-list button') === null);
    await popup.close();
  }

  describe('whoever opened or frames the page and knows its address', () => {
    /** Whether the page that was there, and explained the first site, has gone for one about the second. */
    const isAnew = () =>
      !('isBefore' in globalThis) && document.getElementById('headline')?.textContent.includes('Bing') === true;

    async function openReady(): Promise<{ popup: Page; elsewhere: string }> {
      const popup = await openWindow(FIRST);
      await popup.waitForSelector(READY);
      expect(await headlineOf(popup)).toContain('ChatGPT');
      await popup.evaluate('globalThis.isBefore = true');
      const href = await popup.evaluate(() => location.href);
      return { popup, elsewhere: href.replace(FIRST, SECOND) };
    }

    async function expectOpened(popup: Page, opened: string, other: string): Promise<void> {
      await press(popup, '#continue-button');
      await landed(popup, 'what was explained', (shown) => shown === opened);
      // Nothing was opened for the site that was not explained then.
      await (await scene.browser.openRestricted(other)).close();
      await popup.close();
      await endBypasses();
    }

    const lead = (address: string) =>
      attacker.evaluate((url) => {
        const { opened } = window as unknown as { opened: Window };
        opened.location.href = url;
        return !opened.closed;
      }, address);

    test('cannot have one site explained and another opened', async () => {
      const { popup, elsewhere } = await openReady();
      expect(await lead(elsewhere)).toBe(openerLeads);
      if (openerLeads)
        await eventually('the page begins anew', async () => (await promptly(popup.evaluate(isAnew))) === true);
      else expect(await popup.evaluate('globalThis.isBefore')).toBe(true);
      await (openerLeads ? expectOpened(popup, SECOND, FIRST) : expectOpened(popup, FIRST, SECOND));
    });

    test('gains nothing by a fragment that changes in whatever other way: the page begins anew', async () => {
      const { popup, elsewhere } = await openReady();
      await popup.evaluate((address) => {
        location.href = address;
      }, elsewhere);
      await eventually('the page begins anew', async () => (await promptly(popup.evaluate(isAnew))) === true);
      await expectOpened(popup, SECOND, FIRST);
    });

    test('gets nothing by a press in a frame, where the link to the whole page alone is left', async () => {
      await attacker.evaluate((url) => {
        document.body.innerHTML = `<iframe width="900" height="900" src="${url}"></iframe>`;
      }, FIRST);
      const frame: Frame = await attacker.waitForFrame((each) => each.parentFrame() !== null);
      await landed(frame, 'the block page', scene.browser.isBlockedPage);
      await frame.waitForSelector('#why:not([hidden])');
      const acting = await frame.$$eval('a, button, textarea, input', (all) =>
        all.filter((each) => each.checkVisibility()).map(({ id }) => id),
      );
      expect(acting).toEqual(['whole-page']);
      for (const selector of ['#continue-button', '#request-link', '#again', '#copy']) {
        await frame.$eval(selector, (each) => {
          (each as HTMLElement).click();
        });
      }
      const before = new Set(await scene.browser.browser.pages());
      await frame.click('#whole-page');
      const whole = await tabBeside(before);
      await landed(whole, 'the whole page', scene.browser.isBlockedPage);
      await press(whole, '#continue-button');
      await landed(whole, 'the site', (shown) => shown === FIRST);
      const kinds = (await eventsIn(scene.browser)).map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'requested' || kind === 'alternative-opened')).toEqual([]);
      await whole.close();
    });
  });
}
