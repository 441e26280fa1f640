/**
 * The folder `history` beside the published document: every revision as it was signed, written once. Rollback reads it,
 * and the count of revisions goes on from it when the document itself was lost.
 */
import path from 'node:path';
import type { PublishedPolicy } from '../../policy/schema.js';
import { acceptPolicy, type Acceptance, type MinimumRevision } from '../../trust/accept-policy.js';
import type { TrustedKey } from '../../trust/trusted-key.js';
import { namesIn, readText, writeNew } from '../lib/files.js';

export const HISTORY_FOLDER = 'history';

/** A document of ours, or why it is none. */
export type Reading =
  | { readonly ok: true; readonly policy: PublishedPolicy; readonly minimumRevision: MinimumRevision }
  | { readonly ok: false; readonly code: string; readonly detail: string };

/** `history/000007.jws` in the folder that the host serves. */
export function historyFile(folder: string, revision: number): string {
  return path.join(folder, HISTORY_FOLDER, `${String(revision).padStart(6, '0')}.jws`);
}

/** The revisions that are kept, lowest first. */
export async function keptRevisions(folder: string): Promise<number[]> {
  const names = await namesIn(path.join(folder, HISTORY_FOLDER), 'the history');
  return names
    .flatMap((name) => /^(\d{6,15})\.jws$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => one - other);
}

/** Anybody who can write to the host could put a file there: it counts only with a signature and under its own revision. */
export async function readKept(
  folder: string,
  revision: number,
  keys: readonly TrustedKey[] | null,
  nowMs: number,
): Promise<Reading> {
  const document = await readText(historyFile(folder, revision), 'the history');
  const reading = await readDocument(document, keys, nowMs);
  if (!reading.ok || reading.policy.revision === revision) return reading;
  return { ok: false, code: 'name-mismatch', detail: `it holds revision ${reading.policy.revision}` };
}

/** @throws CommandError when that revision is kept already */
export async function keep(folder: string, revision: number, document: string): Promise<void> {
  await writeNew(historyFile(folder, revision), document, 0o644);
}

/** Reads a document that was published before, with the code of the browsers. @param keys null: whoever signed it */
export async function readDocument(
  document: string,
  keys: readonly TrustedKey[] | null,
  nowMs: number,
): Promise<Acceptance> {
  return acceptPolicy(document, {
    trustedKeys: keys,
    policyName: null,
    minimumRevision: null,
    nowMs,
    origin: 'stored',
  });
}
