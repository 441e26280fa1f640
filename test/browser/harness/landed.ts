import type { Page } from 'puppeteer-core';
import { eventually } from './eventually.js';

/** How long a document is waited for that may just be replaced: its driver can leave such a question open. */
const ANSWER_WAIT_MS = 1_000;

/** Waits until the page or frame shows an address that is wanted. */
export function landed(frame: Pick<Page, 'evaluate'>, what: string, isWanted: (url: string) => boolean): Promise<void> {
  return eventually(what, async () => {
    const address = await promptly(frame.evaluate(() => location.href));
    return isWanted(address ?? '');
  });
}

/** What a document answers; null where it does not, such as one that is just being replaced. */
export function promptly<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(resolve, ANSWER_WAIT_MS, null));
  return Promise.race([asked.catch(() => null), tooLate]);
}
