/** Files on their way to a tool, in Firefox. */
import { playFiles } from './data-guard/play-files.js';
import { startFirefox } from './harness/firefox.js';

playFiles(startFirefox);
