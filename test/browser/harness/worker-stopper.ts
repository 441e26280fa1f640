/** Stops the worker in the middle of whatever it does; closing its target would wait until it is idle. */
import type { ManagedBrowser } from './managed-browser.js';

/** @returns what stops it: a tab of its own stays open for that; the next event or message starts another worker */
export async function workerStopper(browser: ManagedBrowser): Promise<() => Promise<void>> {
  const page = await browser.open(`${browser.extensionOrigin}/status.html`);
  const client = await page.createCDPSession();
  await client.send('ServiceWorker.enable');
  return async () => {
    await client.send('ServiceWorker.stopAllWorkers');
  };
}
