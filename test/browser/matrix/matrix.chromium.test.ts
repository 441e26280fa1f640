import { describe } from '@jest/globals';
import { Chromium } from '../harness/chromium.js';
import { writeNeighbour } from '../harness/neighbour.js';
import { describeMatrix } from './matrix.js';

describe('Chromium', () => {
  describeMatrix(
    'chromium',
    async (request) => {
      const neighbours = [await writeNeighbour(request.workDir)];
      // The browser would gather its reports for a minute otherwise.
      return Chromium.start({ ...request, neighbours, extraArgs: ['--short-reporting-delay'] });
    },
    async (browser, by) => {
      if (by === 'sweep') await browser.inWorker(blindSweep);
      else await browser.inExtension((page) => page.evaluate(() => chrome.scripting.unregisterContentScripts()));
    },
  );
});

/** The open-tab scan sees no tabs. Ends with the worker. */
function blindSweep(): void {
  const blind = () => Promise.resolve([]);
  for (const api of [chrome, (globalThis as { browser?: typeof chrome }).browser]) {
    if (api !== undefined) Object.assign(api.tabs, { query: blind });
  }
}
