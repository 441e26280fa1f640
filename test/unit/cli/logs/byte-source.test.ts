/** Logs in UTF-16 become UTF-8 on the way, wherever their chunks are cut. */
import { expect, test } from '@jest/globals';
import { CutOff, inUtf8 } from '../../../../src/cli/logs/byte-source.js';

const TEXT = 'url,user\nhttps://example.com/,Zoë 🤖\n🤖';
const LITTLE = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
const BIG = Buffer.from(LITTLE).swap16();

/** One piece of memory for every chunk, as files are read. */
async function* inChunks(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(length);
  for (let at = 0; at < bytes.length; at += length) {
    const read = bytes.copy(chunk, 0, at, at + length);
    yield await Promise.resolve(chunk.subarray(0, read));
  }
}

async function read(bytes: Buffer, length: number): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of inUtf8(inChunks(bytes, length), 'log.csv')) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString();
}

test.each([1, 2, 3, 5, 16, 17, 1000])('in chunks of %d bytes', async (length) => {
  expect(await read(LITTLE, length)).toBe(TEXT);
  expect(await read(BIG, length)).toBe(TEXT);
  expect(await read(Buffer.from(TEXT), length)).toBe(TEXT);
});

test('half a unit at the end is a log that was cut off', async () => {
  await expect(read(LITTLE.subarray(0, -1), 7)).rejects.toThrow(CutOff);
});
