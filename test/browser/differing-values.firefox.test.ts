import { startFirefox } from './harness/firefox.js';
import { playDifferingValues } from './differing-values.js';

/** Firefox 153 knows names of the IANA database alone, and neither host; a pattern may be of any length. */
playDifferingValues(startFirefox, {
  hoursHold: true,
  longHolds: true,
  problems: [
    ['time-zone-unknown', 'hours (PST)'],
    ['site-unknown', 'odd-hosts (a"b.example), odd-hosts (xn--a.example)'],
  ],
});
