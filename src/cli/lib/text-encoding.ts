/**
 * The text in a file's bytes: UTF-8 with or without its mark, and UTF-16 with one, which is what Windows PowerShell writes for `>`.
 * Nothing is guessed: bytes that are no text in their encoding are named, never replaced.
 */

export type DecodedText =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** What was understood up to the first byte that is no text. */
      readonly before: string;
      readonly reason: string;
    };

export const UTF_8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export type Utf16 = 'UTF-16LE' | 'UTF-16BE';

const SAVE_AS = 'save the file as UTF-8';

export function decodeText(bytes: Buffer): DecodedText {
  const decoded = decoded32(bytes) ?? decoded16(bytes) ?? decoded8(bytes);
  const nul = decoded.ok ? decoded.text.indexOf('\0') : -1;
  if (!decoded.ok || nul === -1) return decoded;
  const reason = `a NUL, which no text holds: is this UTF-16 without a byte order mark? ${upperFirst(SAVE_AS)}`;
  return { ok: false, before: decoded.text.slice(0, nul), reason };
}

/** The encoding that the byte order mark at the beginning tells, if it is one of two bytes a unit. */
export function utf16Of(beginning: Buffer): Utf16 | null {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'UTF-16LE';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'UTF-16BE';
  return null;
}

/** @param bytes whole units, without the mark @returns lone surrogates too */
export function textOfUtf16(bytes: Buffer, encoding: Utf16): string {
  return (encoding === 'UTF-16LE' ? bytes : Buffer.from(bytes).swap16()).toString('utf16le');
}

/** Its little-endian mark begins as that of UTF-16 does. */
function decoded32(bytes: Buffer): DecodedText | null {
  const start = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  if (start !== 0xfffe0000 && start !== 0x0000feff) return null;
  return { ok: false, before: '', reason: `the mark of UTF-32, which is not read: ${SAVE_AS}` };
}

function decoded16(bytes: Buffer): DecodedText | null {
  const encoding = utf16Of(bytes);
  if (encoding === null) return null;
  const whole = bytes.length - (bytes.length % 2);
  const text = textOfUtf16(bytes.subarray(2, whole), encoding);
  const lone = /\p{Surrogate}/u.exec(text)?.index;
  if (lone !== undefined) {
    return { ok: false, before: text.slice(0, lone), reason: `half a character of ${encoding}: ${SAVE_AS}` };
  }
  if (whole === bytes.length) return { ok: true, text };
  return { ok: false, before: text, reason: `half a unit of ${encoding}, at the end: is the file complete?` };
}

function decoded8(bytes: Buffer): DecodedText {
  const content = bytes.subarray(bytes.subarray(0, 3).equals(UTF_8_MARK) ? 3 : 0);
  const text = content.toString('utf8');
  // The decoder puts this character for bytes that are none. The file may hold it itself.
  let offset = 0;
  let before = 0;
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', before)) {
    offset += Buffer.byteLength(text.slice(before, at));
    if (!content.subarray(offset, offset + 3).equals(REPLACEMENT)) {
      const byte = content[offset]?.toString(16).toUpperCase().padStart(2, '0') ?? '';
      return { ok: false, before: text.slice(0, at), reason: `the byte ${byte}, which is not UTF-8 here: ${SAVE_AS}` };
    }
    offset += REPLACEMENT.length;
    before = at + 1;
  }
  return { ok: true, text };
}

const REPLACEMENT = Buffer.from('\uFFFD');

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
