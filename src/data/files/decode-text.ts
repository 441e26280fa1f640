/** Characters in the encodings that people's programs write: UTF-8, UTF-16 with or without its mark, else Windows-1252. */
import { latin1 } from './byte-source.js';
import { Unreadable } from './unreadable.js';
import { asWindows1252 } from './windows-1252.js';

const MARKS: readonly (readonly [mark: readonly number[], encoding: string | null])[] = [
  [[0xff, 0xfe, 0, 0], null],
  [[0, 0, 0xfe, 0xff], null],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** Of so many bytes the zeros are counted. */
const LOOKED_AT = 4_096;

/** @throws Unreadable for bytes that are no text in any of them */
export function decodeAnyText(bytes: Uint8Array): string {
  const [, marked] = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte)) ?? [[], undefined];
  // UTF-32: no program that people use for their documents writes it.
  if (marked === null) throw new Unreadable('unknown-kind', 'a text in UTF-32');
  const encoding = marked ?? wideEncodingOf(bytes.subarray(0, LOOKED_AT));
  if (encoding === null)
    return withoutBinary(decoded(bytes, 'utf-8') ?? nearlyUtf8(bytes) ?? asWindows1252(latin1(bytes)));
  const text = decoded(bytes, encoding);
  if (text === null) throw new Unreadable('damaged', `not a text in ${encoding.toUpperCase()}, as its beginning says`);
  return withoutBinary(text);
}

/** A log or an export with a stray byte; null where more than a few are none of UTF-8's. */
function nearlyUtf8(bytes: Uint8Array): string | null {
  const text = new TextDecoder('utf-8').decode(bytes);
  const wrong = text.match(/\uFFFD/g)?.length ?? 0;
  const right = text.match(/[\u0080-\uFFFC]/g)?.length ?? 0;
  return right >= wrong * 4 ? text : null;
}

/** Null where a byte is none of the encoding's. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Every other byte is zero in a Western text of UTF-16. */
function wideEncodingOf(bytes: Uint8Array): string | null {
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const many = bytes.length / 5;
  if (odd > many && even < many / 20) return 'utf-16le';
  return even > many && odd < many / 20 ? 'utf-16be' : null;
}

/** Control characters that no text holds; a few stray ones are let pass (form feeds, terminal colours, an old end-of-file). */
function withoutBinary(text: string): string {
  let left = Math.floor(text.length / 1_000) + 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0x1b) continue;
    left -= 1;
    if (left < 0) throw new Unreadable('unknown-kind', 'not a text, nor a document that is read');
  }
  return text;
}
