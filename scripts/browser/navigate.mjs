/** Goes to an address in a tab and waits for where it really lands, in Chromium and Firefox alike. */

import { HANG_MS } from './limits.mjs';

/** How long a document is waited for that may just be replaced: its driver can leave such a question open. */
const ANSWER_WAIT_MS = 1_000;

/**
 * What a document answers; null where it does not, such as one that is just being replaced.
 * @template Answer
 * @param {Promise<Answer>} asked
 * @returns {Promise<Answer | null>}
 */
export function promptly(asked) {
  const tooLate = new Promise((resolve) => setTimeout(resolve, ANSWER_WAIT_MS, null));
  return Promise.race([asked.catch(() => null), tooLate]);
}

/**
 * Firefox never tells the DevTools side that an extension's page has loaded: `goto` times out and `page.url()` stays at the
 * page before, although the navigation, redirected or not, is long done. So the document itself is asked, over and over.
 * (Not for a mere change of the fragment, which loads no document.)
 * @param {import('puppeteer-core').Page} page
 * @param {string} url
 * @param {(address: string) => boolean} [hasLanded] by default: once the tab shows `url` itself
 * @param {{ timeoutMs?: number }} [options]
 * @returns {Promise<string>} the address of the loaded document
 */
export async function navigate(page, url, hasLanded = (address) => address === url, { timeoutMs = HANG_MS } = {}) {
  // The document of before must not count, in case it fits already.
  await promptly(page.evaluate('globalThis.gatepostBefore = true'));
  const waiting = new AbortController();
  // How this ends does not matter (in Firefox it never does by itself, for an extension page): the address below counts.
  void page.goto(url, { signal: waiting.signal, timeout: timeoutMs }).catch(() => undefined);
  const deadline = Date.now() + timeoutMs;
  let address = '';
  try {
    while (Date.now() < deadline) {
      const seen = await promptly(
        page.evaluate('globalThis.gatepostBefore ? "" : document.readyState === "complete" ? location.href : ""'),
      );
      if (typeof seen === 'string' && seen) address = seen;
      if (seen && hasLanded(address)) return address;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    waiting.abort();
  }
  throw new Error(
    `${url} did not land where expected within ${timeoutMs} ms; the tab shows ${address || 'no new page'}`,
  );
}
