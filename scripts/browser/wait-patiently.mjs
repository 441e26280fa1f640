/** Gives every page of a browser that is driven the time that only a hang exceeds, in place of the driver's own. */
import { TargetType } from 'puppeteer-core';
import { HANG_MS } from './limits.mjs';

/**
 * @param {import('puppeteer-core').Browser} browser
 * @returns {void}
 */
export function waitPatiently(browser) {
  browser.on('targetcreated', (target) => {
    if (target.type() !== TargetType.PAGE) return;
    void target.page().then(
      (page) => page?.setDefaultTimeout(HANG_MS),
      () => undefined,
    );
  });
}
