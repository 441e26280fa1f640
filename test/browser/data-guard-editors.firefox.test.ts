/** The data guard in every editor that chats are made of, in Firefox. */
import { CHROMIUM_WAYS } from './data-guard/editor-rows.js';
import { playEditors } from './data-guard/play-editors.js';
import { startFirefox } from './harness/firefox.js';

playEditors(startFirefox, CHROMIUM_WAYS);
