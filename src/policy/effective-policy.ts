/**
 * The effective policy: which rules apply to this browser now. The only maker of `EffectivePolicy`; everything that
 * compiles or decides takes nothing else. Pure: policy, facts and moment go in, the answer comes out.
 */
import { isOpening, rowOf, type Action } from './actions.js';
import { audienceIncludes, type BrowserFacts } from './audience.js';
import { rolloutPlace, type RolloutPlace } from './rollout.js';
import type { AcceptedPolicy, Rule } from './schema.js';
import { isTimeZone, windowState, type WindowState } from './window.js';

declare const effective: unique symbol;

/** `observing` lets everything through that would be restricted. */
export type Mode = 'enforcing' | 'observing';

interface EffectiveFacts {
  readonly policy: AcceptedPolicy;
  readonly mode: Mode;
  /** The rules that apply, in order; the first that matches decides. */
  readonly rules: readonly EffectiveRule[];
  /** The rules meant for this browser whose window opens, or whose rollout reaches it, later; in order. */
  readonly coming: readonly ComingRule[];
  /** Rules that lost their weekly hours, because this browser does not know the zone of these. */
  readonly unknownZones: readonly { readonly ruleId: string; readonly timeZone: string }[];
  /** True once `expiresAt` has passed: every surface says that the policy is late. */
  readonly expired: boolean;
  /** The next moment at which this answer may differ, in milliseconds since the epoch; null when never. */
  readonly nextChangeAtMs: number | null;
}

export type EffectivePolicy = EffectiveFacts & { readonly [effective]: true };

/** A rule as it applies here: audience and window have been evaluated. */
export type EffectiveRule = Omit<Rule, 'audience' | 'window'> & {
  /** When its window closes or a rollout replaces it, in milliseconds since the epoch; null when it has none, or one that stays open. */
  readonly untilMs: number | null;
};

export interface ComingRule {
  readonly rule: EffectiveRule;
  /** Milliseconds since the epoch. */
  readonly fromMs: number;
}

/** @param nowMs milliseconds since the epoch */
export async function effectivePolicy(
  policy: AcceptedPolicy,
  facts: BrowserFacts,
  nowMs: number,
): Promise<EffectivePolicy> {
  const expiresAtMs = Date.parse(policy.expiresAt);
  const expired = nowMs >= expiresAtMs;
  const observing = isObserving(policy, nowMs) || (expired && policy.onExpiry === 'observe');
  const meant = await rulesFor(policy, facts, nowMs);
  const unknown = meant.map(({ rule }) => unknownZoneOf(rule));
  const states = meant.map(({ rule, ...stretch }, index) =>
    stateWithin(stretch, nowMs, (atMs) => stateOf(rule, unknown[index] != null, atMs, facts.timeZone)),
  );
  const strict = expired && policy.onExpiry === 'strict';
  const evaluated = meant.map(({ rule }, index) => ({ rule, state: states[index] ?? ALWAYS }));
  const result: EffectiveFacts = {
    policy,
    mode: observing ? 'observing' : 'enforcing',
    rules: evaluated
      .filter(({ state }) => state.open)
      .map(({ rule, state }) => effectiveRule(rule, observing, strict, state.changesAtMs)),
    coming: evaluated.flatMap(({ rule, state: { open, changesAtMs: fromMs } }) =>
      open || fromMs === null ? [] : [{ rule: effectiveRule(rule, observing, strict, null), fromMs }],
    ),
    unknownZones: meant.flatMap(({ rule: { id: ruleId } }, index) => {
      const timeZone = unknown[index] ?? null;
      return timeZone === null ? [] : [{ ruleId, timeZone }];
    }),
    expired,
    nextChangeAtMs: earliest(
      [
        expired ? null : expiresAtMs,
        policy.observeUntil === undefined ? null : Date.parse(policy.observeUntil),
        ...states.map(({ changesAtMs }) => changesAtMs),
      ],
      nowMs,
    ),
  };
  return result as EffectivePolicy;
}

const ALWAYS: WindowState = { open: true, changesAtMs: null };
const NEVER: WindowState = { open: false, changesAtMs: null };

/** Hours that cannot be told: a rule that restricts holds at all hours of its days, one that opens at none (docs/adr/0034). */
function stateOf({ window, action }: Rule, isUnknown: boolean, nowMs: number, browserTimeZone: string): WindowState {
  if (window === undefined) return ALWAYS;
  if (!isUnknown) return windowState(window, nowMs, browserTimeZone);
  if (isOpening(action)) return NEVER;
  const { weekly: _, ...days } = window;
  return windowState(days, nowMs, browserTimeZone);
}

function unknownZoneOf({ window }: Rule): string | null {
  const { weekly, timeZone } = window ?? {};
  return weekly === undefined || timeZone === undefined || isTimeZone(timeZone) ? null : timeZone;
}

function isObserving({ mode, observeUntil }: AcceptedPolicy, nowMs: number): boolean {
  return mode === 'observe' && (observeUntil === undefined || nowMs < Date.parse(observeUntil));
}

/** A rule, and the stretch in which it may apply here: before or after a rollout reaches this browser. */
interface MeantRule {
  readonly rule: Rule;
  /** Milliseconds since the epoch, as is the next; null when it may apply already. */
  readonly fromMs: number | null;
  /** Null when nothing takes its place. */
  readonly untilMs: number | null;
}

async function rulesFor(policy: AcceptedPolicy, facts: BrowserFacts, nowMs: number): Promise<MeantRule[]> {
  const staged = await stagedRules(policy, facts, nowMs);
  const versions = policy.rules.flatMap((rule) => staged.get(rule.id)?.(rule) ?? { rule, fromMs: null, untilMs: null });
  const included = await Promise.all(
    versions.map(async ({ rule: { audience } }) => audience === undefined || audienceIncludes(audience, facts)),
  );
  return versions.filter((_, index) => included[index]);
}

/** For each rule of a rollout: its versions for this browser, the one before and the new one. */
async function stagedRules(
  { rollouts = [] }: AcceptedPolicy,
  facts: BrowserFacts,
  nowMs: number,
): Promise<ReadonlyMap<string, (rule: Rule) => MeantRule[]>> {
  const staged = await Promise.all(
    rollouts.map(async (rollout) => {
      const place = await rolloutPlace(rollout, facts, nowMs);
      const before = new Map(rollout.replaces.map((rule) => [rule.id, rule]));
      return rollout.rules.map((id) => [id, (rule: Rule) => versionsOf(rule, before.get(id), place)] as const);
    }),
  );
  return new Map(staged.flat());
}

function versionsOf(rule: Rule, before: Rule | undefined, { isIn, joinsAtMs }: RolloutPlace): MeantRule[] {
  if (isIn) return [{ rule, fromMs: null, untilMs: null }];
  return [
    ...(before === undefined ? [] : [{ rule: before, fromMs: null, untilMs: joinsAtMs }]),
    ...(joinsAtMs === null ? [] : [{ rule, fromMs: joinsAtMs, untilMs: null }]),
  ];
}

/** The state of a window of which only a stretch counts. */
function stateWithin(
  { fromMs, untilMs }: Omit<MeantRule, 'rule'>,
  nowMs: number,
  stateAt: (atMs: number) => WindowState,
): WindowState {
  if (fromMs !== null && nowMs < fromMs) {
    const { open, changesAtMs } = stateAt(fromMs);
    return { open: false, changesAtMs: open ? fromMs : changesAtMs };
  }
  const { open, changesAtMs } = stateAt(nowMs);
  if (untilMs === null || (changesAtMs !== null && changesAtMs < untilMs)) return { open, changesAtMs };
  return { open, changesAtMs: open ? untilMs : null };
}

function effectiveRule(
  { audience: _, window: __, ...rule }: Rule,
  observing: boolean,
  strict: boolean,
  untilMs: number | null,
): EffectiveRule {
  return { ...rule, action: actionNow(rule.action, observing, strict), untilMs };
}

function actionNow(action: Action, observing: boolean, strict: boolean): Action {
  if (observing) return rowOf(action).observing;
  return strict ? rowOf(action).withoutContinuing : action;
}

function earliest(momentsMs: readonly (number | null)[], nowMs: number): number | null {
  const ahead = momentsMs.filter((ms) => ms !== null).filter((ms) => ms > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
