import { describe } from '@jest/globals';
import { startFirefox } from '../harness/firefox.js';
import { writeNeighbour } from '../harness/neighbour.js';
import { describeMatrix } from './matrix.js';

describe('Firefox', () => {
  describeMatrix(
    'firefox',
    async (request) => {
      const browser = await startFirefox(request);
      await browser.browser.installExtension(await writeNeighbour(request.workDir));
      return browser;
    },
    null,
  );
});
