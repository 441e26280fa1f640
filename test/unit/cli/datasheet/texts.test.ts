/** The words of the data sheet in its four languages: none is missing, none is left in English, and signs are set as natives do. */
import { describe, expect, test } from '@jest/globals';
import { SHEET_TEXTS } from '../../../../src/cli/datasheet/texts/by-language.js';
import { filled } from '../../../../src/cli/datasheet/texts/texts.js';
import { eventFieldRows } from '../../../../src/events/event-fields.js';
import { eventKinds } from '../../../../src/events/event-kinds.js';
import { SENDER_FIELDS } from '../../../../src/events/otlp.js';
import { SHEET_WORDS } from '../../../../src/events/sheet-words/by-language.js';
import { SHEET_LANGUAGES } from '../../../../src/events/sheet-words/sheet-words.js';
import { ACTION_NAMES } from '../../../../src/policy/actions.js';
import { EVENT_DATA_KINDS } from '../../../../src/policy/data-policy.js';
import { readRepositoryJson } from '../../../support/repository.js';
import { TYPOGRAPHY } from '../../../support/typography.js';

/** Each by its place, such as `kinds.restricted.purpose`. */
function textsIn(value: unknown, at: string): [string, string][] {
  if (typeof value === 'string') return [[at, value]];
  return Object.entries(value as object).flatMap(([key, part]) => textsIn(part, `${at}.${key}`));
}

const textsOf = (language: (typeof SHEET_LANGUAGES)[number]) => [
  ...textsIn(SHEET_WORDS[language], 'words'),
  ...textsIn(SHEET_TEXTS[language], 'texts'),
];

const placesIn = (text: string) =>
  [...text.matchAll(/\{\w+\}/g)]
    .map(([place]) => place)
    .sort()
    .join(' ');

/** Short words, and lines that are values, are spelt alike in some of the languages. */
const isAlike = (text: string) => text.length < 15 || text.startsWith('{');

describe.each(SHEET_LANGUAGES)('in %s', (language) => {
  const all = textsOf(language);

  test.each([...eventKinds])('%s has words and a purpose', (kind) => {
    const { what, purpose } = SHEET_WORDS[language].kinds[kind];
    expect([what.length, purpose.length].every((length) => length > 3)).toBe(true);
  });

  test('every field, part of the sender and kind of data has words', () => {
    const { fields, sender, dataKinds } = SHEET_WORDS[language];
    expect(Object.keys(fields)).toEqual(eventFieldRows.map(([field]) => field));
    expect(Object.keys(sender).sort()).toEqual(Object.keys(SENDER_FIELDS).sort());
    expect(Object.keys(dataKinds)).toEqual([...EVENT_DATA_KINDS]);
    for (const action of ACTION_NAMES) expect(SHEET_TEXTS[language][action]).toMatch(/\S/);
  });

  test('no text is empty, and the places for values are those of the English one', () => {
    expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
    const english = new Map(textsOf('en'));
    expect(all.map(([at]) => at).sort()).toEqual([...english.keys()].sort());
    const differing = all.filter(([at, text]) => placesIn(text) !== placesIn(english.get(at) ?? ''));
    expect(differing).toEqual([]);
  });

  test('signs are set as in the texts of the pages', () => {
    const { wrong } = TYPOGRAPHY.find((each) => each.language === language) ?? { wrong: /^/ };
    expect(all.filter(([, text]) => wrong.test(text) || /'|\.\.\./.test(text))).toEqual([]);
  });
});

test.each(SHEET_LANGUAGES.filter((language) => language !== 'en'))('no text in %s is the English one', (language) => {
  const english = new Map(textsOf('en'));
  const same = textsOf(language).filter(([at, text]) => text === english.get(at) && !isAlike(text));
  expect(same).toEqual([]);
});

test('what the sheet says of the browser’s history and of private windows is so', () => {
  const { permissions } = readRepositoryJson('manifest.json') as { permissions: string[] };
  expect(permissions).not.toContain('history');
  expect(permissions).not.toContain('tabs');
  expect(permissions).not.toContain('cookies');
});

test('a sentence takes its values, and nothing else that looks like a place', () => {
  expect(filled('{a} and {b}', { a: '{b}', b: 'two' })).toBe('{b} and two');
});
