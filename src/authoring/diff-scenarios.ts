/**
 * For whom, and when, two policies are compared: one scenario for everybody whom no audience names, one for each kind of
 * browser that an audience does. Pure; a scenario turns a policy into the effective one of such a browser.
 */
import { effectivePolicy, type EffectivePolicy } from '../policy/effective-policy.js';
import { audienceOfStage, versionsIn } from '../policy/rollout.js';
import type { AcceptedPolicy, Rollout, Rule } from '../policy/schema.js';

/** A kind of browser, at some hour of the week. */
export interface Scenario {
  /** Whom it stands for, such as `group marketing`; null for everybody whom no audience names. */
  readonly label: string | null;
  readonly groups: readonly string[];
  readonly ring: string | null;
  readonly browserId: string;
  /** Places in rollouts, 0 to 100; one that is not listed is beyond every share. */
  readonly places: ReadonlyMap<string, number>;
  /** Whether weekly hours are on; null where no rule has any. */
  readonly hours: Hours | null;
}

export type Hours = 'inside' | 'outside';

/** More kinds of browsers than this are not told apart. */
const MOST_SCENARIOS = 64;
const NOBODY = { groups: [], ring: null, browserId: '', places: new Map<string, number>() };

interface Scenarios {
  readonly list: readonly Scenario[];
  /** How many kinds of browsers were left out; 0 in all but the largest policies. */
  readonly leftOut: number;
}

export function scenariosOf(policies: readonly AcceptedPolicy[]): Scenarios {
  const rules = policies.flatMap(versionsIn);
  const audiences = [...rules.flatMap(({ audience }) => audience ?? []), ...policies.flatMap(stageAudiences)];
  const shares = sharesOf(audiences);
  const kinds = new Map<string | null, Omit<Scenario, 'hours'>>([[null, { label: null, ...NOBODY }]]);
  for (const audience of audiences) {
    for (const kind of kindsOf(audience, shares)) kinds.set(kind.label, kind);
  }
  const all = [...kinds.values()];
  const kept = all.slice(0, MOST_SCENARIOS);
  const hours: readonly (Hours | null)[] = rules.some(({ window }) => window?.weekly) ? ['inside', 'outside'] : [null];
  return {
    list: hours.flatMap((hour) => kept.map((kind) => ({ ...kind, hours: hour }))),
    leftOut: all.length - kept.length,
  };
}

/** Those whom a stage reaches: by its own conditions, and within the audience of each of the rollout's rules. */
function stageAudiences({ rules, rollouts = [] }: AcceptedPolicy): NonNullable<Rule['audience']>[] {
  return rollouts.flatMap((rollout) => {
    const own = new Set(rollout.rules);
    const within = rules.flatMap(({ id, audience }) => (own.has(id) && audience !== undefined ? [audience] : []));
    return rollout.stages.flatMap((stage) => {
      const audience = audienceOfStage(stage, rollout.id);
      return [audience, ...within.map((outer) => ({ ...outer, ...audience }))];
    });
  });
}

/** The shares at which a rollout's reach differs, rising: 10 and 20 when one policy says 10 % and the other 20 %. */
function sharesOf(audiences: readonly NonNullable<Rule['audience']>[]): ReadonlyMap<string, readonly number[]> {
  const shares = new Map<string, Set<number>>();
  for (const { percent, rollout } of audiences) {
    if (percent === undefined || rollout === undefined || percent === 0 || percent === 100) continue;
    shares.set(rollout, (shares.get(rollout) ?? new Set()).add(percent));
  }
  return new Map([...shares].map(([rollout, set]) => [rollout, [...set].sort((one, other) => one - other)]));
}

function kindsOf(
  { groups, rings, browsers, rollout }: NonNullable<Rule['audience']>,
  shares: ReadonlyMap<string, readonly number[]>,
): Omit<Scenario, 'hours'>[] {
  const steps = rollout === undefined ? [] : (shares.get(rollout) ?? []);
  const places = steps.length === 0 ? [null] : steps.map((end, index) => ({ start: steps[index - 1] ?? 0, end }));
  const kinds = (groups ?? [null]).flatMap((group) =>
    (rings ?? [null]).flatMap((ring) =>
      (browsers ?? [null]).flatMap((browser) => places.map((place) => ({ group, ring, browser, place }))),
    ),
  );
  return kinds.map(({ group, ring, browser, place }) => {
    const share = place === null ? null : Number((place.end - place.start).toFixed(2));
    const words = [
      group === null ? null : `group ${group}`,
      ring === null ? null : `ring ${ring}`,
      browser === null ? null : `browser ${browser}`,
      share === null ? null : `${share} % of browsers (rollout ${rollout ?? ''}${shareBegin(place?.start ?? 0)})`,
    ].filter((word) => word !== null);
    return {
      label: words.length === 0 ? null : words.join(', '),
      groups: group === null ? [] : [group],
      ring,
      browserId: browser ?? '',
      places: new Map(place === null || rollout === undefined ? [] : [[rollout, place.start]]),
    };
  });
}

const shareBegin = (start: number): string => (start === 0 ? '' : `, beyond the first ${start} %`);

/**
 * What such a browser holds at a moment, as if the policy did not expire.
 * @param atMs milliseconds since the epoch
 */
export async function effectiveIn(policy: AcceptedPolicy, scenario: Scenario, atMs: number): Promise<EffectivePolicy> {
  const rules = policy.rules.map((rule) => ruleIn(rule, scenario));
  const rollouts = (policy.rollouts ?? []).map((rollout) => rolloutIn(rollout, scenario));
  // Accepted already: only conditions that the scenario has decided are removed.
  const decided: AcceptedPolicy = { ...policy, rules, rollouts, expiresAt: '9999-12-31T00:00:00Z' };
  const { groups, ring, browserId } = scenario;
  return effectivePolicy(decided, { groups, ring, supportId: browserId, installId: '', timeZone: 'UTC' }, atMs);
}

function ruleIn(rule: Rule, { places, hours }: Scenario): Rule {
  const { percent, rollout = '', ...audience } = rule.audience ?? {};
  const { weekly, ...window } = rule.window ?? {};
  const isOut = !isWithin(percent, places.get(rollout)) || (weekly !== undefined && hours === 'outside');
  if (isOut) return { ...rule, audience: { percent: 0, rollout: 'nobody' } };
  return {
    ...rule,
    ...(rule.audience === undefined ? {} : { audience }),
    ...(rule.window === undefined ? {} : { window }),
  };
}

function rolloutIn(rollout: Rollout, scenario: Scenario): Rollout {
  const stages = rollout.stages.flatMap(({ percent, ...stage }) =>
    isWithin(percent, scenario.places.get(rollout.id)) ? [stage] : [],
  );
  return { ...rollout, stages, replaces: rollout.replaces.map((rule) => ruleIn(rule, scenario)) };
}

/** @param place of the browser among all, 0 to 100; beyond every share when missing */
function isWithin(percent: number | undefined, place = 100): boolean {
  return percent === undefined || percent === 100 || place < percent;
}
