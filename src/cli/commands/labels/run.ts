/** `gatepost labels`: the sensitivity labels and custom properties that files carry. */
import type { FileLabels } from '../../../data/files/label-properties.js';
import { readFileLabels } from '../../../data/files/labels.js';
import { withFileSource } from '../../lib/file-source.js';
import { filesUnder } from '../../lib/files-under.js';

export interface LabelledFile extends Omit<FileLabels, 'unread'> {
  /** As it was named, or found in a folder. */
  readonly file: string;
  /** Why the file may carry a label that is not seen; null: it was looked at. */
  readonly unread: string | null;
}

const WHAT = 'the file';

/** @throws CommandError when a file cannot be opened */
export async function labelsOfFiles(named: readonly string[]): Promise<LabelledFile[]> {
  const labelled: LabelledFile[] = [];
  for (const each of named) {
    const { files, unread } = await filesUnder(each, WHAT);
    for (const file of files) {
      const labels = await withFileSource(file, WHAT, readFileLabels);
      labelled.push({ file, ...labels, unread: labels.unread?.message ?? null });
    }
    for (const { file, reason } of unread) labelled.push({ file, microsoft: [], properties: [], unread: reason });
  }
  return labelled;
}
