import { describe } from '@jest/globals';
import { Chromium } from '../harness/chromium.js';
import { describeHistory } from './history.js';

describe('Chromium', () => {
  describeHistory((request) => Chromium.start(request), { asksWoken: true });
});
