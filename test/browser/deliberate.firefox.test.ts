import { describe } from '@jest/globals';
import { describeDeliberate } from './deliberate.js';
import { startFirefox } from './harness/firefox.js';

describe('Firefox', () => {
  // Seen in Firefox 153: to its opener, a window that shows a page of an extension is closed, and the page has no opener.
  describeDeliberate(startFirefox, { openerLeads: false });
});
