/** The filters of fingerprints of a policy, opened: from the files that its source names, or from beside the published document. */
import path from 'node:path';
import { openFilter, type CodeFilter } from '../../data/fingerprint/filter.js';
import { filterPathOf } from '../../policy/data-policy.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { sha256OfBytes } from '../../policy/sha256.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readBytes } from '../lib/files.js';

/** @param contents of a source's files, by id @throws CommandError when one is missing or damaged: nothing is guessed clean */
export async function openFilters(
  policyFile: string,
  { data }: AcceptedPolicy,
  contents: ReadonlyMap<string, { readonly bytes: Uint8Array }>,
): Promise<Map<string, CodeFilter>> {
  const opened = new Map<string, CodeFilter>();
  for (const { id, sha256 } of data?.fingerprints ?? []) {
    const bytes = contents.get(id)?.bytes ?? (await besidePolicy(policyFile, id, sha256));
    opened.set(id, openFilter(bytes));
  }
  return opened;
}

async function besidePolicy(policyFile: string, id: string, sha256: string): Promise<Uint8Array> {
  const file = path.join(path.dirname(policyFile), filterPathOf(sha256));
  const bytes = Uint8Array.from(await readBytes(file, `the fingerprints "${id}"`));
  if ((await sha256OfBytes(bytes)) === sha256) return bytes;
  throw new CommandError(
    `${file} was changed: its digest is not the one in ${policyFile}. Publish again`,
    EXIT.refused,
  );
}
