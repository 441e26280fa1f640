import { describe } from '@jest/globals';
import { startFirefox } from './harness/firefox.js';
import { describeLeftOpen } from './left-open.js';

describe('Firefox', () => {
  describeLeftOpen(startFirefox);
});
