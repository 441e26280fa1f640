/** The parts of a mail (RFC 5322, MIME: RFC 2045 to 2047), decoded as far as its heads say how. */
import { latin1 } from './byte-source.js';

export interface MailPart {
  /** Of an attachment; null for the mail's own heads and texts. */
  readonly name: string | null;
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly charset: string | null;
}

const MOST_PARTS = 500;
const DEEPEST = 20;

/** Heads that every mail has one of, at its beginning. */
export function looksLikeMail(beginning: string): boolean {
  const [head = ''] = beginning.split(/\r?\n\r?\n/, 1);
  return (
    /^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+/.test(`${head}\n`) &&
    /^(?:From|Received|Return-Path|MIME-Version):/im.test(head) &&
    /^(?:Date|Subject|To|Message-ID):/im.test(head)
  );
}

export function mailParts(bytes: Uint8Array): MailPart[] {
  const parts: MailPart[] = [];
  collect(latin1(bytes), parts, 0);
  return parts;
}

function collect(text: string, parts: MailPart[], depth: number): void {
  if (parts.length >= MOST_PARTS) return;
  const gap = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, gap?.index ?? text.length).replace(/\r?\n[ \t]+/g, ' ');
  const body = gap === null ? '' : text.slice(gap.index + gap[0].length);
  if (depth === 0) parts.push({ name: null, type: 'text/plain', bytes: bytesOf(decodedWords(head)), charset: 'utf-8' });
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

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytesOfLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0) & 0xff);

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return fromBase64(body);
  return bytesOfLatin1(encoding === 'quoted-printable' ? fromQuotedPrintable(body) : body);
}

function fromQuotedPrintable(text: string): string {
  return text
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function fromBase64(text: string): Uint8Array {
  const letters = text.replace(/[^A-Za-z0-9+/]/g, '');
  return bytesOfLatin1(atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0))));
}

/** `=?utf-8?B?…?=` (RFC 2047). */
function decodedWords(head: string): string {
  return head.replace(
    /=\?([\w-]+)(?:\*\w+)?\?([bq])\?([^?\s]*)\?=/gi,
    (whole, charset: string, kind: string, word: string) => {
      const bytes =
        kind.toLowerCase() === 'b' ? fromBase64(word) : bytesOfLatin1(fromQuotedPrintable(word.replace(/_/g, ' ')));
      return decodedAs(bytes, charset) ?? whole;
    },
  );
}

/** @returns null for an encoding that nobody here knows */
export function decodedAs(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return null;
  }
}
