import { describe } from '@jest/globals';
import { describeAccounts } from './accounts.js';
import { Chromium } from './harness/chromium.js';

describe('Chromium', () => {
  describeAccounts((request) => Chromium.start(request));
});
