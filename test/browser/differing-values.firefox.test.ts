import { startFirefox } from './harness/firefox.js';
import { playDifferingValues } from './differing-values.js';

/** Firefox 153 knows names of the IANA database alone, and neither host; a pattern may be of any length. Open: the rule of those hosts is left out whole, and named. */
playDifferingValues(startFirefox, {
  hoursHold: true,
  besideHolds: false,
  longHolds: true,
  problems: [
    ['time-zone-unknown', 'hours (PST)'],
    ['site-unknown', 'odd-hosts (a"b.example), odd-hosts (xn--a.example)'],
    ['rules-truncated', 'odd-hosts'],
  ],
});
