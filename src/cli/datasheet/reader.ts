/** How the reader of a data sheet is told things: its words, and lists, numbers and days as the language writes them. */
import { SHEET_WORDS } from '../../events/sheet-words/by-language.js';
import { SHEET_LANGUAGES, type SheetLanguage, type SheetWords } from '../../events/sheet-words/sheet-words.js';
import { firstOfMonth } from '../../protocol/first-of-month.js';
import { SHEET_TEXTS } from './texts/by-language.js';
import { filled, type SheetTexts } from './texts/texts.js';

export interface Reader {
  readonly language: SheetLanguage;
  readonly words: SheetWords;
  /** A sentence, with its values filled in. */
  readonly say: (key: keyof SheetTexts, values?: Readonly<Record<string, string>>) => string;
  readonly list: (items: readonly string[]) => string;
  readonly number: (count: number) => string;
  readonly day: (ms: number) => string;
  /** In the largest unit that has a whole number of it. */
  readonly duration: (seconds: number) => string;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

export function readerOf(language: SheetLanguage): Reader {
  const numbers = new Intl.NumberFormat(language);
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const lists = new Intl.ListFormat(language, { type: 'conjunction' });
  return {
    language,
    words: SHEET_WORDS[language],
    say: (key, values = {}) => filled(SHEET_TEXTS[language][key], values),
    list: (items) => lists.format(items),
    number: (count) => numbers.format(count),
    day: (ms) => firstOfMonth(days.format(ms), language),
    duration: (seconds) => {
      const [unit, size] = UNITS.find(([, each]) => seconds % each === 0) ?? ['second', 1];
      return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
    },
  };
}

/** Of a policy's language, else English. */
export function sheetLanguageOf(tag: string): SheetLanguage {
  const [base] = tag.toLowerCase().split('-', 1);
  return SHEET_LANGUAGES.find((language) => language === base) ?? 'en';
}
