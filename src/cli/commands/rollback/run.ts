/**
 * `gatepost rollback`: publishes the content of an earlier revision once more, under a new revision, since browsers never
 * go back to a lower one.
 */
import {
  isSameContent,
  observesUntilMs,
  republished,
  restoredFrom,
  rolloutOfToday,
} from '../../../authoring/republish.js';
import type { PublishedPolicy } from '../../../policy/schema.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { HISTORY_FOLDER, type Reading } from '../../publishing/history.js';
import {
  publishNext,
  type PublicationOptions,
  type Published,
  type PolicyState,
} from '../../publishing/publication.js';

export interface RollbackOptions extends PublicationOptions {
  /** The revision whose content comes back; when missing, the one before the content that is published now. */
  readonly to?: number | undefined;
}

interface RolledBack extends Published {
  /** Whose content is published again. */
  readonly restored: PublishedPolicy;
  readonly previous: PublishedPolicy;
}

type Readable = Pick<Extract<Reading, { ok: true }>, 'ok' | 'policy'>;
type Entry = { readonly revision: number } & (Readable | Extract<Reading, { ok: false }>);

/** @throws CommandError when there is no such revision, or none that may come back */
export async function rollback(options: RollbackOptions): Promise<RolledBack> {
  const { folder, to, nowMs } = options;
  let found: { restored: PublishedPolicy; previous: PublishedPolicy } | undefined;
  const done = await publishNext(options, async (policyState) => {
    const { previous } = policyState;
    if (previous === null) throw refused(`nothing is published in ${folder}: there is nothing to roll back`);
    const entries = await entriesOf(policyState, previous);
    const restored = to === undefined ? contentBefore(previous, entries) : contentOf(to, { previous, entries, nowMs });
    found = { restored, previous };
    const content = restoredFrom(restored, previous, replacedAtMs(restored, entries));
    return { policy: republished(content, { ...policyState, previous }) };
  });
  if (found === undefined) throw new Error('published without a content');
  return {
    ...done,
    ...found,
    warnings: [
      ...done.warnings,
      ...warnings(found.restored, done.policy, nowMs),
      ...comingBack(done.policy, found.previous),
    ],
  };
}

/** Every revision that is kept, lowest first, and what is published now, which a folder without history keeps alone. */
async function entriesOf(policyState: PolicyState, previous: PublishedPolicy): Promise<Entry[]> {
  const revisions = policyState.keptRevisions.filter((revision) => revision !== previous.revision);
  const kept = await Promise.all(
    revisions.map(async (revision): Promise<Entry> => ({ revision, ...(await policyState.kept(revision)) })),
  );
  const now: Entry = { revision: previous.revision, ok: true, policy: previous };
  return [...kept, now].sort((one, other) => one.revision - other.revision);
}

/** When the revision after it was published; its own moment where that one cannot be read. */
function replacedAtMs({ revision, issuedAt }: PublishedPolicy, entries: readonly Entry[]): number {
  const next = entries.find((entry) => entry.revision > revision);
  return Date.parse(next?.ok === true ? next.policy.issuedAt : issuedAt);
}

/**
 * The newest content from before the one that is published now ever came: so a second rollback goes one further back, and
 * never forward to what the first one took away.
 */
function contentBefore(previous: PublishedPolicy, entries: readonly Entry[]): PublishedPolicy {
  const first = entries.find((entry) => entry.ok && isSameContent(entry.policy, previous))?.revision ?? 0;
  const before = entries.filter(({ revision }) => revision < first).at(-1);
  if (before !== undefined) return ensureReadable(before);
  const what =
    first === previous.revision
      ? `revision ${first} is published`
      : `revision ${previous.revision} is published, with the content of revision ${first}`;
  const pause = previous.pause === undefined ? '' : '. To end a pause: `gatepost resume`';
  throw refused(`${what}, and ${HISTORY_FOLDER} has no earlier content: ${kept(entries)}${pause}`);
}

function contentOf(
  to: number,
  { previous, entries, nowMs }: { previous: PublishedPolicy; entries: readonly Entry[]; nowMs: number },
): PublishedPolicy {
  const entry = entries.find(({ revision }) => revision === to);
  if (entry === undefined) throw refused(`${HISTORY_FOLDER} has no revision ${to}: ${kept(entries)}`);
  const policy = ensureReadable(entry);
  const isPaused = previous.pause !== undefined && observesUntilMs(previous, nowMs) !== null;
  if (policy.pause !== undefined) {
    const same = entries.find(
      (each) => each.ok && each.policy.pause === undefined && isSameContent(each.policy, policy),
    );
    const hint = same === undefined ? '' : `roll back to ${same.revision}, which it paused, or `;
    throw refused(`revision ${to} was a pause: ${hint}use \`gatepost pause\``);
  }
  // One that was finished by mistake comes back.
  const hasRollouts = (policy.rollouts ?? []).every((rollout) => rolloutOfToday(rollout, previous) !== undefined);
  if (isSameContent(policy, previous) && hasRollouts && !isPaused) {
    throw refused(`revision ${previous.revision} is published and has the content of revision ${to}: nothing to do`);
  }
  return policy;
}

function ensureReadable(entry: Entry): PublishedPolicy {
  if (entry.ok) return entry.policy;
  const advice =
    entry.code === 'untrusted-key'
      ? 'give the public key that signed it with --old-key'
      : 'choose another revision with --to';
  throw refused(`revision ${entry.revision} cannot be restored (${entry.code}: ${entry.detail}); ${advice}`);
}

function kept(entries: readonly Entry[]): string {
  const shown = entries.slice(-SHOWN_REVISIONS).map((entry) => {
    if (!entry.ok) return `${entry.revision} (${entry.code})`;
    return `${entry.revision} (${entry.policy.issuedAt}${entry.policy.pause === undefined ? '' : ', pause'})`;
  });
  return `there ${entries.length === 1 ? 'is' : 'are'} ${entries.length > SHOWN_REVISIONS ? '… ' : ''}${shown.join(', ')}`;
}

const SHOWN_REVISIONS = 10;

function warnings(restored: PublishedPolicy, policy: PublishedPolicy, nowMs: number): string[] {
  const { revision, pause, observeUntil } = restored;
  if (pause !== undefined)
    return [`revision ${revision} was a pause until ${observeUntil ?? ''}: the policy is enforced again`];
  const isOver = policy.mode === 'observe' && observesUntilMs(policy, nowMs) === null;
  return isOver ? [`revision ${revision} was in observe mode until ${observeUntil ?? ''}: it is enforced now`] : [];
}

function comingBack({ rollouts = [] }: PublishedPolicy, previous: PublishedPolicy): string[] {
  return rollouts
    .filter((rollout) => rolloutOfToday(rollout, previous) === undefined && rollout.state === 'held')
    .map(({ id }) => `rollout ${id} comes back held: nobody follows until you advance it`);
}

function refused(message: string): CommandError {
  return new CommandError(`${message}; nothing was published`, EXIT.refused);
}
