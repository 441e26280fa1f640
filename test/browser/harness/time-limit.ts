/** For every browser test: several waits follow each other in one, and each says what it waited for when it gives up. */
import { jest } from '@jest/globals';
import { HANG_MS } from '../../../scripts/browser/limits.mjs';

jest.setTimeout(5 * HANG_MS);
