import { describe } from '@jest/globals';
import { ChromiumMachine } from './chromium-machine.js';
import { describeStarts } from './starts-rows.js';

describe('Chromium', () => {
  describeStarts('chromium', () => ChromiumMachine.setUp(), true);
});
