import type { Page } from 'puppeteer-core';
import { promptly } from '../../../scripts/browser/navigate.mjs';
import { eventually } from './eventually.js';

/** Waits until the page or frame shows an address that is wanted. */
export function landed(frame: Pick<Page, 'evaluate'>, what: string, isWanted: (url: string) => boolean): Promise<void> {
  return eventually(what, async () => {
    const address = await promptly(frame.evaluate(() => location.href));
    return isWanted(address ?? '');
  });
}
