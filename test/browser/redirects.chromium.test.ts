import { describe } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { describeRedirects } from './redirects.js';

describe('Chromium', () => {
  describeRedirects((request) => Chromium.start(request));
});
