import { describe } from '@jest/globals';
import { describeAccounts, describeKeptAnswers } from './accounts.js';
import { Chromium } from './harness/chromium.js';

describe('Chromium', () => {
  describeAccounts((request) => Chromium.start(request));
  // The browser would ask for https first.
  const extraArgs = ['--disable-features=HttpsUpgrades'];
  describeKeptAnswers((request) => Chromium.start({ ...request, extraArgs }));
});
