import { describe } from '@jest/globals';
import { describeDeliberate } from './deliberate.js';
import { startFirefox } from './harness/firefox.js';

describe('Firefox', () => {
  // Open: in Firefox 153 that test waits in vain, and it is not known whether the page or the driver is at fault.
  describeDeliberate(startFirefox, { seesLed: false });
});
