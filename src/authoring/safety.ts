/**
 * Checks a change against safety limits: what a publication may newly restrict before it needs a second step. Pure: the
 * change comes in as a diff, and what it does to the traffic of a log as two percentages.
 */
import { rowOf } from '../policy/actions.js';
import type { Change, PolicyDiff } from './policy-diff.js';
import type { PublishedPolicy, SafetyLimits } from '../policy/schema.js';

export interface SafetyProblem {
  readonly limit: keyof SafetyLimits;
  readonly message: string;
}

/** Of all people and visits of a log, the share that is newly restricted; null when the log has none of them. */
export interface Reached {
  readonly peoplePercent: number | null;
  readonly visitsPercent: number | null;
  /** Of the lines that say what people did, those that were not surely read. */
  readonly unreadPercent: number;
}

/** Where no policy says it. */
const MOST_UNREAD = 5;

const SHOWN = 5;

/** The stricter of both: a change cannot lift the limits that it is checked against. */
export function stricter(one: SafetyLimits, other: SafetyLimits | undefined): SafetyLimits {
  if (other === undefined) return one;
  const people = least(one.people, other.people);
  const visits = least(one.visits, other.visits);
  const unread = Math.min(one.unread ?? MOST_UNREAD, other.unread ?? MOST_UNREAD);
  return {
    ...(people === undefined ? {} : { people }),
    ...(visits === undefined ? {} : { visits }),
    unread,
    approvedTools: one.approvedTools || other.approvedTools,
    audience: one.audience || other.audience,
    ring: one.ring || other.ring,
  };
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/**
 * @param reached null: no log was given, so shares are unknown
 * @param previous what is published; null when nothing is
 */
export function safetyProblems(
  limits: SafetyLimits,
  { changes }: PolicyDiff,
  reached: Reached | null,
  previous: PublishedPolicy | null,
): SafetyProblem[] {
  const restricting = changes.filter(({ before, after }) => after.restricts && !before.restricts);
  if (restricting.length === 0) return [];
  const atOnce = restricting.filter(({ reach }) => reach.kind !== 'only');
  const unaudienced = atOnce.filter((change) => !hasBegun(change, changes, false));
  const unringed = restricting.filter(
    (change) => !(change.reach.kind === 'only' && change.reach.ringsOnly) && !hasBegun(change, changes, true),
  );
  const approved = restricting.filter((change) => isApproved(change, previous));
  return [
    ...unreadProblem(limits.unread ?? MOST_UNREAD, reached),
    ...shareProblem('people', limits.people, reached?.peoplePercent),
    ...shareProblem('visits', limits.visits, reached?.visitsPercent),
    ...problem(limits.approvedTools, approved, 'approvedTools', 'restricts tools that are approved now'),
    ...problem(limits.audience, unaudienced, 'audience', 'restricts everyone at once, without an audience'),
    ...problem(limits.ring, unringed, 'ring', 'restricts without starting with a ring'),
  ];
}

function shareProblem(
  limit: 'people' | 'visits',
  most: number | undefined,
  found: number | null | undefined,
): SafetyProblem[] {
  if (most === undefined) return [];
  if (found === undefined || found === null) {
    const why = found === undefined ? 'without --log' : `by this log, which has no ${limit}`;
    return [{ limit, message: `restricts something new, and ${limit} (${most} %) cannot be measured ${why}` }];
  }
  return found > most
    ? [{ limit, message: `newly restricts ${found} % of the ${limit} in the log; the limit is ${most} %` }]
    : [];
}

/** Shares of a log that was read in part are not to be relied on, however small they are. */
function unreadProblem(most: number, reached: Reached | null): SafetyProblem[] {
  if (reached === null || reached.unreadPercent <= most) return [];
  const share = `${reached.unreadPercent} % of its lines were not surely read; the limit is ${most} %`;
  return [{ limit: 'unread', message: `restricts something new, and the log cannot show whom: ${share}` }];
}

function problem(
  asked: boolean,
  changes: readonly Change[],
  limit: SafetyProblem['limit'],
  what: string,
): SafetyProblem[] {
  if (!asked || changes.length === 0) return [];
  const names = [...new Set(changes.map(({ name }) => name))];
  const more = names.length - SHOWN;
  return [{ limit, message: `${what}: ${names.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}` }];
}

/** Whether the same is restricted earlier for some, anew or as before: a roll-out that goes on to everybody later. */
function hasBegun(change: Change, changes: readonly Change[], ringsOnly: boolean): boolean {
  if (change.fromMs === null) return false;
  const { tool, name, fromMs } = change;
  return changes.some(
    ({ reach, ...other }) =>
      other.after.restricts &&
      other.tool === tool &&
      other.name === name &&
      reach.kind === 'only' &&
      (reach.ringsOnly || !ringsOnly) &&
      (other.fromMs ?? -Infinity) < fromMs,
  );
}

/** Allowed by a rule, for company accounts or all, or named as something to use instead. */
function isApproved({ tool, before }: Change, previous: PublishedPolicy | null): boolean {
  if (before.action !== 'open' && rowOf(before.action).approves) return true;
  return previous?.rules.some(({ alternatives }) => tool !== null && alternatives.includes(tool)) ?? false;
}
