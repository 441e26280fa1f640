/**
 * Compares two policies by what they decide, not by their text: for every tool and site that either names, for every
 * kind of browser that an audience tells apart, now and from every moment at which a window opens or closes. Pure.
 */
import { decider, type Decide } from '../policy/decide.js';
import { effectiveIn, scenariosOf, type Hours, type Scenario } from './diff-scenarios.js';
import { groupSegments, type Reach } from './diff-groups.js';
import { subjectsOf, type Subject } from './diff-subjects.js';
import { headChanges, type HeadChange } from './diff-head.js';
import type { Action } from '../policy/actions.js';
import { versionsIn } from '../policy/rollout.js';
import type { AcceptedPolicy } from '../policy/schema.js';

/** What holds for an address. `open`: no rule is about it. */
export interface State {
  readonly action: Action | 'open';
  readonly restricts: boolean;
  readonly rule: string | null;
}

export type Effect = 'restricts' | 'lifts' | 'neutral';

export interface Change {
  readonly kind: 'tool' | 'sites';
  /** The tool's id; null for sites that rules name themselves. */
  readonly tool: string | null;
  /** The tool's name, or the first of the sites. */
  readonly name: string;
  /** The sites in question; empty when it is the whole tool. */
  readonly sites: readonly string[];
  readonly before: State;
  readonly after: State;
  readonly effect: Effect;
  readonly reach: Reach;
  /** Weekly hours of the rules in question; null when the hour makes no difference. */
  readonly hours: Hours | null;
  /** From when it differs, in milliseconds since the epoch; null: at once. */
  readonly fromMs: number | null;
  /** Until when it differs; null: for good. */
  readonly untilMs: number | null;
}

export interface PolicyDiff {
  readonly changes: readonly Change[];
  /** What changes beside decisions: mode, texts, expiry. */
  readonly head: readonly HeadChange[];
  /** Kinds of browsers that were not compared, because there are too many. */
  readonly audiencesLeftOut: number;
}

/** A stretch of time over which both policies decide the same way throughout. */
export interface Segment {
  readonly fromMs: number | null;
  readonly untilMs: number | null;
  readonly before: State;
  readonly after: State;
}

const OPEN: State = { action: 'open', restricts: false, rule: null };

/** More moments than this are not looked ahead. */
const MAX_MOMENTS = 40;

/**
 * @param before null: nothing was published, so everything was open
 * @param nowMs milliseconds since the epoch
 */
export async function policyDiff(
  before: AcceptedPolicy | null,
  after: AcceptedPolicy,
  nowMs: number,
): Promise<PolicyDiff> {
  const both = before === null ? [after] : [before, after];
  const subjects = subjectsOf(both);
  const moments = momentsOf(both, nowMs);
  const scenarios = scenariosOf(both);
  const rows: (readonly Segment[])[][] = [];
  for (const scenario of scenarios.list) rows.push(await rowOf(before, after, { scenario, moments, subjects }));
  return {
    changes: groupSegments(subjects, scenarios.list, rows),
    head: before === null ? [] : headChanges(before, after, nowMs),
    audiencesLeftOut: scenarios.leftOut,
  };
}

/** For one kind of browser: the segments in which each subject's decision differs. */
async function rowOf(
  before: AcceptedPolicy | null,
  after: AcceptedPolicy,
  { scenario, moments, subjects }: { scenario: Scenario; moments: readonly number[]; subjects: readonly Subject[] },
): Promise<(readonly Segment[])[]> {
  const pairs = await Promise.all(
    moments.map(async (atMs) => ({
      old: before === null ? null : decider(await effectiveIn(before, scenario, atMs)),
      young: decider(await effectiveIn(after, scenario, atMs)),
    })),
  );
  return subjects.map(({ url }) => {
    const states = pairs.map(({ old, young }) => ({ before: stateOf(old, url), after: stateOf(young, url) }));
    return segmentsOf(states, moments);
  });
}

function stateOf(decide: Decide | null, url: string): State {
  const decision = decide?.(url) ?? null;
  if (decision === null) return OPEN;
  return { action: decision.rule.action, restricts: decision.restricts, rule: decision.rule.id };
}

function segmentsOf(
  states: readonly { readonly before: State; readonly after: State }[],
  moments: readonly number[],
): Segment[] {
  const segments: Segment[] = [];
  for (const [index, { before, after }] of states.entries()) {
    const atMs = moments[index] ?? null;
    const last = segments.at(-1);
    if (last !== undefined && isSame(last.before, before) && isSame(last.after, after)) continue;
    if (last !== undefined) segments[segments.length - 1] = { ...last, untilMs: atMs };
    segments.push({ fromMs: index === 0 ? null : atMs, untilMs: null, before, after });
  }
  return segments.filter(({ before, after }) => !isSame(before, after));
}

function isSame(one: State, other: State): boolean {
  return one.action === other.action && one.restricts === other.restricts;
}

/** Now, and every later moment at which a window, a stage of a rollout or an observing mode begins or ends. */
function momentsOf(policies: readonly AcceptedPolicy[], nowMs: number): number[] {
  const written = policies.flatMap((policy) => [
    policy.observeUntil,
    ...versionsIn(policy).flatMap(({ window }) => [window?.from, window?.until]),
    ...(policy.rollouts ?? []).flatMap(({ stages }) => stages.map(({ from }) => from)),
  ]);
  const ahead = written.flatMap((text) => (text === undefined ? [] : [Date.parse(text)])).filter((ms) => ms > nowMs);
  return [nowMs, ...[...new Set(ahead)].sort((one, other) => one - other)].slice(0, MAX_MOMENTS);
}
