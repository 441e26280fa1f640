/** Ends a browser for certain. */

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
  // A browser that hangs (a beforeunload dialog, a stuck tab) must not hold up the test run.
  const overdue = setTimeout(() => child?.kill('SIGKILL'), 10_000);
  await browser.close().catch(() => child?.kill('SIGKILL'));
  await ended;
  clearTimeout(overdue);
}
