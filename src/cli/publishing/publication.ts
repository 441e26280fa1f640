/**
 * The one way in which a document gets into the folder that the host serves, whichever command made it:
 *
 *   lock ─ what is published ─ next revision ─ compose ─ sign ─ size ─ accepted as by a browser ─ history ─ put in place
 */
import path from 'node:path';
import type { Publication } from '../../authoring/publish-source.js';
import { withRolloutsForCopies } from '../../authoring/ring-copies.js';
import { stagesBegun } from '../../policy/rollout.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../policy/schema.js';
import { acceptPolicy, type MinimumRevision } from '../../trust/accept-policy.js';
import type { TrustedKey } from '../../trust/trusted-key.js';
import { checkDocumentSize } from '../lib/check-limits.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readTextIfThere, writeInPlace } from '../lib/files.js';
import { placeFilters } from './filter-folder.js';
import { HISTORY_FOLDER, historyFile, keep, keptRevisions, readDocument, readKept, type Reading } from './history.js';
import { readPublicKey } from './key-file.js';
import { withLock } from './lock.js';
import { openSigner, signDocument, type SigningOptions } from './signing-key.js';

export const DOCUMENT_NAME = 'policy.jws';

export interface PublicationOptions extends SigningOptions {
  /** The folder that the host serves. */
  readonly folder: string;
  /** Allows a key other than the one that signed what is published now. */
  readonly newKey?: boolean | undefined;
  /** Public keys that signed earlier revisions. */
  readonly oldKeyFiles?: readonly string[] | undefined;
  /** The revision to give, above every one before; the next when missing. */
  readonly revision?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Shown what would be published, and asked whether to: false publishes nothing. */
  readonly confirm?: ((preview: Preview) => Promise<boolean>) | undefined;
}

/** What would be published, and what it would replace; both as browsers hold them. */
export interface Preview {
  readonly previous: AcceptedPolicy | null;
  readonly policy: AcceptedPolicy;
}

/** Thrown when `confirm` said no: nothing was published. */
export class NotConfirmed extends Error {}

/** What a command composes from, while no other publication is at work. */
export interface PolicyState extends Publication {
  /** Reads a revision that is kept. */
  readonly kept: (revision: number) => Promise<Reading>;
  /** Lowest first. */
  readonly keptRevisions: readonly number[];
}

interface Composed {
  readonly policy: PublishedPolicy;
  /** Filters of fingerprints that it names, by digest; those of an earlier revision are in the folder. */
  readonly filters?: ReadonlyMap<string, Uint8Array>;
  /** Looks at the policy as browsers will hold it. @returns warnings; throws to publish nothing */
  readonly inspect?: (policy: AcceptedPolicy) => Promise<readonly string[]>;
}

export interface Published {
  readonly file: string;
  readonly policy: PublishedPolicy;
  /** What was published until then; null when nothing was. */
  readonly previous: PublishedPolicy | null;
  readonly keyId: string;
  /** What the administrator should know although it went well. */
  readonly warnings: readonly string[];
}

/** The document in place stays untouched unless the new one is one that browsers will accept. */
export async function publishNext(
  options: PublicationOptions,
  compose: (policyState: PolicyState) => Composed | Promise<Composed>,
): Promise<Published> {
  const { folder, nowMs, oldKeyFiles = [] } = options;
  const began = performance.now();
  const { signer, warnings } = await openSigner(options);
  const { publicKey } = signer;
  const oldKeys = await Promise.all(oldKeyFiles.map((file) => readPublicKey(file)));
  const file = path.join(folder, DOCUMENT_NAME);
  // Two at once would give the same revision to different content.
  return withLock(file, async () => {
    const { policyState, minimumRevision, unkept } = await readPolicyState(file, [publicKey, ...oldKeys], options);
    const { policy, inspect, filters = new Map() } = await compose(policyState);
    const document = await signDocument(signer, JSON.stringify(policy));
    refuseTooLarge(document);
    const accepted = await ensureAcceptable(document, publicKey, minimumRevision, nowMs);
    const noticed = (await inspect?.(accepted)) ?? [];
    await ensureConfirmed(options, policyState.previous, accepted);
    ensureStagesStand(policyState.previous, nowMs, nowMs + performance.now() - began);
    // First: what is published can be rolled back to, whatever happens in between.
    if (unkept !== null) await keep(folder, unkept.revision, unkept.document);
    await placeFilters(folder, policy, filters);
    await keep(folder, policy.revision, document);
    await writeInPlace(file, document);
    return { file, policy, previous: policyState.previous, keyId: publicKey.kid, warnings: [...warnings, ...noticed] };
  });
}

async function ensureConfirmed(
  { confirm }: PublicationOptions,
  previous: PublishedPolicy | null,
  policy: AcceptedPolicy,
): Promise<void> {
  // Read from the document in place by the code of the browsers.
  const before = previous as AcceptedPolicy | null;
  if (confirm !== undefined && !(await confirm({ previous: before, policy }))) throw new NotConfirmed();
}

/** Who joined while the administrator read what would change must not be moved out again. */
function ensureStagesStand(previous: PublishedPolicy | null, readAtMs: number, nowMs: number): void {
  const begun = previous?.rollouts?.find((rollout) => stagesBegun(rollout, readAtMs) !== stagesBegun(rollout, nowMs));
  if (begun === undefined) return;
  throw new CommandError(
    `a stage of rollout ${begun.id} has begun since the command was started: run it again; nothing was published`,
    EXIT.refused,
  );
}

interface ReadPolicyState {
  readonly policyState: PolicyState;
  readonly minimumRevision: MinimumRevision | null;
  /** What is published, when history does not have it yet: a folder from before there was a history. */
  readonly unkept: { readonly revision: number; readonly document: string } | null;
}

async function readPolicyState(
  file: string,
  knownKeys: readonly TrustedKey[],
  { folder, newKey = false, revision, nowMs }: PublicationOptions,
): Promise<ReadPolicyState> {
  const keys = newKey ? null : knownKeys;
  const document = await readTextIfThere(file, 'the published policy');
  const published = document === null ? null : ensureOurs(file, await readDocument(document, keys, nowMs), knownKeys);
  const kept = await keptRevisions(folder);
  const newestKept = kept.at(-1) ?? 0;
  const newest =
    newestKept > (published?.policy.revision ?? 0)
      ? ensureOurs(historyFile(folder, newestKept), await readKept(folder, newestKept, keys, nowMs), knownKeys)
      : published;
  // Without the document, what was published last is what history ends with.
  const current = published ?? newest;
  const policyState = {
    revision: nextRevision(newest?.policy.revision ?? 0, revision),
    nowMs,
    previous: current === null ? null : withRolloutsForCopies(current.policy),
    kept: (wanted: number) => readKept(folder, wanted, knownKeys, nowMs),
    keptRevisions: kept,
  };
  const isKept = document === null || published === null || kept.includes(published.policy.revision);
  const unkept = isKept ? null : { revision: published.policy.revision, document };
  return { policyState, minimumRevision: newest?.minimumRevision ?? null, unkept };
}

function nextRevision(newest: number, wanted: number | undefined): number {
  if (wanted === undefined) return newest + 1;
  if (wanted > newest) return wanted;
  throw new CommandError(
    `revision ${wanted} is not above ${newest}, which is published already; omit --revision for ${newest + 1}`,
    EXIT.refused,
  );
}

function ensureOurs(file: string, reading: Reading, [key]: readonly TrustedKey[]): Extract<Reading, { ok: true }> {
  if (reading.ok) return reading;
  if (reading.code === 'untrusted-key') {
    throw new CommandError(
      `${file} was ${reading.detail}, not with ${key?.kid ?? ''}: browsers that trust only that key would reject yours. ` +
        'Use that key, or add the new one to trustedKeys everywhere and publish with --new-key',
      EXIT.refused,
    );
  }
  throw new CommandError(
    `${file} is not a policy signed with this key (${reading.code}: ${reading.detail}); its revision cannot be continued. ` +
      `Restore the file, or move it away to continue from the newest revision in ${HISTORY_FOLDER}, or from --revision`,
    EXIT.refused,
  );
}

function refuseTooLarge(document: string): void {
  const [finding] = checkDocumentSize(document);
  if (finding !== undefined) throw new CommandError(`${finding.message} (${finding.code})`, EXIT.refused);
}

/** The same code as in the browser verifies the document before it is published. */
async function ensureAcceptable(
  document: string,
  key: TrustedKey,
  minimumRevision: MinimumRevision | null,
  nowMs: number,
): Promise<AcceptedPolicy> {
  const acceptance = await acceptPolicy(document, {
    trustedKeys: [key],
    policyName: null,
    minimumRevision,
    nowMs,
    origin: 'fetched',
  });
  if (acceptance.ok) return acceptance.policy;
  throw new CommandError(
    `browsers would reject this policy (${acceptance.code}: ${acceptance.detail}); nothing was published`,
    EXIT.refused,
  );
}
