import { describe } from '@jest/globals';
import { FirefoxMachine } from './firefox-machine.js';
import { describeRestore } from './restore.js';

describe('Firefox', () => {
  describeRestore(() => FirefoxMachine.setUp());
});
