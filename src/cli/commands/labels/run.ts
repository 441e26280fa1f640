/** `gatepost labels`: the sensitivity labels and custom properties that files carry. */
import { open } from 'node:fs/promises';
import type { ByteSource } from '../../../data/files/byte-source.js';
import type { FileLabels } from '../../../data/files/label-properties.js';
import { readFileLabels } from '../../../data/files/labels.js';
import { explained } from '../../lib/files.js';
import { filesUnder } from '../../lib/files-under.js';

export interface LabelledFile extends FileLabels {
  /** As it was named, or found in a folder. */
  readonly file: string;
}

const WHAT = 'the file';

/** @throws CommandError when a file cannot be opened */
export async function labelsOfFiles(named: readonly string[]): Promise<LabelledFile[]> {
  const files = (await Promise.all(named.map((each) => filesUnder(each, WHAT)))).flat();
  const labelled: LabelledFile[] = [];
  for (const file of files) labelled.push({ file, ...(await labelsOf(file)) });
  return labelled;
}

/** Only the bytes asked for are read. */
function labelsOf(file: string): Promise<FileLabels> {
  return explained(`cannot read ${WHAT} ${file}`, async () => {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const read: ByteSource['read'] = async (start, end) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
        return buffer.subarray(0, bytesRead);
      };
      return await readFileLabels({ size, read });
    } finally {
      await handle.close();
    }
  });
}
