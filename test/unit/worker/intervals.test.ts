import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  heldOffForMs,
  JITTER,
  MAX_BACK_OFF_MS,
  MAX_RETRY_AFTER_MS,
  nextCheckInMs,
  type Check,
} from '../../../src/worker/intervals.js';
import { HOUR_MS, MINUTE_MS } from '../../support/policies.js';

const POLL_MS = 5 * MINUTE_MS;
const good: Check = { outcome: 'good', failures: 0, retryAfterMs: null };
const failed = (failures: number, retryAfterMs: number | null = null): Check => ({
  outcome: 'failed',
  failures,
  retryAfterMs,
});

describe('the next look', () => {
  test.each([
    [0, POLL_MS * 0.8],
    [0.5, POLL_MS],
    [0.999_999, POLL_MS * 1.2],
  ])('after a good one comes within a fifth of the interval (random %d)', (random, ms) => {
    expect(nextCheckInMs(good, POLL_MS, random)).toBeCloseTo(ms, -3);
  });

  test.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [4, 30],
    [5, 30],
    [1_000_000, 30],
  ])('after %i failures waits twice as long as before, up to a cap: %i minutes', (failures, minutes) => {
    expect(nextCheckInMs(failed(failures), POLL_MS, 0.5)).toBe(minutes * MINUTE_MS);
  });

  test('after a failure is never sooner than a policy that asks seldom wants', () => {
    expect(nextCheckInMs(failed(1), 6 * HOUR_MS, 0.5)).toBe(6 * HOUR_MS);
    expect(nextCheckInMs(failed(9), 6 * HOUR_MS, 0.5)).toBe(6 * HOUR_MS);
  });

  test('without a network comes soon, however often that failed', () => {
    const offline: Check = { outcome: 'offline', failures: 50, retryAfterMs: null };
    expect(nextCheckInMs(offline, 6 * HOUR_MS, 0.5)).toBe(2 * MINUTE_MS);
  });

  test('always lies within the bounds that the administrator is told', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.option(fc.integer({ min: -HOUR_MS, max: 1000 * HOUR_MS })),
        fc.integer({ min: 30_000, max: 24 * HOUR_MS }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, retryAfterMs, pollMs, random) => {
          const ms = nextCheckInMs(failed(failures + 1, retryAfterMs), pollMs, random);
          const longest = Math.max(pollMs, MAX_BACK_OFF_MS, heldOffForMs(retryAfterMs));
          expect(ms).toBeGreaterThanOrEqual(pollMs * (1 - JITTER));
          expect(ms).toBeGreaterThanOrEqual(heldOffForMs(retryAfterMs));
          expect(ms).toBeLessThanOrEqual(longest * (1 + JITTER));
        },
      ),
    );
  });
});

describe('what the host asks for under Retry-After', () => {
  test('is kept, with the jitter on top of it', () => {
    expect(nextCheckInMs(failed(1, HOUR_MS), POLL_MS, 0)).toBe(HOUR_MS);
    expect(nextCheckInMs(failed(1, HOUR_MS), POLL_MS, 0.5)).toBe(HOUR_MS * 1.1);
  });

  test('cannot freeze the policy', () => {
    expect(heldOffForMs(365 * 24 * HOUR_MS)).toBe(MAX_RETRY_AFTER_MS);
    expect(heldOffForMs(-5)).toBe(0);
    expect(heldOffForMs(null)).toBe(0);
  });
});
