import { describe } from '@jest/globals';
import { describeAccounts, describeKeptAnswers } from './accounts.js';
import { startFirefox } from './harness/firefox.js';

describe('Firefox', () => {
  describeAccounts(startFirefox);
  describeKeptAnswers(startFirefox);
});
