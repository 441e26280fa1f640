import { describe } from '@jest/globals';
import { describeDeliberate } from './deliberate.js';
import { Chromium } from './harness/chromium.js';

describe('Chromium', () => {
  describeDeliberate((request) => Chromium.start(request), { openerLeads: true });
});
