import { describe } from '@jest/globals';
import { ChromiumMachine } from './chromium-machine.js';
import { describeRestore } from './restore.js';

describe('Chromium', () => {
  describeRestore(() => ChromiumMachine.setUp());
});
