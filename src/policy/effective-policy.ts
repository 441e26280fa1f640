/**
 * The effective policy: which rules apply to this browser now. The only maker of `EffectivePolicy`; everything that
 * compiles or decides takes nothing else. Pure: the accepted policy and the moment go in, the answer comes out.
 */
import type { AcceptedPolicy, Action, Rule } from './schema.js';

declare const effective: unique symbol;

/** `observing` lets everything through that would be restricted. */
export type Mode = 'enforcing' | 'observing';

interface EffectiveFacts {
  readonly policy: AcceptedPolicy;
  readonly mode: Mode;
  /** The rules that apply, in order; the first that matches decides. */
  readonly rules: readonly EffectiveRule[];
  /** True once `expiresAt` has passed: the rules stay in force and every surface says that the policy is late. */
  readonly stale: boolean;
  /** The next moment at which this answer may differ, in milliseconds since the epoch; null when never. */
  readonly nextChangeAtMs: number | null;
}

export type EffectivePolicy = EffectiveFacts & { readonly [effective]: true };

export interface EffectiveRule extends Omit<Rule, 'action'> {
  readonly action: Action;
}

/** @param nowMs milliseconds since the epoch */
export function effectivePolicy(policy: AcceptedPolicy, nowMs: number): EffectivePolicy {
  const expiresAtMs = Date.parse(policy.expiresAt);
  const stale = nowMs >= expiresAtMs;
  const observing = policy.mode === 'observe';
  const facts: EffectiveFacts = {
    policy,
    mode: observing ? 'observing' : 'enforcing',
    rules: observing ? policy.rules.map((rule) => ({ ...rule, action: observedAction(rule.action) })) : policy.rules,
    stale,
    nextChangeAtMs: stale ? null : expiresAtMs,
  };
  return facts as EffectivePolicy;
}

function observedAction(action: Action): Action {
  return action === 'allow' ? 'allow' : 'observe';
}
