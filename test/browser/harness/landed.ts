import type { Page } from 'puppeteer-core';
import { eventually } from './eventually.js';

/** Waits until the page or frame shows an address that is wanted. */
export function landed(frame: Pick<Page, 'evaluate'>, what: string, isWanted: (url: string) => boolean): Promise<void> {
  return eventually(what, async () => {
    // A document that is just being replaced cannot be asked: Firefox answers with an error of its own.
    const address = await frame.evaluate(() => location.href).catch(() => '');
    return isWanted(address);
  });
}
