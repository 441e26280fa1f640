/**
 * What was made of a policy is made once while the worker runs. Only its own memory is trusted with that: nothing that
 * was compiled is stored, so a worker that starts makes everything of the signed document anew.
 */
import type { EffectivePolicy } from '../../policy/effective-policy.js';

/** @param make a pure function; `Input` survives JSON, and the same text means the same input */
export function oncePerPolicy<Input, Result>(
  make: (effective: EffectivePolicy, input: Input) => Result,
): (effective: EffectivePolicy, input: Input) => Result {
  const last = new WeakMap<EffectivePolicy, { readonly by: string; readonly result: Result }>();
  return (effective, input) => {
    const by = JSON.stringify(input);
    const before = last.get(effective);
    if (before?.by === by) return before.result;
    const result = make(effective, input);
    last.set(effective, { by, result });
    return result;
  };
}
