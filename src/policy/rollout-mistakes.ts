/** What makes rollouts contradict themselves or the policy that holds them. A document in which they do is refused. Pure. */
import { isEveryone, ROLLOUTS, type RolloutPlan } from './rollout.js';

interface RolloutHolder {
  readonly requires: readonly string[];
  readonly rules: readonly { readonly id: string }[];
  readonly rollouts?: readonly (RolloutPlan & { readonly replaces: readonly { readonly id: string }[] })[] | undefined;
}

/** The parts that are wrong. */
export function rolloutMistakes({ requires, rules, rollouts = [] }: RolloutHolder): (string | number)[][] {
  // A browser that does not know rollouts would enforce every rule for everybody.
  const unsaid = rollouts.length > 0 && !requires.includes(ROLLOUTS) ? [['requires']] : [];
  const free = new Set(rules.map(({ id }) => id));
  const ids = new Set<string>();
  const found = rollouts.flatMap((rollout, index) => {
    const mistakes: (string | number)[][] = [];
    if (ids.has(rollout.id)) mistakes.push(['id']);
    ids.add(rollout.id);
    // Unknown, or in a rollout already.
    for (const [position, id] of rollout.rules.entries()) if (!free.delete(id)) mistakes.push(['rules', position]);
    const own = new Set(rollout.rules);
    for (const [position, { id }] of rollout.replaces.entries())
      if (!own.delete(id)) mistakes.push(['replaces', position, 'id']);
    const stage = stageMistake(rollout);
    return [...mistakes, ...(stage === null ? [] : [stage])].map((path) => ['rollouts', index, ...path]);
  });
  return [...unsaid, ...found];
}

/** The part that is wrong, within the rollout; null when its stages make sense together. */
function stageMistake({ stages, state }: Pick<RolloutPlan, 'stages' | 'state'>): (string | number)[] | null {
  for (const [index, { from }] of stages.entries()) {
    const before = index === 0 ? undefined : stages[index - 1];
    const early =
      before !== undefined && (before.from === undefined || Date.parse(before.from) > Date.parse(from ?? ''));
    if (from !== undefined && (early || state === 'stopped')) return ['stages', index, 'from'];
  }
  return isEveryone(stages.at(-1) ?? {}) ? null : ['stages', stages.length - 1];
}
