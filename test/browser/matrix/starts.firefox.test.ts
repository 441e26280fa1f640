import { describe } from '@jest/globals';
import { FirefoxMachine } from './firefox-machine.js';
import { describeStarts } from './starts-rows.js';

describe('Firefox', () => {
  describeStarts('firefox', () => FirefoxMachine.setUp(), false);
});
