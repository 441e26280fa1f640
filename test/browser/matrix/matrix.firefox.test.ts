import { describe } from '@jest/globals';
import { startFirefox } from '../harness/firefox.js';
import { describeMatrix } from './matrix.js';

describe('Firefox', () => {
  describeMatrix('firefox', startFirefox, null);
});
