import { describe } from '@jest/globals';
import { describeDeliberate } from './deliberate.js';
import { startFirefox } from './harness/firefox.js';

describe('Firefox', () => {
  // Open: in Firefox 153 a press in a tab that a page has opened or led waits in vain; page or driver, it is not known which.
  describeDeliberate(startFirefox, { seesLed: false });
});
