import { expect, test } from '@jest/globals';
import { AcceptedTexts, PASTE_MS } from '../../../../src/content/data-guard/accepted.js';

test('knows a text again for a minute, in whatever white space an editor puts it', () => {
  const accepted = new AcceptedTexts();
  accepted.accept('on Project Nightingale', 1_000);
  expect(accepted.has('on  Project\nNightingale', 1_000 + PASTE_MS - 1, PASTE_MS)).toBe(true);
  expect(accepted.has('on Project Nightingale', 1_000 + PASTE_MS, PASTE_MS)).toBe(false);
  expect(accepted.has('on Project Nightingales', 1_000, PASTE_MS)).toBe(false);
});

test('keeps nothing that the text could be told from', () => {
  const [one, other] = [new AcceptedTexts(), new AcceptedTexts()];
  for (const each of [one, other]) each.accept('secret words', 0);
  expect(JSON.stringify(one)).not.toContain('secret');
  expect(Object.values(one)).toEqual([]);
});

test('forgets the oldest of very many', () => {
  const accepted = new AcceptedTexts();
  for (let text = 0; text < 1_100; text += 1) accepted.accept(`text ${text}`, 0);
  expect(accepted.has('text 0', 0, PASTE_MS)).toBe(false);
  expect(accepted.has('text 1099', 0, PASTE_MS)).toBe(true);
});
