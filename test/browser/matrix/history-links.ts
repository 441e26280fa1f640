/** The ways in which a page leads its reader to a restricted address, for what becomes of the history entry afterwards. */
import type { Page } from 'puppeteer-core';
import { eventually } from '../harness/eventually.js';
import { promptly } from '../../../scripts/browser/navigate.mjs';
import type { ManagedBrowser } from '../harness/managed-browser.js';
import { readRepositoryJson } from '../../support/repository.js';
import { addressOf } from './stage.js';

export interface HistoryLink {
  readonly id: string;
  /** As docs/reference/limits.md has it. */
  readonly what: string;
  /** What the page that leads there holds, where `URL` is the restricted address; null: the address is typed. */
  readonly html: string | null;
  /** Whether the page leads there by itself, into another tab, or at a click. */
  readonly leads: 'alone' | 'here' | 'beside';
}

export interface HistoryMove {
  readonly id: string;
  readonly what: string;
  /** What the block page does then. */
  readonly becomes: 'explained' | 'open';
}

interface HistoryRows {
  readonly links: readonly HistoryLink[];
  readonly moves: readonly HistoryMove[];
}

export function readHistoryRows(): HistoryRows {
  return readRepositoryJson('test/browser/matrix/history.json') as HistoryRows;
}

/** Opens a page of another site and follows its link to the address. @returns the tab that explains the block */
export async function follow(browser: ManagedBrowser, { html, leads }: HistoryLink, url: string): Promise<Page> {
  if (html === null) return browser.openRestricted(url);
  const from = `https://start.example/content?${String(new URLSearchParams({ html: html.replaceAll('URL', url) }))}`;
  if (leads === 'alone') {
    const page = await browser.open(from, (address) => browser.isBlockedPage(address));
    await explained(browser, page, url);
    return page;
  }
  const page = await browser.open(from);
  await page.bringToFront();
  const before = new Set(await browser.browser.pages());
  // Not waited for: Firefox does not tell that an extension's page has loaded.
  void page.click('#go').catch(() => undefined);
  const tab = leads === 'here' ? page : await tabBeside(browser, before);
  await explained(browser, tab, url);
  return tab;
}

async function tabBeside({ browser }: ManagedBrowser, before: ReadonlySet<Page>): Promise<Page> {
  let opened: Page | undefined;
  await eventually('another tab is open', async () => {
    opened = (await browser.pages()).find((page) => !before.has(page));
    return opened !== undefined;
  });
  if (opened === undefined) throw new Error('no tab was opened');
  return opened;
}

/** Until the tab holds a block page of this address, loaded since `forgetDocument`, that has its answer. */
export function explained(browser: ManagedBrowser, page: Pick<Page, 'evaluate'>, url: string): Promise<void> {
  return eventually(`${url} is explained`, async () => {
    const shown = await promptly(page.evaluate(isExplained));
    return shown !== null && browser.isBlockedPage(shown) && shown.endsWith(`/${url}`);
  }).catch(async (error: unknown) => {
    throw new Error(`${String(error)}; it shows ${await addressOf(page as Page)}`);
  });
}

/** The document that is there now does not count any more. */
export async function forgetDocument(page: Pick<Page, 'evaluate'>): Promise<void> {
  await page.evaluate('globalThis.gatepostBefore = true');
}

/** Runs in the page. @returns its address, or null while the worker has not answered */
function isExplained(): string | null {
  const isNew = !('gatepostBefore' in globalThis);
  const isChecked = document.getElementById('live')?.textContent.startsWith('Checked') === true;
  return isNew && isChecked ? location.href : null;
}
