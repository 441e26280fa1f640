/** The data guard in every editor that chats are made of, in Chromium. */
import { playEditors } from './data-guard/play-editors.js';
import { Chromium } from './harness/chromium.js';

playEditors((request) => Chromium.start(request));
