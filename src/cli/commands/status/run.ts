/** `gatepost status`: what is published now: signed by whom, expiring when, and what came before it. */
import path from 'node:path';
import { daysToReview } from '../../../authoring/review.js';
import { observesUntilMs } from '../../../authoring/republish.js';
import { withRolloutsForCopies } from '../../../authoring/ring-copies.js';
import { pickText } from '../../../policy/localised-text.js';
import type { PublishedPolicy } from '../../../policy/schema.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readTextIfThere } from '../../lib/files.js';
import { keptRevisions, readDocument, readKept } from '../../publishing/history.js';
import { askOverNetwork, type Ask } from '../../host/ask.js';
import { readPolicyHost } from '../../host/policy-host.js';
import { readPublicKey } from '../../publishing/key-file.js';
import { DOCUMENT_NAME } from '../../publishing/publication.js';

interface StatusOptions {
  /** The folder that the host serves, or the address that browsers fetch. */
  readonly from: { readonly folder: string } | { readonly url: string };
  /** Public key as browsers know it; without one, the signature is only named, not verified. */
  readonly publicKeyFile?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  readonly ask?: Ask;
}

export interface Status {
  readonly place: string;
  readonly policy: PublishedPolicy;
  /** The key that the document names. */
  readonly keyId: string | null;
  /** Whether its signature was verified with the key given. */
  readonly verified: boolean;
  readonly expired: boolean;
  /** ISO; null while the policy restricts. `forever` when nothing ends it. */
  readonly observesUntil: string | null;
  /** Rules whose review is due within two weeks, or overdue. */
  readonly reviews: readonly Review[];
  /** Newest first; null when it is not known, as behind an address. */
  readonly history: readonly HistoryLine[] | null;
  /** What browsers take from the address, but nobody may want: no ETag, caching. */
  readonly cautions: readonly string[];
}

export interface Review {
  readonly rule: string;
  readonly owner: string | null;
  readonly reviewBy: string;
  /** Negative when it is overdue. */
  readonly daysLeft: number;
}

export interface HistoryLine {
  readonly revision: number;
  readonly issuedAt: string | null;
  readonly rules: number | null;
  /** A pause, an accepted impact, or why it cannot be read. */
  readonly note: string | null;
}

/** @throws CommandError when nothing is published there, or it is no policy, or another key signed it */
export async function status({ from, publicKeyFile, nowMs, ask = askOverNetwork }: StatusOptions): Promise<Status> {
  const place = 'url' in from ? from.url : path.join(from.folder, DOCUMENT_NAME);
  const { document, cautions } =
    'url' in from
      ? await fetched(from.url, ask)
      : { document: await readTextIfThere(place, 'the published policy'), cautions: [] };
  if (document === null) throw new CommandError(`nothing is published: there is no ${place}`, EXIT.refused);
  const keys = publicKeyFile === undefined ? null : [await readPublicKey(publicKeyFile)];
  const reading = await readDocument(document.trim(), keys, nowMs);
  if (!reading.ok)
    throw new CommandError(
      `${place} is not a policy that browsers accept (${reading.code}: ${reading.detail})`,
      EXIT.refused,
    );
  const policy = withRolloutsForCopies(reading.policy);
  const untilMs = observesUntilMs(policy, nowMs);
  return {
    place,
    policy,
    keyId: keyIdOf(document),
    verified: keys !== null,
    expired: Date.parse(policy.expiresAt) <= nowMs,
    observesUntil: untilMs === null ? null : (policy.observeUntil ?? 'forever'),
    reviews: reviewsOf(policy, nowMs),
    history: 'url' in from ? null : await historyOf(from.folder, nowMs),
    cautions,
  };
}

/** @throws CommandError when browsers would find no policy in what is answered there */
async function fetched(url: string, ask: Ask): Promise<{ document: string; cautions: readonly string[] }> {
  const read = await readPolicyHost(url, ask);
  if (read.kind === 'document') return read;
  if (read.kind === 'unreachable') throw new CommandError(`cannot fetch ${url}: ${read.reason}`);
  throw new CommandError(`browsers cannot use the policy at ${url}: ${read.reason}`, EXIT.refused);
}

/** As the header says, which nobody has verified. */
function keyIdOf(document: string): string | null {
  try {
    const header: unknown = JSON.parse(Buffer.from(document.split('.', 1)[0] ?? '', 'base64url').toString());
    return typeof header === 'object' && header !== null && 'kid' in header ? String(header.kid) : null;
  } catch {
    return null;
  }
}

function reviewsOf({ rules, language }: PublishedPolicy, nowMs: number): Review[] {
  return rules.flatMap(({ id, owner, reviewBy }) => {
    const daysLeft = reviewBy === undefined ? null : daysToReview(reviewBy, nowMs);
    if (reviewBy === undefined || daysLeft === null) return [];
    return [{ rule: id, owner: pickText(owner, [], language) ?? null, reviewBy, daysLeft }];
  });
}

async function historyOf(folder: string, nowMs: number): Promise<HistoryLine[]> {
  const revisions = await keptRevisions(folder);
  return Promise.all(
    [...revisions].reverse().map(async (revision) => {
      const reading = await readKept(folder, revision, null, nowMs);
      if (!reading.ok) return { revision, issuedAt: null, rules: null, note: `${reading.code}: ${reading.detail}` };
      const { issuedAt, rules, pause, acceptedImpact } = reading.policy;
      const note =
        pause === undefined ? acceptedImpact?.reason : `pause${pause.reason === undefined ? '' : `: ${pause.reason}`}`;
      return { revision, issuedAt, rules: rules.length, note: note ?? null };
    }),
  );
}
