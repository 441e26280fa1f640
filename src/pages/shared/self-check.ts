/** What the popup and the status page call the things that a browser checks in itself. Pure: texts in, texts out. */
import { HEALTH_ITEMS } from '../../protocol/health-items.js';
import { problemCodes } from '../../protocol/problem-codes.js';
import { dayAndTime } from './date-format.js';
import type { Texts } from './texts.js';

const KNOWN_CHECKS: ReadonlySet<string> = new Set(HEALTH_ITEMS);

/** A check that the pages have no words for yet is called by its code. */
export function checkName(code: string, texts: Texts): string {
  return KNOWN_CHECKS.has(code) ? texts(`selfcheck_${code.replaceAll('-', '_')}`) : code;
}

interface Reader {
  readonly texts: Texts;
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

const PROBLEMS: ReadonlySet<string> = new Set(problemCodes);

/** What the worker writes in English, for the support file too, in the reader's language; any other form as it is. */
export function checkDetail(detail: string, reader: Reader): string {
  const { texts } = reader;
  if (detail.split(', ').every((part) => PROBLEMS.has(part))) return texts('selfcheck_see_problems');
  return detail
    .split('; ')
    .map((part) => partOf(part, reader))
    .join('; ');
}

const COUNTS: readonly (readonly [form: RegExp, key: string])[] = [
  [/^(\d+) hosts have no guard$/, 'selfcheck_unguarded'],
  [/^(\d+) patterns are not counted$/, 'selfcheck_uncounted'],
];

function partOf(part: string, { texts, language, nowMs }: Reader): string {
  if (part === 'not set') return texts('selfcheck_not_set');
  const repairedAtMs = Date.parse(/^repaired (\S+)$/.exec(part)?.[1] ?? '');
  if (!Number.isNaN(repairedAtMs)) return texts('selfcheck_repaired', dayAndTime(repairedAtMs, nowMs, language));
  for (const [form, key] of COUNTS) {
    const [, count] = form.exec(part) ?? [];
    if (count !== undefined) return texts(key, count);
  }
  return part;
}
