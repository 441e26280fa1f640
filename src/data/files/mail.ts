/** The parts of a mail (RFC 5322, MIME: RFC 2045 to 2047) or of a file of mails (RFC 4155), decoded as far as their heads say how. */
import { bytesOfLatin1, latin1 } from './byte-source.js';

export interface MailPart {
  /** Of an attachment; null for the mail's own heads and texts. */
  readonly name: string | null;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly charset: string | null;
}

export interface MailParts {
  readonly parts: readonly MailPart[];
  /** False: there are more than are read. */
  readonly isWhole: boolean;
}

const MOST_PARTS = 500;
const DEEPEST = 20;

/** The line before each mail of a file of mails. */
const SEPARATOR = /(?:^|\r?\n\r?\n)From [^\n]*\n/;
const FIELDS = /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+/;
const MAIL_FIELD =
  /^(?:From|Received|Return-Path|MIME-Version|Delivered-To|Message-ID|DKIM-Signature|Authentication-Results):/im;

/** @param beginning of the file: heads may be longer than that */
export function looksLikeMail(beginning: string): boolean {
  const mail = beginning.replace(/^From [^\n]*\n/, '');
  const [head = ''] = mail.split(/\r?\n\r?\n/, 1);
  return (
    (FIELDS.exec(`${head}\n`)?.[0].length ?? 0) >= Math.min(head.length, head.lastIndexOf('\n')) &&
    MAIL_FIELD.test(head)
  );
}

export function mailParts(bytes: Uint8Array): MailParts {
  const parts: MailPart[] = [];
  for (const mail of latin1(bytes).split(SEPARATOR)) if (mail !== '') collect(mail, parts, 0);
  return { parts: parts.slice(0, MOST_PARTS), isWhole: parts.length <= MOST_PARTS };
}

function collect(text: string, parts: MailPart[], depth: number): void {
  if (parts.length > MOST_PARTS) return;
  // A part may have no head at all.
  const gap = /^\r?\n|\r?\n\r?\n/.exec(text);
  const head = text.slice(0, gap?.index ?? text.length).replace(/\r?\n[ \t]+/g, ' ');
  const body = gap === null ? '' : text.slice(gap.index + gap[0].length);
  if (depth === 0)
    parts.push({
      name: null,
      type: 'text/plain',
      bytes: new TextEncoder().encode(decodedWords(head)),
      charset: 'utf-8',
    });
  const type = headOf(head, 'Content-Type') ?? 'text/plain';
  const boundary = parameterOf(type, 'boundary');
  if (/^multipart\//i.test(type) && boundary !== null && depth < DEEPEST) {
    for (const part of body.split(`--${boundary}`).slice(1)) {
      if (part.startsWith('--')) break;
      collect(part.replace(/^[ \t]*\r?\n/, ''), parts, depth + 1);
    }
    return;
  }
  const disposition = headOf(head, 'Content-Disposition') ?? '';
  parts.push({
    name: parameterOf(disposition, 'filename') ?? parameterOf(type, 'name'),
    type: (type.split(';')[0] ?? '').trim().toLowerCase(),
    bytes: decoded(body, headOf(head, 'Content-Transfer-Encoding')?.trim().toLowerCase() ?? ''),
    charset: parameterOf(type, 'charset'),
  });
}

function headOf(head: string, name: string): string | null {
  return new RegExp(`^${name}:(.*)$`, 'im').exec(head)?.[1]?.trim() ?? null;
}

function parameterOf(value: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\*?=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(value);
  return found?.[1] ?? found?.[2] ?? null;
}

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return fromBase64(body);
  return bytesOfLatin1(encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body);
}

function fromQuotedPrintable(text: string): string {
  return text
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Each padded run by itself: some programs join several. */
function fromBase64(text: string): Uint8Array {
  const runs = text.replace(/[^A-Za-z0-9+/=]/g, '').split(/=+/);
  return bytesOfLatin1(runs.map((run) => atob(run.slice(0, run.length - (run.length % 4 === 1 ? 1 : 0)))).join(''));
}

/** `=?utf-8?B?…?=` (RFC 2047); blanks between two of them are none. */
function decodedWords(head: string): string {
  return head
    .replace(/\?=[ \t]+=\?/g, '?==?')
    .replace(/=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?\s]*)\?=/gi, (whole, charset: string, kind: string, word: string) => {
      const bytes =
        kind.toLowerCase() === 'b' ? fromBase64(word) : bytesOfLatin1(fromQuotedPrintable(word.replace(/_/g, ' ')));
      return decodedAs(bytes, charset) ?? whole;
    });
}

/** @returns null for an encoding that nobody here knows */
export function decodedAs(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null;
  }
}
