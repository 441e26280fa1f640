/**
 * Answers the status page: the policy in readable form, what is recorded, how this browser is configured. It is also what
 * the support file holds, so nothing secret may be in it: not the proof, not the install id, nothing of an address that
 * could be a password.
 */
import type { Overview, RuleView } from '../../protocol/overview.js';
import type { ComingRule, EffectivePolicy, EffectiveRule } from '../../policy/effective-policy.js';
import { shownLine } from '../../policy/shown-text.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { onOwnClock } from '../state/trusted-clock.js';
import type { State } from '../state/load-state.js';
import type { InForce } from '../state/policy-state.js';
import { eventLogView, type Logged } from './event-log-view.js';
import { selfCheckView, type Answered } from './health-report.js';
import { textFor, toolNames } from './views.js';

/** Tools and sites that are listed of one rule; the rest is counted. */
const MAX_LISTED = 12;

export function overviewView(
  state: State,
  { answered, logged }: { answered: Answered; logged: Logged },
  languages: readonly string[],
): Overview {
  const { policyState, managed, records, nowMs } = state;
  return {
    ...(policyState.kind === 'in-force' ? ruleViews(nowMs, policyState, languages) : NO_RULES),
    managed: managed.configuration === null ? null : managedView(managed.configuration),
    selfCheck: selfCheckView(state, answered),
    ...eventLogView(logged, managed.configuration),
    nextCheckAtMs: records.check?.nextAtMs ?? null,
  };
}

const NO_RULES = { rules: [], coming: [], elsewhere: 0 };

function ruleViews(nowMs: number, { effective, time }: InForce, languages: readonly string[]) {
  const { policy, rules, coming } = effective;
  const own = (ms: number | null) => (ms === null ? null : onOwnClock(nowMs, time, ms));
  const view = (rule: EffectiveRule, fromMs: number | null) => ({
    ...ruleView(rule, effective, languages),
    fromMs: own(fromMs),
    untilMs: own(rule.untilMs),
  });
  return {
    rules: rules.map((rule) => view(rule, null)),
    coming: coming.map(({ rule, fromMs }: ComingRule) => view(rule, fromMs)),
    elsewhere: policy.rules.length - rules.length - coming.length,
  };
}

function ruleView(
  { id, action, tools, sites, reason, alternatives }: EffectiveRule,
  { policy }: EffectivePolicy,
  languages: readonly string[],
): Omit<RuleView, 'fromMs' | 'untilMs'> {
  const all = [...toolNames(policy, tools), ...sites.map(shownLine)];
  return {
    id,
    action,
    about: all.slice(0, MAX_LISTED),
    more: Math.max(0, all.length - MAX_LISTED),
    reason: textFor(policy, reason, languages),
    alternatives: toolNames(policy, alternatives),
  };
}

function managedView(configuration: ManagedConfiguration): Overview['managed'] {
  const { policyUrl, policyName, groups, ring, organisation, bootstrapPolicy, initial, trustedKeys } = configuration;
  const { origin, pathname } = new URL(policyUrl);
  return {
    policyUrl: `${origin}${pathname}`,
    policyName,
    groups: [...groups],
    ring,
    organisation,
    hasBootstrap: bootstrapPolicy !== null,
    initialMode: initial.mode,
    initialSites: [...initial.sites],
    keys: trustedKeys?.map(({ kid, crv }) => ({ kid, algorithm: crv })) ?? null,
  };
}
