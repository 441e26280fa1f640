/** The words that logs write where they know nothing: no user, no address, no type. */

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

/** The same for bytes; most are told by the first one. */
export function isAbsentAt(bytes: Buffer, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  return isAbsent(bytes.toString('latin1', start, end));
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
