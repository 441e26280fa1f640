import { describe } from '@jest/globals';
import { startFirefox } from '../harness/firefox.js';
import { describeHistory } from './history.js';

describe('Firefox', () => {
  // Seen in Firefox 153: the address of a woken tab is the block page's, and the driver gets no other answer from it.
  describeHistory(startFirefox, { asksWoken: false });
});
