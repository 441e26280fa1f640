/**
 * The self-check: whether what is installed is what was installed last. Reconcile repairs what it can at every wake-up and
 * notes it here.
 */
import type { DnrRule } from '../../dnr/compile-rules.js';
import { recordEffect, type Effect } from '../state/effects.js';
import type { Records } from '../state/load-state.js';

export const POLL_ALARM = 'poll';

export type Repairable = 'rules' | 'guards' | 'alarms';

/** Reading rules back costs by their domains: about 5 ms for so many. */
const MAX_DOMAINS_READ = 5_000;

/**
 * The rules to read back at this wake-up: all of a small set; of a large one a stretch, so that every rule has its turn.
 * @param turn at least 0, less than 1: where in the set the stretch begins
 */
export function rulesToReadBack(rules: readonly DnrRule[], turn: number): readonly DnrRule[] {
  const all = inTurn(rules, turn);
  let domains = 0;
  const end = all.findIndex(({ condition }) => {
    domains += condition.requestDomains?.length ?? 0;
    return domains > MAX_DOMAINS_READ;
  });
  return end === -1 ? all : all.slice(0, Math.max(end, 1));
}

/** The same list, begun somewhere else and gone round. */
export function inTurn<Each>(list: readonly Each[], turn: number): readonly Each[] {
  const begin = Math.floor(turn * list.length);
  return [...list.slice(begin), ...list.slice(0, begin)];
}

type SelfCheckRecord = NonNullable<Records['selfCheck']>;

/** What a run has found and done. A part that is left out was not looked at. */
export interface Done {
  /** The fingerprints of what is installed now; empty when everything was taken away on purpose. */
  readonly rules?: string;
  readonly guards?: string;
  /** Whether they had to be installed. */
  readonly areRulesNew?: boolean;
  readonly areGuardsNew?: boolean;
  /** Whether an alarm that should be set was not. */
  readonly alarms?: boolean;
}

/** What is remembered after a run. The same set installed again had been taken away: that is a repair. */
export function selfCheckAfter(
  before: SelfCheckRecord | null,
  { rules, guards, areRulesNew = false, areGuardsNew = false, alarms = false }: Done,
  nowMs: number,
): { selfCheck: SelfCheckRecord | null; repaired: readonly Repairable[] } {
  const { installed = {}, repairedAtMs = {} } = before ?? {};
  const isAgain = (part: 'rules' | 'guards', fingerprint = '') => fingerprint !== '' && installed[part] === fingerprint;
  const repaired: Repairable[] = [
    ...(alarms ? (['alarms'] as const) : []),
    ...(areRulesNew && isAgain('rules', rules) ? (['rules'] as const) : []),
    ...(areGuardsNew && isAgain('guards', guards) ? (['guards'] as const) : []),
  ];
  const isNoted = areRulesNew || areGuardsNew || repaired.length > 0;
  if (!isNoted) return { selfCheck: before, repaired };
  const selfCheck = {
    installed: { ...installed, ...(areRulesNew && { rules }), ...(areGuardsNew && { guards }) },
    repairedAtMs: { ...repairedAtMs, ...Object.fromEntries(repaired.map((part) => [part, nowMs])) },
  };
  return { selfCheck, repaired };
}

export function repairEvents(repaired: readonly Repairable[]): readonly Effect[] {
  return repaired.map((code) => recordEffect({ kind: 'state-repaired', code }));
}
