/** Reads the filters of fingerprints that a policy source names: each is published beside the policy, under its digest. */
import path from 'node:path';
import type { PolicyFinding } from '../../authoring/lint/check-finding.js';
import type { FilterFacts } from '../../authoring/resolve-source.js';
import type { PolicySource } from '../../authoring/source.js';
import { openFilter } from '../../data/fingerprint/filter.js';
import { keyMark } from '../../data/fingerprint/keyed-hash.js';
import { MAX_FILTER_BYTES } from '../../policy/limits.js';
import { sha256OfBytes } from '../../policy/sha256.js';
import { CommandError } from './command-error.js';
import { readBytes } from './files.js';
import { inThousands } from './numbers.js';

export interface FilterFile extends FilterFacts {
  readonly bytes: Uint8Array;
}

export interface ReadFilters {
  /** By id; those that could be read. */
  readonly filters: ReadonlyMap<string, FilterFile>;
  /** An error for each of the others. */
  readonly findings: readonly PolicyFinding[];
}

/** @param policyFile the files are named from its folder */
export async function readFilters(policyFile: string, { data }: PolicySource): Promise<ReadFilters> {
  const filters = new Map<string, FilterFile>();
  const findings: PolicyFinding[] = [];
  for (const [id, { file, key }] of Object.entries(data.fingerprints)) {
    try {
      const { keyMark: mark, ...read } = await readFilter(path.resolve(path.dirname(policyFile), file), file);
      if (mark === keyMark(key)) filters.set(id, read);
      else
        findings.push({
          ...unusable(id, 'key'),
          message: `is not the key that ${file} was made with: it would recognise nothing`,
        });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      findings.push({ ...unusable(id, 'file'), message: error.message });
    }
  }
  return { filters, findings };
}

const unusable = (id: string, field: string) => ({
  ...({ severity: 'error', code: 'fingerprints-unusable' } as const),
  path: ['data', 'fingerprints', id, field],
});

/** @param named the file as the policy names it, for errors @throws Error that says what is wrong with it and what to do */
async function readFilter(file: string, named: string): Promise<FilterFile & { readonly keyMark: number }> {
  const bytes = await readBytes(file, 'the fingerprints');
  if (bytes.length > MAX_FILTER_BYTES) {
    throw new CommandError(
      `found ${named} of ${inThousands(bytes.length)} bytes; expected ${inThousands(MAX_FILTER_BYTES)} at most: make a ` +
        'filter for each repository, or leave out what is not confidential',
    );
  }
  try {
    const { kind, keyMark: mark } = openFilter(bytes);
    return { keyMark: mark, bytes, sha256: await sha256OfBytes(Uint8Array.from(bytes)), size: bytes.length, kind };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`found ${named}: ${reason}; expected a file that gatepost fingerprint wrote`);
  }
}
