/** How the reader of the report's page is told things: words, numbers, days and names of tools. Pure. */
import { SHEET_WORDS } from '../../events/sheet-words/by-language.js';
import type { SheetLanguage } from '../../events/sheet-words/sheet-words.js';
import { firstOfMonth } from '../../protocol/first-of-month.js';
import { filled } from '../datasheet/texts/texts.js';
import { printable } from '../lib/terminal.js';
import type { Cell } from './duckdb.js';
import { REPORT_TEXTS } from './texts/by-language.js';
import type { ReportTexts } from './texts/texts.js';

/** Whom the page is for, and what the events do not say. */
export interface ReportFor {
  readonly language: SheetLanguage;
  /** The company's name; null: nobody has said. */
  readonly organisation: string | null;
  /** Names of tools by id. */
  readonly tools: ReadonlyMap<string, string>;
}

export interface ReportReader {
  readonly language: SheetLanguage;
  readonly organisation: string | null;
  readonly say: (key: keyof ReportTexts, values?: Readonly<Record<string, string>>) => string;
  /** The word with this beginning; what has none is shown as it is. */
  readonly word: (kind: 'section' | 'column' | 'kind', name: string, otherwise?: string) => string;
  readonly number: (count: number) => string;
  /** @param share of 1 */
  readonly percent: (share: number) => string;
  /** @param first and `last`: days such as `2026-11-23` */
  readonly period: (first: string, last: string) => string;
  readonly cell: (column: string, cell: Cell) => string;
}

export function reportReader({ language, organisation, tools }: ReportFor): ReportReader {
  const texts = REPORT_TEXTS[language];
  const words = SHEET_WORDS[language];
  const numbers = new Intl.NumberFormat(language);
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const periods = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const say: ReportReader['say'] = (key, values = {}) => filled(texts[key], values);
  const word: ReportReader['word'] = (kind, name, otherwise = name) => {
    const key = `${kind}_${name}`;
    return key in texts ? texts[key as keyof ReportTexts] : otherwise;
  };
  const dayOf = (day: string) =>
    Number.isNaN(Date.parse(day)) ? day : firstOfMonth(days.format(Date.parse(day)), language);
  const textIn = (column: string, text: string): string => {
    if (column === 'day' || column === 'last_seen') return dayOf(text);
    if (column === 'tool' || column === 'alternative') return tools.get(text) ?? text;
    if (column !== 'kind') return text;
    const spoken: Readonly<Record<string, string>> = words.dataKinds;
    const event: Readonly<Record<string, { readonly what: string }>> = words.kinds;
    return word('kind', text, spoken[text] ?? event[text]?.what ?? text);
  };
  return {
    ...{ language, organisation, say, word },
    number: (count) => numbers.format(count),
    percent: (share) => percents.format(share),
    period: (first, last) => firstOfMonth(periods.formatRange(Date.parse(first), Date.parse(last)), language),
    cell: (column, cell) => {
      if (typeof cell === 'number') return column === 'revision' ? String(cell) : numbers.format(cell);
      if (cell === null && column === 'ring') return say('noRing');
      return printable(cell === null ? '–' : textIn(column, String(cell)));
    },
  };
}
