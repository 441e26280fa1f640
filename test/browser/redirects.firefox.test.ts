import { describe } from '@jest/globals';
import { startFirefox } from './harness/firefox.js';
import { describeRedirects } from './redirects.js';

describe('Firefox', () => {
  describeRedirects(startFirefox);
});
