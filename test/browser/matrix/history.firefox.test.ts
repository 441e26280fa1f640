import { describe } from '@jest/globals';
import { startFirefox } from '../harness/firefox.js';
import { describeHistory } from './history.js';

describe('Firefox', () => {
  describeHistory(startFirefox);
});
