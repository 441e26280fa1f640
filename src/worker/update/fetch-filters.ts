/**
 * Fetches the filters of fingerprints that the active policy names, from beside the policy, and removes those that it names no
 * more. Nothing waits for it; what fails is tried again at the next check.
 */
import { openFilter } from '../../data/fingerprint/filter.js';
import { filterPathOf, type FingerprintFilter } from '../../policy/data-policy.js';
import { sha256OfBytes } from '../../policy/sha256.js';
import { isSingleEtag } from '../../trust/policy-answer.js';
import type { FileAnswer, HostFailureCode } from '../host-ports.js';
import type { Ports } from '../ports.js';
import { apply } from '../state/apply.js';
import { isSame } from '../state/deep-equal.js';
import { storeEffects } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { filtersRecord, type RecordOf } from '../state/records.js';

type Missing = RecordOf<typeof filtersRecord>['missing'][number];
/** `digest`: other content than the policy names. `format`: this version cannot read it. `storage`: it could not be stored. */
type FailureCode = HostFailureCode | 'digest' | 'format' | 'storage';

/** The filters of the active policy; null: no policy says, and what is stored stays. */
export function namedFilters({ policyState }: Pick<State, 'policyState'>): readonly FingerprintFilter[] | null {
  if (policyState.kind === 'unsettled') return null;
  return policyState.kind === 'open' ? [] : (policyState.effective.policy.data?.fingerprints ?? []);
}

export async function fetchFilters(ports: Ports, state: State): Promise<void> {
  const named = namedFilters(state);
  const policyUrl = state.managed.configuration?.policyUrl;
  const before = state.records.filters?.missing ?? [];
  if (named === null || (named.length === 0 && before.length === 0 && !(await mayHaveFiles(ports)))) return;
  const digests = await ports.files.digests().catch((error: unknown) => String(error));
  if (typeof digests === 'string') return refusedByStorage(ports, named, digests, before);
  const stored = new Set(digests);
  const wanted = new Map(named.map((filter) => [filter.sha256, filter]));
  const missing: Missing[] = [];
  for (const filter of wanted.values()) {
    if (policyUrl === undefined || stored.has(filter.sha256)) continue;
    const known = before.find(({ sha256 }) => sha256 === filter.sha256)?.etag ?? null;
    const failed = await fetchFilter(ports, policyUrl, filter, known);
    if (failed !== null) missing.push(failed);
  }
  for (const digest of stored) if (!wanted.has(digest)) await ports.files.remove(digest).catch(() => undefined);
  if (!isSame(missing, before)) await apply(ports, storeEffects('durable', { [filtersRecord.key]: { missing } }));
}

/** Nothing is fetched that could not be kept: it would be fetched again with every check. */
async function refusedByStorage(
  ports: Ports,
  named: readonly FingerprintFilter[],
  detail: string,
  before: readonly Missing[],
): Promise<void> {
  const missing = named.map(({ sha256 }): Missing => ({ sha256, code: 'storage', detail, etag: null }));
  if (!isSame(missing, before)) await apply(ports, storeEffects('durable', { [filtersRecord.key]: { missing } }));
}

/** A database that cannot be asked holds nothing to remove. */
async function mayHaveFiles({ files }: Ports): Promise<boolean> {
  return files.digests().then(
    (digests) => digests.length > 0,
    () => false,
  );
}

/** @param etag of an answer that had other content @returns null when it is stored */
async function fetchFilter(
  { host, files }: Ports,
  policyUrl: string,
  { sha256, size }: FingerprintFilter,
  etag: string | null,
): Promise<Missing | null> {
  const missing = (code: FailureCode, detail: string, known: string | null = null): Missing => ({
    ...{ sha256, code, detail, etag: known },
  });
  const answer = await host.fetchFile(addressOf(policyUrl, sha256), { etag, maxBytes: size, bypassCaches: false });
  if (answer.kind === 'unchanged') return missing('digest', OTHER_CONTENT, etag);
  if (answer.kind === 'failed') return missing(answer.code, answer.detail);
  const { bytes } = answer;
  if ((await sha256OfBytes(bytes)) !== sha256) return missing('digest', OTHER_CONTENT, etagOf(answer));
  try {
    openFilter(bytes);
  } catch (error) {
    return missing('format', String(error), etagOf(answer));
  }
  try {
    await files.put(sha256, bytes);
  } catch (error) {
    return missing('storage', String(error));
  }
  return null;
}

const OTHER_CONTENT = 'other content than the policy names';

function etagOf({ etag }: Extract<FileAnswer, { kind: 'file' }>): string | null {
  return etag !== null && isSingleEtag(etag) ? etag : null;
}

/** The query stays: some hosts let nobody in without the one that the policy's address has. */
function addressOf(policyUrl: string, sha256: string): string {
  return new URL(filterPathOf(sha256) + new URL(policyUrl).search, policyUrl).href;
}
