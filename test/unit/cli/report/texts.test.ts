/** The words of the report's page in its four languages: none is missing or left in English, and signs are set as natives do. */
import { describe, expect, test } from '@jest/globals';
import { SECTIONS } from '../../../../src/cli/report/sections.js';
import { REPORT_TEXTS } from '../../../../src/cli/report/texts/by-language.js';
import { SHEET_LANGUAGES } from '../../../../src/events/sheet-words/sheet-words.js';
import { TYPOGRAPHY } from '../../../support/typography.js';

const placesIn = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test('every section and every column has words', () => {
  const wanted = [
    ...SECTIONS.flatMap(({ id, columns }) => [`section_${id}`, ...columns.map((column) => `column_${column}`)]),
    'section_never',
  ];
  expect(wanted.filter((key) => !(key in REPORT_TEXTS.en))).toEqual([]);
});

describe.each(SHEET_LANGUAGES)('in %s', (language) => {
  const all = Object.entries(REPORT_TEXTS[language]) as [keyof typeof REPORT_TEXTS.en, string][];

  test('each text has the places of the English one', () => {
    const differing = all.filter(([key, text]) => placesIn(text).join() !== placesIn(REPORT_TEXTS.en[key]).join());
    expect(differing).toEqual([]);
  });

  test('signs are set as in the texts of the pages', () => {
    const { wrong } = TYPOGRAPHY.find((each) => each.language === language) ?? { wrong: /^/ };
    expect(all.filter(([, text]) => wrong.test(text) || /'|\.\.\./.test(text))).toEqual([]);
  });

  test('no sentence is the English one', () => {
    const same = all.filter(([key, text]) => text === REPORT_TEXTS.en[key] && text.length >= 15);
    expect(language === 'en' ? [] : same).toEqual([]);
  });
});
