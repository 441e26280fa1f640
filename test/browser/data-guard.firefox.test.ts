/** The data guard where pages make it hard, in Firefox. */
import { playPlaces } from './data-guard/play-places.js';
import { startFirefox } from './harness/firefox.js';

playPlaces(startFirefox);
