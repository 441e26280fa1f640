/**
 * What can be said about a rule on a machine where nothing of ours runs. The browser's own policies are written once and
 * hold for everybody there, at every hour: a rule that holds for some people or for some hours only must not become one.
 */
import type { PublishedPolicy, Rule } from '../../policy/schema.js';

/** `sometimes`: it depends on the person, the hour or chance. */
type Certainty = 'always' | 'sometimes' | 'never';

export interface EvaluatedRule {
  readonly rule: Rule;
  readonly certainty: Certainty;
  /** Why it is not `always`; empty when it is. */
  readonly because: string;
}

/** What is known about the machines that the files are for; null: groups and ring differ among them. */
export type KnownFacts = { readonly groups: readonly string[]; readonly ring: string | null } | null;

export function evaluateRules(policy: PublishedPolicy, facts: KnownFacts): EvaluatedRule[] {
  const staged = new Set(policy.rollouts?.flatMap(({ rules }) => rules));
  return policy.rules.map((rule) => ({ rule, ...evaluate(rule, staged.has(rule.id), facts) }));
}

function evaluate({ audience, window }: Rule, isStaged: boolean, facts: KnownFacts): Omit<EvaluatedRule, 'rule'> {
  const groups = membership(audience?.groups, facts?.groups ?? null);
  const rings = membership(audience?.rings, facts === null ? null : facts.ring === null ? [] : [facts.ring]);
  if (groups === 'never' || rings === 'never' || audience?.percent === 0) {
    return { certainty: 'never', because: 'its audience is not on these machines' };
  }
  const open = [
    groups === 'sometimes' ? 'groups' : '',
    rings === 'sometimes' ? 'a ring' : '',
    audience?.browsers === undefined ? '' : 'single browsers',
    audience?.percent === undefined || audience.percent === 100 ? '' : 'a percentage',
    window === undefined ? '' : 'a time window',
    isStaged ? 'those whom its rollout has reached' : '',
  ].filter((reason) => reason !== '');
  if (open.length === 0) return { certainty: 'always', because: '' };
  return { certainty: 'sometimes', because: `it is for ${open.join(' and ')}` };
}

function membership(wanted: readonly string[] | undefined, own: readonly string[] | null): Certainty {
  if (wanted === undefined) return 'always';
  if (own === null) return 'sometimes';
  const folded = new Set(own.map(fold));
  return wanted.some((name) => folded.has(fold(name))) ? 'always' : 'never';
}

/** As `policy/audience.ts` compares names. */
const fold = (name: string): string => name.normalize('NFC').toLowerCase();
