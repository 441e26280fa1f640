/** Answers which fingerprints of a text are the company's own. The filters are opened once for as long as the worker runs. */
import { openFilter, type CodeFilter } from '../data/fingerprint/filter.js';
import type { OwnAnswer, OwnRequest } from '../protocol/data-messages.js';
import { hashesIn } from '../protocol/hash-text.js';
import type { FileStore } from './host-ports.js';
import type { State } from './state/load-state.js';
import { namedFilters } from './update/fetch-filters.js';

/** By digest. */
export type OpenFilters = Map<string, Promise<CodeFilter | null>>;

export async function ownAnswer(
  files: FileStore,
  opened: OpenFilters,
  state: Pick<State, 'policyState'>,
  { filters, hashes }: OwnRequest,
): Promise<OwnAnswer> {
  const named = namedFilters(state) ?? [];
  for (const digest of opened.keys()) if (!named.some(({ sha256 }) => sha256 === digest)) opened.delete(digest);
  const pairs = hashesIn(hashes);
  return {
    filters: await Promise.all(
      filters.map(async (id) => {
        const digest = named.find((each) => each.id === id)?.sha256;
        const filter = digest === undefined ? null : await openOnce(files, opened, digest);
        return { id, hits: filter === null ? null : hitsIn(pairs, filter) };
      }),
    ),
  };
}

async function openOnce(files: FileStore, opened: OpenFilters, digest: string): Promise<CodeFilter | null> {
  const known = opened.get(digest);
  if (known !== undefined) return known;
  const opening = files.get(digest).then(
    (bytes) => (bytes === null ? null : openFilter(bytes)),
    () => null,
  );
  opened.set(digest, opening);
  const filter = await opening.catch(() => null);
  // It may be on its way.
  if (filter === null) opened.delete(digest);
  return filter;
}

function hitsIn(pairs: Uint32Array, filter: CodeFilter): number[] {
  const hits: number[] = [];
  for (let at = 0; at * 2 < pairs.length; at += 1)
    if (filter.has(pairs[at * 2] ?? 0, pairs[at * 2 + 1] ?? 0)) hits.push(at);
  return hits;
}
