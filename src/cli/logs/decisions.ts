/**
 * The table of verdicts: what the simulated policy, the one it is held against, and the catalogue say of an address,
 * together in one number, so that the lines of a log need one question instead of three.
 */
import { ACTIONS } from '../../policy/actions.js';
import type { Decide, Decision } from '../../policy/decide.js';
import type { Address } from '../../policy/site.js';
import { NOBODYS } from './host-cache.js';
import { Count, type Bucket } from './tally.js';

/** What happens to people where the policies differ; null when there is no policy to hold it against. */
export type Difference = 'newly-restricted' | 'lifted' | 'same' | null;

/** One line of the report: a rule and a tool, or a tool of the catalogue that no rule is about. */
export interface Cell {
  readonly rule: Decision['rule'] | null;
  readonly tool: Decision['tool'];
  /** The site of a tool that no rule is about; null elsewhere. */
  readonly site: string | null;
  readonly restricts: boolean;
  readonly difference: Difference;
  readonly count: Count;
  readonly names: Set<string> | null;
}

/** Both policies, for one kind of browser. */
export interface Pair {
  readonly policy: Decide;
  /** Null: nothing to compare with. */
  readonly against: Decide | null;
}

interface Deciders {
  /** For each kind of browser; what hits one of them counts. */
  readonly pairs: readonly Pair[];
  /** Every tool of the catalogue, as if one rule were about them all. */
  readonly catalogue: Decide;
}

export class DecisionTable {
  readonly newlyRestricted = new Count();
  readonly lifted = new Count();
  readonly restricted = new Count();
  readonly #numbers = new Map<string, number>();
  readonly #buckets: (Bucket | null)[] = [null];
  readonly #cells = new Map<string, Cell>();

  constructor(
    private readonly deciders: Deciders,
    private readonly namesPeople: boolean,
  ) {}

  get cells(): readonly Cell[] {
    return [...this.#cells.values()];
  }

  /** The number of the decision on an address. */
  readonly ask = (at: string | Address): number => {
    const { decision, before, difference } = this.#evaluate(at);
    const known = decision === null ? this.deciders.catalogue(at) : null;
    if (decision === null && before === null && known === null) return NOBODYS;
    // Lifted restrictions are told by the rule that no longer is about the address.
    const telling = decision ?? (before?.restricts === true ? before : null);
    const key = [
      telling?.rule.id ?? '',
      telling?.rule.action ?? '',
      (telling?.tool ?? known?.tool)?.id ?? '',
      telling === null ? (known?.site ?? '') : '',
      decision?.restricts ?? false,
      difference ?? '',
    ].join('\0');
    const number = this.#numbers.get(key);
    if (number !== undefined) return number;
    if (telling === null && known === null) return NOBODYS;
    this.#buckets.push(this.#bucketOf(key, { telling, known, restricts: decision?.restricts === true, difference }));
    this.#numbers.set(key, this.#buckets.length - 1);
    return this.#buckets.length - 1;
  };

  /** For the kind of browser that is hit hardest: newly restricted before restricted before lifted; then the stricter action. */
  #evaluate(at: string | Address): Evaluated {
    let worst: Evaluated = { decision: null, before: null, difference: null };
    let weight = -1;
    for (const { policy, against } of this.deciders.pairs) {
      const decision = policy(at);
      const before = against?.(at) ?? null;
      const difference = against === null ? null : differenceOf(before, decision);
      const own = weightOf(decision, difference);
      if (own <= weight) continue;
      weight = own;
      worst = { decision, before, difference };
    }
    return worst;
  }

  bucketOf(decision: number): Bucket | null {
    return this.#buckets[decision] ?? null;
  }

  #bucketOf(
    key: string,
    {
      telling,
      known,
      restricts,
      difference,
    }: {
      telling: Decision | null;
      known: Decision | null;
      restricts: boolean;
      difference: Difference;
    },
  ): Bucket {
    const cell: Cell = {
      rule: telling?.rule ?? null,
      tool: (telling ?? known)?.tool ?? null,
      site: telling === null ? (known?.site ?? null) : null,
      restricts,
      difference,
      count: new Count(),
      names: this.namesPeople && (restricts || difference === 'lifted') ? new Set() : null,
    };
    this.#cells.set(key, cell);
    const counts = [cell.count];
    if (restricts) counts.push(this.restricted);
    if (difference === 'newly-restricted') counts.push(this.newlyRestricted);
    if (difference === 'lifted') counts.push(this.lifted);
    return {
      counts,
      restricts,
      newlyRestricts: difference === 'newly-restricted',
      uncovered: telling === null,
      names: cell.names,
    };
  }
}

function differenceOf(before: Decision | null, after: Decision | null): Difference {
  const [was, is] = [before?.restricts === true, after?.restricts === true];
  if (was === is) return 'same';
  return is ? 'newly-restricted' : 'lifted';
}

interface Evaluated {
  readonly decision: Decision | null;
  readonly before: Decision | null;
  readonly difference: Difference;
}

function weightOf(decision: Decision | null, difference: Difference): number {
  const action = decision === null ? 0 : 1 + ACTIONS[decision.rule.action].weight;
  if (difference === 'newly-restricted') return 3 * STRONGER + action;
  if (decision?.restricts === true) return 2 * STRONGER + action;
  return difference === 'lifted' ? STRONGER : action;
}

/** Above the weight of every action. */
const STRONGER = 10;
