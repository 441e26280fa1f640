import { describe } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { describeLeftOpen } from './left-open.js';

describe('Chromium', () => {
  describeLeftOpen((request) => Chromium.start(request));
});
