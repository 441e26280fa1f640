/**
 * What was published once, published again: rollback, pause and resume. Pure: each takes a published policy and gives the
 * next one, which the command signs.
 */
import { held, withRollouts } from './rollouts.js';
import { sinceOf, toMoment, type Publication } from './publish-source.js';
import { withRolloutsForCopies } from './ring-copies.js';
import type { PublishedPolicy, Rollout } from '../policy/schema.js';

/**
 * The content under a new revision, for as long as it was good for before. Rules that apply now keep their "since"; those
 * that come back hold since now.
 */
export function republished(
  content: PublishedPolicy,
  { revision, nowMs, previous }: Omit<Publication, 'previous'> & { readonly previous: PublishedPolicy },
): PublishedPolicy {
  const issuedAt = toMoment(nowMs);
  const expiresAt = toMoment(nowMs + lifetimeMs(content));
  const { acceptedImpact: _, ...rest } = content;
  const rules = content.rules.map((rule) => ({ ...rule, since: sinceOf(rule, previous) ?? issuedAt }));
  return { ...rest, revision, issuedAt, expiresAt, rules };
}

/**
 * What comes back, with the rollouts of today where they still go on: a rollback undoes a mistake, and moves nobody out whom it did
 * not concern. A rollout that has gone since waits where it stood when that content was replaced.
 * @param replacedAtMs when the revision after it was published, in milliseconds since the epoch
 */
export function restoredFrom(
  content: PublishedPolicy,
  previous: PublishedPolicy,
  replacedAtMs: number,
): PublishedPolicy {
  const restored = withRolloutsForCopies(withoutPause(content));
  const rollouts = (restored.rollouts ?? []).map((rollout) => {
    const { stages, state, reason } =
      rolloutOfToday(rollout, previous) ?? held(rollout, undefined, replacedAtMs) ?? rollout;
    const { reason: _, ...rest } = rollout;
    return { ...rest, stages, state, ...(reason === undefined ? {} : { reason }) };
  });
  return withRollouts(restored, rollouts);
}

/** A name can be used again: the same rollout has begun at the same moment. */
export function rolloutOfToday({ id, startedAt }: Rollout, { rollouts = [] }: PublishedPolicy): Rollout | undefined {
  return rollouts.find((each) => each.id === id && each.startedAt === startedAt);
}

export function lifetimeMs({ issuedAt, expiresAt }: PublishedPolicy): number {
  return Date.parse(expiresAt) - Date.parse(issuedAt);
}

/** Lets everything through until that moment. A pause of a pause is a pause of what was paused. */
export function paused(policy: PublishedPolicy, untilMs: number, reason: string | undefined): PublishedPolicy {
  const { observeUntil, ...resumed } = withoutPause(policy);
  return {
    ...resumed,
    mode: 'observe',
    observeUntil: toMoment(untilMs),
    pause: { ...(observeUntil === undefined ? {} : { observeUntil }), ...(reason === undefined ? {} : { reason }) },
  };
}

/** What holds once a pause is over; a policy that was not paused as it is. */
export function withoutPause(policy: PublishedPolicy): PublishedPolicy {
  const { pause, observeUntil: _, ...rest } = policy;
  if (pause === undefined) return policy;
  const { observeUntil } = pause;
  return observeUntil === undefined ? { ...rest, mode: 'enforce' } : { ...rest, mode: 'observe', observeUntil };
}

/** Until when (milliseconds since the epoch) the policy lets everything through; null when it restricts at that moment. */
export function observesUntilMs({ mode, observeUntil }: PublishedPolicy, nowMs: number): number | null {
  if (mode !== 'observe') return null;
  const untilMs = observeUntil === undefined ? Number.POSITIVE_INFINITY : Date.parse(observeUntil);
  return untilMs > nowMs ? untilMs : null;
}

/** Whether the two say the same, whenever and under whatever revision they were published, paused or not, whoever is in. */
export function isSameContent(one: PublishedPolicy, other: PublishedPolicy): boolean {
  return JSON.stringify(sorted(contentOf(one))) === JSON.stringify(sorted(contentOf(other)));
}

function contentOf(policy: PublishedPolicy): object {
  const content = withRollouts(withRolloutsForCopies(withoutPause(policy)), []);
  const { revision: _, issuedAt: __, expiresAt: ___, acceptedImpact: _____, rules, ...rest } = content;
  return { ...rest, rules: rules.map(({ since: ____, ...rule }) => rule) };
}

/** With keys in one order at every depth. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sorted(part)]));
}
