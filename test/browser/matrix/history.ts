/** Plays what becomes of a block page's history entry, in a real browser. Run by a test file for each browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCompany, type Company } from '../harness/company.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { liftedPolicy, samplePolicy } from '../harness/sample-policy.js';
import { explained, follow, readHistoryRows } from './history-links.js';
import { discardBlockPages, MOVES, tabWith, wakeTabs } from './history-moves.js';
import { startSites, type Sites } from './sites.js';

/** @param options `asksWoken`: whether the browser's driver gets answers from a tab that was put to sleep and woken */
export function describeHistory<Kind extends ManagedBrowser>(
  start: (request: BrowserRequest) => Promise<Kind>,
  { asksWoken }: { readonly asksWoken: boolean },
): void {
  let company: Company;
  let sites: Sites;
  let browser: Kind;

  beforeAll(async () => {
    company = await startCompany();
    sites = await startSites();
    await company.publish(samplePolicy);
    browser = await start({ workDir: company.workDir, standInPort: sites.port, managed: company.managed });
    await browser.waitUntilEnforced();
  });
  afterAll(async () => {
    await browser.close();
    await sites.close();
    await company.close();
  });

  const { links } = readHistoryRows();
  const urlOf = (id: string) => `https://chatgpt.com/c/${id}?q=1#part`;

  // One after the other in one tab: each move ends where it began.
  test.each(links.map((link) => [link.what, link] as const))('a block page reached by %s', async (_, link) => {
    const url = urlOf(link.id);
    const page = await follow(browser, link, url);
    await page.bringToFront();
    for (const [name, move] of Object.entries(MOVES)) {
      await move({ browser, page, url }).catch((error: unknown) => {
        throw new Error(`${name}: ${String(error)}`);
      });
    }
    await page.close();
  });

  if (!asksWoken) return;

  test('tabs that were put to sleep explain again, and go on once the rule is lifted', async () => {
    for (const link of links) await follow(browser, link, urlOf(link.id));
    const reached = (id: string) =>
      sites.requests.filter(({ host, path }) => host === 'chatgpt.com' && path.includes(id));
    expect(await discardBlockPages(browser)).toBe(links.length);
    await wakeTabs(browser);
    for (const { id } of links) {
      const isBlocked = (shown: string) => browser.isBlockedPage(shown) && shown.endsWith(`/${urlOf(id)}`);
      const page = await tabWith(browser, `${id} is explained again`, isBlocked);
      await explained(browser, page, urlOf(id));
      expect(reached(id)).toEqual([]);
    }
    expect(await discardBlockPages(browser)).toBe(links.length);
    await company.publish(liftedPolicy);
    await browser.popup({ checkNow: true });
    await wakeTabs(browser);
    for (const { id } of links) await tabWith(browser, `${id} is open`, (shown) => shown === urlOf(id));
  });
}
