/**
 * Says that a page of an observed site has opened. Nothing is read of the page and nothing is stopped: the browser itself
 * tells the worker which page it was.
 */

import type { ContentMessage } from '../protocol/content-messages.js';

/** A worker that dies before it has answered is asked again; it counts each visit once. */
const ATTEMPTS = 3;

async function report(): Promise<void> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const visit = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const told: unknown = await chrome.runtime
      .sendMessage({ kind: 'observed', visit } satisfies ContentMessage)
      .catch(() => false);
    if (told === true) return;
  }
}

/** Not known to the compiler's list of the web's interfaces. */
const { prerendering = false } = document as { prerendering?: boolean };

// A page that is made ready in advance may never be seen.
if (prerendering) document.addEventListener('prerenderingchange', () => void report(), { once: true });
else void report();
