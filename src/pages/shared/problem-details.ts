/**
 * The details of problems, without words: the worker writes them in English, for events and the support file, and the text
 * around them says the rest in the reader's language. Pure.
 */
import { longDate } from './date-format.js';

type Said = (found: readonly string[], language: string) => string;

/** What the worker writes, and the part of it that needs no translation. */
const PROBLEM_DETAILS: readonly (readonly [form: RegExp, said: Said])[] = [
  [/^status (\d+)$/, ([status = '']) => `HTTP ${status}`],
  [/^led to (\S+)$/, ([origin = '']) => origin],
  [/^more than (\d+) bytes$/, ([bytes], language) => `> ${kilobytes(Number(bytes), language)}`],
  [/^signed with key "?([^"]*)"?$/, ([key = '']) => key],
  [/^this browser cannot verify (\S+)$/, ([algorithm = '']) => algorithm],
  [/^the document is "(.*)", expected "(.*)"$/, ([found = '', expected = '']) => `${found} ≠ ${expected}`],
  [/^revision (\d+), but (\d+) was accepted before$/, ([found = '', before = '']) => `${found} < ${before}`],
  [/^revision (\d+) was accepted before with other content$/, ([revision = '']) => revision],
  [
    /^revision (\d+) after (\d+|none)$/,
    ([found = '', before = '']) => (before === 'none' ? found : `${before} → ${found}`),
  ],
  [/^(?:issued|expired) (\d{4}-\S+)$/, ([moment = ''], language) => longDate(moment, language)],
  [/^requires (.+)$/, ([needed = '']) => needed],
  // Where a document breaks the schema.
  [/^at (?!the top$)(.+)$/, ([path = '']) => path],
];

function kilobytes(bytes: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 }).format(
    bytes / 1024,
  );
}

/** A detail of any other form, such as what the browser itself has said, stays as it is. */
export function wordlessDetail(detail: string, language: string): string {
  for (const [form, said] of PROBLEM_DETAILS) {
    const found = form.exec(detail);
    if (found !== null) return said(found.slice(1), language);
  }
  return detail;
}
