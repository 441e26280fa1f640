import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { contrast, MIN_CONTRAST, parseColour, readableAccent } from '../../../../src/pages/shared/contrast.js';
import { DARK_GROUNDS, LIGHT_GROUNDS } from '../../../../src/pages/shared/branding.js';
import { readRepositoryFile } from '../../../support/repository.js';

describe('the contrast is that of WCAG', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#0a5', '#ffffff', 3.04],
  ])('%s on %s: %d', (one, other, expected) => {
    expect(contrast(parseColour(one), parseColour(other))).toBeCloseTo(expected, 1);
  });
});

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`);

test.each([
  ['light', LIGHT_GROUNDS, 'black'],
  ['dark', DARK_GROUNDS, 'white'],
] as const)('any colour becomes readable on every %s ground, and so does text on it', (_, grounds, towards) => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const { accent, onAccent } = readableAccent(colour, grounds, towards);
      for (const ground of grounds) {
        expect(contrast(parseColour(accent), parseColour(ground))).toBeGreaterThanOrEqual(MIN_CONTRAST);
      }
      expect(contrast(parseColour(onAccent), parseColour(accent))).toBeGreaterThanOrEqual(MIN_CONTRAST);
    }),
    { numRuns: 500 },
  );
});

test('a colour that is readable already stays as it is', () => {
  expect(readableAccent('#00755e', LIGHT_GROUNDS, 'black').accent).toBe('#00755e');
});

test('the grounds are those of the pages', () => {
  const css = readRepositoryFile('public/pages.css');
  const values = (name: string) =>
    [...css.matchAll(new RegExp(`--${name}: (#[0-9a-f]{6})`, 'g'))].map(([, hex]) => hex);
  expect(values('surface')).toEqual([LIGHT_GROUNDS[0], DARK_GROUNDS[0]]);
  expect(values('ground')).toEqual([LIGHT_GROUNDS[1], DARK_GROUNDS[1]]);
});
