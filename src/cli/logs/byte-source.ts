/** The bytes of a log, from a file or standard input, decompressed when they are gzip or Zstandard: chunk by chunk. */
import type * as Fzstd from 'fzstd';
import { createRequire } from 'node:module';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CommandError, EXIT } from '../lib/command-error.js';
import { textOfUtf16, utf16Of, type Utf16 } from '../lib/text-encoding.js';

const CHUNK_BYTES = 1024 * 1024;

/** The end of a compressed log is missing: what there is was read. */
export class CutOff extends Error {}

/**
 * @param chunks each only good until the next is asked for, as those that come out
 * @param name of the log, for errors
 * @throws CutOff after the last good chunk @throws CommandError when the compressed data is damaged
 */
export async function* decompressed(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await firstBytes(iterator);
  const all = withHead(head, iterator);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzipped(kept(all), name);
  else if (head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528) yield* unzstd(kept(all), name);
  else {
    const kind = KINDS.find(({ magic }) => head.subarray(0, magic.length).equals(magic));
    if (kind !== undefined) {
      await iterator.return?.();
      throw unreadKind(name, kind);
    }
    yield* all;
  }
}

/** What is no log, and how to make one of it. */
const KINDS = [
  { name: 'a ZIP archive', magic: Buffer.from([0x50, 0x4b, 3, 4]), remedy: 'unzip -p FILE' },
  { name: 'compressed by xz', magic: Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]), remedy: 'xz -dc FILE' },
  { name: 'compressed by bzip2', magic: Buffer.from('BZh'), remedy: 'bzip2 -dc FILE' },
  { name: 'a 7-Zip archive', magic: Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), remedy: '7z x -so FILE' },
  { name: 'compressed by LZ4', magic: Buffer.from([4, 0x22, 0x4d, 0x18]), remedy: 'lz4 -dc FILE' },
] as const;

function unreadKind(name: string, { name: kind, remedy }: (typeof KINDS)[number]): CommandError {
  return new CommandError(
    `${name} is ${kind}, which is not read; gzip and Zstandard are. Decompress it into the command: ` +
      `${remedy} | gatepost ... --log -`,
    EXIT.unusable,
  );
}

/**
 * The same lines in UTF-8, from chunks that may begin with the mark of UTF-16.
 * @throws CutOff when the last unit is not whole
 */
export async function* inUtf8(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await firstBytes(iterator);
  const encoding = utf16Of(head);
  const all = withHead(encoding === null ? head : head.subarray(2), iterator);
  yield* encoding === null ? all : transcoded(all, encoding, name);
}

async function* transcoded(chunks: AsyncIterable<Buffer>, encoding: Utf16, name: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let half = '';
  for await (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const whole = bytes.length - (bytes.length % 2);
    rest = bytes.subarray(whole);
    const text = half + textOfUtf16(bytes.subarray(0, whole), encoding);
    // A pair of surrogates may stand in two chunks.
    const keeps = /[\uD800-\uDBFF]$/.test(text) ? 1 : 0;
    half = text.slice(text.length - keeps);
    if (text.length > keeps) yield Buffer.from(text.slice(0, text.length - keeps));
  }
  if (half !== '') yield Buffer.from(half);
  if (rest.length > 0) throw new CutOff(name);
}

/** What tells the kind of a file. */
const MAGIC_BYTES = 16;

async function firstBytes(iterator: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < MAGIC_BYTES) {
    const next: IteratorResult<Buffer, unknown> = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

/** For who decompresses: it may come back to what it was given. */
async function* kept(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}

async function* withHead(head: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* { [Symbol.asyncIterator]: () => iterator };
  } finally {
    // Whoever stops at the head has not begun with the rest, and the file is still open.
    await iterator.return?.();
  }
}

async function* gunzipped(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // Errors come out of the last stream; the callback only keeps them from being thrown twice.
  const output = pipeline(Readable.from(chunks, { highWaterMark: 1 }), gunzip, () => undefined);
  try {
    for await (const chunk of output) yield chunk as Buffer;
  } catch (error) {
    throw damaged(
      error,
      name,
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'Z_BUF_ERROR',
    );
  }
}

async function* unzstd(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  // Most runs never need it.
  const { Decompress } = createRequire(import.meta.url)('fzstd') as typeof Fzstd;
  let ready: Buffer[] = [];
  const stream = new Decompress((data) => {
    ready.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  });
  const push = (chunk: Uint8Array, last: boolean): Buffer[] => {
    ready = [];
    try {
      stream.push(chunk, last);
    } catch (error) {
      throw damaged(error, name, last);
    }
    return ready;
  };
  for await (const chunk of chunks) yield* push(chunk, false);
  yield* push(new Uint8Array(0), true);
}

function damaged(error: unknown, name: string, cutOff: boolean): Error {
  if (cutOff) return new CutOff(name);
  const detail = error instanceof Error ? error.message : String(error);
  return new CommandError(`cannot decompress ${name}: ${detail}; is the file complete?`, EXIT.unusable);
}
