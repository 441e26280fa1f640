/** Fields that several parts of a policy source have. Expectations in words: the command prints them beside what it found. */
import * as z from 'zod';
import { LANGUAGE_TAG } from '../policy/fields.js';
import { MAX_HEADER } from '../policy/limits.js';
import { isLink } from '../policy/schema.js';

export const IDENTIFIER = /^[a-z0-9][a-z0-9._-]{0,63}$/;

export const identifier = z
  .string()
  .regex(IDENTIFIER, 'expected lower-case letters, digits, ".", "_" and "-", 64 at most');

/** Names stand in lines of the command's answers, where a line break would begin a line of its own. */
export const line = z
  .string()
  .min(1, 'expected some text')
  .max(300, 'expected 300 characters at most')
  .refine((text) => !/\p{Cc}/u.test(text), 'expected one line, without control characters');

export const headerName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'expected the name of an HTTP header')
  .max(MAX_HEADER.name, `expected ${MAX_HEADER.name} characters at most`);

/** It goes into a header of HTTP, and browsers send no other signs there. */
const accountId = line.regex(
  /^[\x20-\x7e]*$/,
  'expected an id of ASCII letters, digits and signs, as the vendor shows it: an internationalized domain in its ASCII form ' +
    '(xn--…), and no invisible characters, which are often copied along',
);

/** What a rule supplies to the vendor's header, by name. */
export const accountIds = z.record(z.string(), z.array(accountId).min(1, 'expected at least one id'));

export const languageTag = z.string().regex(LANGUAGE_TAG, 'expected a language tag such as en or pt-BR');

/** One text, or a text for each language. */
export const text = z.union([
  z.string().min(1).max(4000),
  z
    .record(languageTag, z.string().min(1).max(4000))
    .refine((texts) => Object.keys(texts).length > 0, 'expected a text for at least one language'),
]);

/** A name in one language, or in each. */
export const lineByLanguage = z.union([
  line,
  z
    .record(languageTag, line)
    .refine((lines) => Object.keys(lines).length > 0, 'expected a line for at least one language'),
]);

export type SourceText = z.infer<typeof text>;

/** Browsers differ in which other signs they take. */
export const PLAIN_HOST = /^(?:[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?|\[[\da-f:.]+\])$/;

export const link = z
  .string()
  .max(2000, 'expected 2,000 characters at most')
  .refine(
    (text) => isLink(text, ['https:', 'http:']) && PLAIN_HOST.test(new URL(text).hostname),
    'expected a web address such as https://example.com/',
  );

export const contact = z.strictObject({
  /** In one language, or in each. */
  name: lineByLanguage.optional(),
  email: z.email('expected an e-mail address').max(254).optional(),
  url: link.optional(),
});

const MOMENT = 'expected a moment such as 2027-01-31, 2027-01-31T18:00 or 2027-01-31T18:00:00Z';

/** A day, a wall-clock time or a moment with its offset; which moment it is depends on the time zone beside it. */
export const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], MOMENT);

export const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}(s|m|h|d)$/, 'expected a number and a unit (s, m, h, d), such as 30d or 15m')
  .transform(secondsOf);

function secondsOf(written: string): number {
  const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
  return Number.parseInt(written, 10) * (seconds[written.slice(-1)] ?? Number.NaN);
}
