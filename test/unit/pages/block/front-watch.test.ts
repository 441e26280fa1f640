/** A press acts on a page that was in front for a moment before it began. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { FrontWatch, IN_FRONT_MS } from '../../../../src/pages/block/front-watch.js';

let watch: FrontWatch;

beforeEach(() => {
  watch = new FrontWatch();
});

const READY_MS = 5_000 + IN_FRONT_MS;

describe('a page in front since 5,000 ms', () => {
  beforeEach(() => {
    watch.begin(5_000);
  });

  test.each([
    ['began a moment later', READY_MS, READY_MS + 80, true],
    ['began too early, and ended later', READY_MS - 1, READY_MS + 3_000, false],
    ['began before the page was there', 4_900, 5_050, false],
    ['began and ended at once', 5_050, 5_100, false],
  ])('a press that %s', (_, beganMs, clickedMs, acts) => {
    watch.press(beganMs, false);
    expect(watch.takeClick(clickedMs)).toBe(acts);
  });

  test('a click that assistive technology sets off counts from itself', () => {
    expect(watch.takeClick(READY_MS - 1)).toBe(false);
    expect(watch.takeClick(READY_MS)).toBe(true);
  });

  test('a key that is held acts never, however long', () => {
    watch.press(READY_MS + 1, true);
    expect(watch.takeClick(READY_MS + 60_000)).toBe(false);
  });

  test('a refused press leaves the next one alone', () => {
    watch.press(5_100, false);
    expect(watch.takeClick(5_150)).toBe(false);
    watch.press(READY_MS + 1, false);
    expect(watch.takeClick(READY_MS + 2)).toBe(true);
  });

  test('hidden, or without the keyboard, it waits for a whole moment again', () => {
    watch.end();
    expect(watch.isReady(READY_MS)).toBe(false);
    watch.press(READY_MS, false);
    watch.begin(READY_MS + 10);
    watch.press(READY_MS + 20, false);
    expect(watch.takeClick(READY_MS + 30)).toBe(false);
    expect(watch.isReady(READY_MS + 10 + IN_FRONT_MS)).toBe(true);
  });
});

test('a page that never was in front is never ready', () => {
  expect(watch.isReady(1_000_000)).toBe(false);
  expect(watch.takeClick(1_000_000)).toBe(false);
});
