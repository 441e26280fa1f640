import { describe } from '@jest/globals';
import { describeAccounts } from './accounts.js';
import { startFirefox } from './harness/firefox.js';

describe('Firefox', () => {
  describeAccounts(startFirefox);
});
