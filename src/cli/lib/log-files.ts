/** Beside `files.ts`: access to files that are read piece by piece, because they may be larger than memory. */
import { copyFile, mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explained } from './files.js';

const CHUNK_BYTES = 1024 * 1024;

/**
 * The bytes of a file from its beginning, in chunks of a mebibyte at most. Each is only good until the next is asked for: a
 * new one each time is memory that has to be cleared first, and collected afterwards.
 */
export async function* readChunks(file: string, what: string): AsyncGenerator<Buffer> {
  const handle = await explained(`cannot read ${what} ${file}`, () => open(file));
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await explained(`cannot read ${what} ${file}`, () =>
        handle.read(chunk, 0, CHUNK_BYTES, null),
      );
      if (bytesRead === 0) return;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** Length of a file in bytes. */
export async function sizeOf(file: string, what: string): Promise<number> {
  return explained(`cannot read ${what} ${file}`, async () => (await stat(file)).size);
}

/** Does the work on a copy of a database and of the write-ahead log beside it; the copy is removed afterwards. */
export async function withCopy<Result>(file: string, what: string, work: (copy: string) => Result): Promise<Result> {
  const folder = await mkdtemp(path.join(tmpdir(), 'gatepost-'));
  try {
    const copy = path.join(folder, 'copy');
    await explained(`cannot read ${what} ${file}`, () => copyFile(file, copy));
    await copyFile(`${file}-wal`, `${copy}-wal`).catch(ignoreMissing);
    return work(copy);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first bytes of a file, fewer when it is shorter. */
export async function readBeginning(file: string, what: string, length: number): Promise<Buffer> {
  const handle = await explained(`cannot read ${what} ${file}`, () => open(file));
  try {
    const { bytesRead, buffer } = await explained(`cannot read ${what} ${file}`, () =>
      handle.read(Buffer.alloc(length), 0, length, 0),
    );
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): void {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'ENOENT') throw error;
}
