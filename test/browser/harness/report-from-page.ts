/** What a page itself reports, at the moment it sees it: a test that asks from outside can come too late. */
import type { Page } from 'puppeteer-core';

const REPORT = 'gatepostReport';

/**
 * Runs `watch` in the page, with the name of the function that it is to call.
 * @returns once it watches; the answer says whether the page has called
 */
export async function reportFromPage<Given>(
  page: Page,
  watch: (report: string, given: Given) => void,
  given: Given,
): Promise<() => boolean> {
  let hasReported = false;
  await page.exposeFunction(REPORT, () => {
    hasReported = true;
  });
  await page.evaluate(watch as (report: string, given: unknown) => void, REPORT, given);
  return () => hasReported;
}
