/** The words that logs write where they know nothing: no user, no address, no type. */

import { ByteMemo } from './byte-memo.js';

const WORDS: ReadonlySet<string> = new Set([
  ...['', 'anonymous', 'anonymouslogon', 'anonymoususer', 'unknown', 'unknownuser', 'unauthenticated', 'unidentified'],
  ...['none', 'nil', 'null', 'undefined', 'nobody', 'nouser', 'notset', 'empty', 'n/a', 'n.a', '#n/a'],
  ...['notavailable', 'notapplicable', 'notfound', 'notauthenticated', 'unset', 'unspecified'],
]);
const LONGEST = 40;

/** What may begin one of them: their first letters, and what is no letter or digit. */
const MAY_BEGIN = new Uint8Array(256).fill(1);
for (const character of 'bcdfghijklmopqrstvwxyzBCDFGHIJKLMOPQRSTVWXYZ0123456789/') {
  MAY_BEGIN[character.charCodeAt(0)] = 0;
}

/** Whether a text stands for nothing: `-`, `(null)`, `N/A`, `anonymous`, quotes around nothing, in any case. */
export function isAbsent(text: string): boolean {
  if (text === '' || text === '-') return true;
  if (text.length > LONGEST || (!mayBegin(text.charCodeAt(0)) && !text.includes('\\'))) return false;
  return !endsInDigit(text) && WORDS.has(bareWord(text));
}

/** The same for bytes. */
export function isAbsentAt(bytes: Buffer, start: number, end: number): boolean {
  const says = saysAt(bytes, start, end);
  if (says !== UNCLEAR) return says === NOTHING;
  return end - start <= LONGEST && isAbsent(bytes.toString('latin1', start, end));
}

/** A text that says something as it stands; one that says nothing; and one with ends that may be white space. */
const SOMETHING = 1;
export const NOTHING = 0;
export const UNCLEAR = -1;

const DASH = 45;
const BACKSLASH = 92;
const PERCENT = 37;
const words = new ByteMemo((text) => (isAbsent(text) ? NOTHING : SOMETHING), 4096);

export function saysAt(bytes: Buffer, start: number, end: number): number {
  if (start === end) return NOTHING;
  const first = bytes[start] ?? 0;
  const last = bytes[end - 1] ?? 0;
  if (first <= 32 || first > 126 || last <= 32 || last > 126) return UNCLEAR;
  if (end - start === 1 && first === DASH) return NOTHING;
  if (end - start > LONGEST) return SOMETHING;
  if (last >= 48 && last <= 57 && bytes[end - 3] !== PERCENT) return SOMETHING;
  if (MAY_BEGIN[first] === 0 && !hasBackslash(bytes, start, end)) return SOMETHING;
  return words.of(bytes, start, end);
}

function hasBackslash(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (bytes[at] === BACKSLASH) return true;
  return false;
}

/** None of the words does, and most names of people in a log of numbers do. */
function endsInDigit(text: string): boolean {
  const code = text.charCodeAt(text.length - 1);
  return code >= 48 && code <= 57 && !text.endsWith('%20');
}

const mayBegin = (code: number): boolean => code > 255 || MAY_BEGIN[code] === 1;

/** Without a domain before it, signs around it, and what stands between its words. */
function bareWord(text: string): string {
  const name = text.slice(text.lastIndexOf('\\') + 1);
  const bare = name.replace(/^[^A-Za-z0-9#\u0080-\uffff]+|[^A-Za-z0-9\u0080-\uffff]+$/g, '');
  return bare.replace(/(?:[\s_-]|%20)+/g, '').toLowerCase();
}
