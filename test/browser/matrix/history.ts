/** Plays what becomes of a block page's history entry, in a real browser. Run by a test file for each browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startCompany, type Company } from '../harness/company.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { liftedPolicy, samplePolicy } from '../harness/sample-policy.js';
import { explained, follow, readHistoryRows } from './history-links.js';
import { discardBlockPages, leaveTitle, MOVES, tabsShow, tabWith, wakeTabs } from './history-moves.js';
import { startSites, type Sites } from './sites.js';

/** The title of a page that has its answer; before that it names no tool. */
const EXPLAINED = 'ChatGPT – Blocked site';

/** @param options `asksWoken`: whether the browser’s driver, too, gets answers from a tab that was put to sleep and woken */
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

  const { links, moves } = readHistoryRows();

  test('each move has its test here, or in those of the restart', () => {
    const elsewhere = ['discard', 'lift', 'restore', 'restore-lift'];
    expect(moves.map(({ id }) => id)).toEqual([...Object.keys(MOVES), ...elsewhere]);
  });

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

  test('tabs that were put to sleep explain again, and go on once the rule is lifted', async () => {
    for (const link of links) await leaveTitle(await follow(browser, link, urlOf(link.id)));
    const reached = (id: string) =>
      sites.requests.filter(({ host, path }) => host === 'chatgpt.com' && path.includes(id));
    expect(await discardBlockPages(browser)).toBe(links.length);
    await wakeTabs(browser);
    const isOf = (id: string) => (shown: string) => browser.isBlockedPage(shown) && shown.endsWith(`/${urlOf(id)}`);
    await tabsShow(browser, links, ({ id }, { url, title }) => isOf(id)(url) && title === EXPLAINED);
    for (const { id } of links) expect(reached(id)).toEqual([]);
    if (asksWoken) {
      for (const { id } of links) {
        await explained(browser, await tabWith(browser, `${id} is explained again`, isOf(id)), urlOf(id));
      }
    }
    expect(await discardBlockPages(browser)).toBe(links.length);
    await company.publish(liftedPolicy);
    await browser.popup({ checkNow: true });
    await wakeTabs(browser);
    await tabsShow(browser, links, ({ id }, { url }) => url === urlOf(id));
  });
}
