/** A file of which only the bytes asked for are read: a `File` in the browser, an open file of the command, bytes in memory. */
import { Unreadable } from './unreadable.js';

export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** @param end not included; both within the size @returns fewer bytes only when the file has become shorter meanwhile */
  readonly read: (start: number, end: number) => Promise<Uint8Array>;
}

export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (start, end) => Promise.resolve(bytes.subarray(start, end)) };
}

/** @throws Unreadable (`damaged`) where the file has no such bytes */
export async function bytesAt({ size, read }: ByteSource, start: number, length: number): Promise<Uint8Array> {
  if (start < 0 || length < 0 || start + length > size) throw endsTooEarly();
  const bytes = await read(start, start + length);
  if (bytes.length < length) throw endsTooEarly();
  return bytes;
}

const endsTooEarly = () => new Unreadable('damaged', 'the file ends too early');

/** Little-endian numbers, which zip and OLE use. */
export class Numbers {
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u16(at: number): number {
    return this.#view.getUint16(at, true);
  }

  u32(at: number): number {
    return this.#view.getUint32(at, true);
  }

  /** @throws Unreadable beyond 2^53, where no file reaches */
  u64(at: number): number {
    const value = this.u32(at) + this.u32(at + 4) * 2 ** 32;
    if (!Number.isSafeInteger(value)) throw new Unreadable('damaged', 'a number that no file reaches');
    return value;
  }
}

/** Bytes as characters of the same number, in which markup and names of ASCII can be searched. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  // Spread out, the bytes take five times as long.
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String(Reflect.apply(String.fromCharCode, null, bytes.subarray(at, at + 8_192)));
  return text;
}

/** The other way round. */
export function bytesOfLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (each) => each.charCodeAt(0) & 0xff);
}
