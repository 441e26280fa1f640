import { expect, test } from '@jest/globals';
import { pickText } from '../../../src/policy/localised-text.js';

const texts = { en: 'English', fr: 'français', 'pt-BR': 'brasileiro' };

test.each([
  ['the reader’s language', ['fr'], 'en', 'français'],
  ['the reader’s first language that is there', ['de', 'fr', 'en'], 'en', 'français'],
  ['a language whatever its case', ['PT-br'], 'en', 'brasileiro'],
  ['the language without the region that is missing', ['fr-CA'], 'en', 'français'],
  ['another region of the language', ['pt-PT'], 'en', 'brasileiro'],
  ['the policy’s own language when none of the reader’s is there', ['de'], 'fr', 'français'],
  ['the policy’s own language when the reader names none', [], 'pt', 'brasileiro'],
  ['any text rather than none', ['de'], 'it', 'English'],
])('picks %s', (_, languages, fallback, expected) => {
  expect(pickText(texts, languages, fallback)).toBe(expected);
});

test('prefers the very tag over a related one that stands before it', () => {
  expect(pickText({ 'pt-BR': 'brasileiro', pt: 'português' }, ['pt'], 'en')).toBe('português');
});

test('does not take a language for another that begins alike', () => {
  expect(pickText({ fil: 'Filipino', en: 'English' }, ['fi'], 'en')).toBe('English');
});

test('has nothing to pick where there is no text', () => {
  expect(pickText(undefined, ['en'], 'en')).toBeUndefined();
});
