import { Chromium } from './harness/chromium.js';
import { playDifferingValues } from './differing-values.js';

/** Chromium 156 takes ICU's abbreviation, and reads both hosts; the pattern is beyond its 2 KB. */
playDifferingValues((request) => Chromium.start(request), {
  hoursHold: false,
  longHolds: false,
  problems: [['rules-truncated', 'long']],
});
