/** Joins what differs for single sites and single kinds of browsers into changes that can be read. Pure. */
import { rowOf } from '../policy/actions.js';
import type { Hours, Scenario } from './diff-scenarios.js';
import type { Subject } from './diff-subjects.js';
import type { Change, Effect, Segment, State } from './policy-diff.js';

/** Whom a change reaches. */
export type Reach =
  | { readonly kind: 'everyone' }
  /** Everybody whom no audience names, and all but some of those it does. */
  | { readonly kind: 'everyone-except'; readonly audiences: readonly string[] }
  | { readonly kind: 'only'; readonly audiences: readonly string[]; readonly ringsOnly: boolean };

interface Found {
  readonly subject: Subject;
  readonly segment: Segment;
  readonly reach: Reach;
  readonly hours: Hours | null;
}

/** @param rows for each scenario, the segments of each subject */
export function groupSegments(
  subjects: readonly Subject[],
  scenarios: readonly Scenario[],
  rows: readonly (readonly (readonly Segment[])[])[],
): Change[] {
  const found = subjects.flatMap((subject, index) =>
    foundFor(
      subject,
      scenarios,
      rows.map((row) => row[index] ?? []),
    ),
  );
  const sizes = new Map<string, number>();
  for (const { tool } of subjects) if (tool !== null) sizes.set(tool.id, (sizes.get(tool.id) ?? 0) + 1);
  const groups = new Map<string, Found[]>();
  for (const each of found) {
    const { subject, segment, reach, hours } = each;
    const { before, after, fromMs, untilMs } = segment;
    const key = JSON.stringify([subject.tool?.id, before, after, fromMs, untilMs, reach, hours]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()].flatMap((group) => changeFrom(group, sizes)).sort(byWeight);
}

function foundFor(
  subject: Subject,
  scenarios: readonly Scenario[],
  segments: readonly (readonly Segment[])[],
): Found[] {
  const hours = [...new Set(scenarios.map((scenario) => scenario.hours))];
  const byHours = hours.map((hour) => {
    const own = scenarios.flatMap((scenario, index) =>
      scenario.hours === hour ? [{ scenario, segments: segments[index] ?? [] }] : [],
    );
    return reached(own).map((each) => ({ subject, ...each, hours: hour }));
  });
  const [first = [], ...others] = byHours;
  const plain = first.map((each) => ({ ...each, hours: null }));
  const text = JSON.stringify(plain);
  const hourMatters = others.some((other) => JSON.stringify(other.map((each) => ({ ...each, hours: null }))) !== text);
  return hourMatters ? byHours.flat() : plain;
}

function reached(
  rows: readonly { readonly scenario: Scenario; readonly segments: readonly Segment[] }[],
): { segment: Segment; reach: Reach }[] {
  const bySegment = new Map<string, { segment: Segment; reached: Scenario[] }>();
  for (const { scenario, segments } of rows) {
    for (const segment of segments) {
      const key = JSON.stringify([segment.fromMs, segment.untilMs, actionsOf(segment)]);
      const known = bySegment.get(key);
      if (known === undefined) bySegment.set(key, { segment, reached: [scenario] });
      else known.reached.push(scenario);
    }
  }
  const all = rows.map(({ scenario }) => scenario);
  return [...bySegment.values()].map((each) => ({ segment: each.segment, reach: reachOf(each.reached, all) }));
}

const actionsOf = ({ before, after }: Segment) => [before, after].map(({ action, restricts }) => [action, restricts]);

function reachOf(some: readonly Scenario[], all: readonly Scenario[]): Reach {
  if (some.length === all.length) return { kind: 'everyone' };
  const named = (list: readonly Scenario[]) => list.map(({ label }) => label).filter((label) => label !== null);
  if (!some.some(({ label }) => label === null)) {
    return { kind: 'only', audiences: named(some), ringsOnly: some.every(({ ring }) => ring !== null) };
  }
  return { kind: 'everyone-except', audiences: named(all.filter((scenario) => !some.includes(scenario))) };
}

function changeFrom(group: readonly Found[], sizes: ReadonlyMap<string, number>): Change[] {
  const [first] = group;
  if (first === undefined) return [];
  const { subject, segment, reach, hours } = first;
  const { tool } = subject;
  const sites = group.map(({ subject: { site } }) => site);
  const whole = tool !== null && sites.length === sizes.get(tool.id);
  return [
    {
      kind: tool === null ? 'sites' : 'tool',
      tool: tool?.id ?? null,
      name: tool?.name ?? subject.site,
      sites: whole ? [] : sites,
      before: segment.before,
      after: segment.after,
      effect: effectOf(segment.before, segment.after),
      reach,
      hours,
      fromMs: segment.fromMs,
      untilMs: segment.untilMs,
    },
  ];
}

const ORDER = { restricts: 0, lifts: 1, neutral: 2 } as const;
/** What restricts first; of that, what begins first. */
const byWeight = (one: Change, other: Change): number =>
  ORDER[one.effect] - ORDER[other.effect] || (one.fromMs ?? 0) - (other.fromMs ?? 0);

/** A site that is restricted beside others of its rule that are not. */
const RESTRICTED = 2;

/** How much a state keeps people out. */
const weightOf = ({ action, restricts }: State): number => {
  const weight = action === 'open' ? 0 : rowOf(action).weight;
  return restricts ? Math.max(RESTRICTED, weight) : weight;
};

function effectOf(before: State, after: State): Effect {
  const difference = weightOf(after) - weightOf(before);
  if (difference === 0) return 'neutral';
  return difference > 0 ? 'restricts' : 'lifts';
}
