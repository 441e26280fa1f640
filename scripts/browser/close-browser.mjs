/** Ends a browser for certain. */

/** A browser that hangs (a beforeunload dialog, a stuck tab) must not hold up the test run; one that is slow keeps its profile. */
const CLOSES_WITHIN_MS = 30_000;

/**
 * @param {import('puppeteer-core').Browser} browser
 * @returns {Promise<void>} resolves when the browser's process has ended
 */
export async function closeBrowser(browser) {
  const child = browser.process();
  const ended = new Promise((resolve) => {
    const running = child?.exitCode === null && child.signalCode === null;
    if (running) child.once('exit', resolve);
    else resolve(undefined);
  });
  const overdue = setTimeout(() => child?.kill('SIGKILL'), CLOSES_WITHIN_MS);
  await browser.close().catch(() => child?.kill('SIGKILL'));
  await ended;
  clearTimeout(overdue);
}
