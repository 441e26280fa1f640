/** A file on the disk of which only the bytes asked for are read. */
import { open } from 'node:fs/promises';
import type { ByteSource } from '../../data/files/byte-source.js';
import { explained } from './files.js';

/** @param what the file's part in the command, for the error @throws CommandError when the file cannot be read */
export function withFileSource<Result>(
  file: string,
  what: string,
  work: (source: ByteSource) => Promise<Result>,
): Promise<Result> {
  return explained(`cannot read ${what} ${file}`, async () => {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const read: ByteSource['read'] = async (start, end) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      };
      return await work({ size, read });
    } finally {
      await handle.close();
    }
  });
}
