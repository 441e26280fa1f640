/** The folder `fingerprints` beside the published document: each filter that a document names lies there under its digest. */
import path from 'node:path';
import { filterPathOf } from '../../policy/data-policy.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { sha256OfBytes } from '../../policy/sha256.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBytesIfThere, writeInPlace } from '../lib/files.js';

const WHAT = 'the published fingerprints';

/**
 * Browsers may fetch them as soon as the document is in place, so they come first. None is ever removed: an earlier revision
 * may name it.
 * @param contents the files at hand, by digest; the others have to lie in the folder already
 * @throws CommandError when one is missing or damaged
 */
export async function placeFilters(
  folder: string,
  { data }: PublishedPolicy,
  contents: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  for (const { id, sha256 } of data?.fingerprints ?? []) {
    const file = path.join(folder, filterPathOf(sha256));
    const there = await readBytesIfThere(file, WHAT);
    if (there !== null && (await sha256OfBytes(Uint8Array.from(there))) === sha256) continue;
    const bytes = contents.get(sha256);
    if (bytes === undefined) {
      throw new CommandError(
        `data.fingerprints.${id}: ${file} ${there === null ? 'is missing' : 'was changed'}: publish the policy source, ` +
          'which has the file, or restore it; nothing was published',
        EXIT.refused,
      );
    }
    await writeInPlace(file, bytes);
  }
}
