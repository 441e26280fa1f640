/**
 * What one piece of work hands to the next while the worker runs: the state, and what was compiled from its policy. It is
 * one value that the engine owns. A worker that starts makes everything of the signed document anew.
 */
import type { CompiledRules } from '../../dnr/compile-rules.js';
import type { GuardPlan } from '../../dnr/guards.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import type { LastState } from '../state/open-state.js';

export interface Guarded {
  readonly plan: GuardPlan;
  readonly fingerprint: string;
}

/** What was made of a policy, and from what besides: the same text means the same input. */
export interface Compiled<Result> {
  readonly effective: EffectivePolicy;
  readonly by: string;
  readonly result: Result;
}

export interface Memory extends LastState {
  rules: Compiled<CompiledRules> | null;
  guards: Compiled<Guarded> | null;
}

export const newMemory = (): Memory => ({ state: null, rules: null, guards: null });
