/** What one may write in a mail and ten are a list of customers: addresses and phone numbers. */
import { isAlphanumeric, type Span } from '../detector.js';
import type { WrittenNumber } from './digits.js';

const LONGEST_LOCAL = 64;
const DOMAIN = /@[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){1,4}(?![\w@])/y;
const NOBODY =
  /^(?:no-?reply|do-?not-?reply|info|support|contact|kontakt|hello|mailer-daemon|postmaster)@|@(?:[\w-]+\.)*example\.(?:com|org|net)$|@(?:[\w-]+\.)*(?:test|invalid|localhost)$/i;

/** @param at where the sign stands @returns the address around it; null for those of nobody */
export function emailAround(text: string, at: number): Span | null {
  let start = at;
  while (start > 0 && at - start < LONGEST_LOCAL && isLocal(text.charCodeAt(start - 1))) start -= 1;
  while (start < at && !isAlphanumeric(text.charCodeAt(start))) start += 1;
  DOMAIN.lastIndex = at;
  const domain = DOMAIN.exec(text)?.[0];
  if (start === at || domain === undefined || /@\d+\.\d/.test(domain)) return null;
  const end = at + domain.length;
  return NOBODY.test(text.slice(start, end)) ? null : { start, end };
}

/** Letters, digits, and . _ % + - */
function isLocal(code: number): boolean {
  return isAlphanumeric(code) || code === 46 || code === 95 || code === 37 || code === 43 || code === 45;
}

/** Written with the country, with a national zero, or in the groups of North America and Spain. */
export function phoneAt(text: string, number: WrittenNumber): Span | null {
  const { digits, grouping, separator, start, end } = number;
  const before = text[start - 1] ?? ' ';
  if (digits.length < 8 || digits.length > 15) return null;
  if (before === '+') return /[\w+]/.test(text[start - 2] ?? ' ') ? null : { start: start - 1, end };
  if (/[\w.,/:#-]/.test(before) || /[\w@]/.test(text[end] ?? ' ')) return null;
  if (/^00[1-9]/.test(digits) && digits.length >= 11) return { start, end };
  if (/^0[1-9]/.test(digits) && digits.length >= 9 && digits.length <= 12)
    return isDate(grouping) ? null : { start, end };
  const grouped = separator !== null && separator !== '' && separator !== '/';
  if (grouped && digits.length === 10 && /^(?:3-3-4|1-3-3-4)$/.test(grouping) && /^[2-9]/.test(digits))
    return { start, end };
  if (grouped && digits.length === 9 && /^(?:3-3-3|3-2-2-2)$/.test(grouping) && /^[679]/.test(digits))
    return { start, end };
  return null;
}

function isDate(grouping: string): boolean {
  return grouping.startsWith('2-2-4') || grouping.startsWith('4-2-2');
}
