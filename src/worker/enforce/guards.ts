/** Makes the page guards equal to what the active policy wants, like the rules: compared by fingerprint, set in one go. */
import { compileGuards, NO_GUARDS, type GuardPlan } from '../../dnr/guards.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { guardedHosts, type GuardList } from '../../policy/guard-list.js';
import { sha256 } from '../../policy/sha256.js';
import { parseAddress } from '../../policy/site.js';
import type { GuardPart, InstalledGuards, Ports } from '../ports.js';
import type { Records, State } from '../state/load-state.js';
import type { Guarded, Memory } from './memory.js';

type PolicyState = Pick<State, 'policyState' | 'bypasses'>;

/** The guards that the browser is to hold: none where nothing is enforced. */
export async function desiredGuards(
  { policyState, bypasses }: PolicyState,
  { dottedHostsApart }: Pick<Ports['guards'], 'dottedHostsApart'>,
  memory: Pick<Memory, 'guards'>,
): Promise<Guarded> {
  if (policyState.kind !== 'in-force') return fingerprinted(NO_GUARDS);
  const { effective } = policyState;
  const by = JSON.stringify([bypasses, dottedHostsApart]);
  const { guards: last } = memory;
  if (last?.effective === effective && last.by === by) return last.result;
  const result = await fingerprinted(compileGuards(effective, bypasses, { dottedHostsApart }), dataRulesOf(effective));
  memory.guards = { effective, by, result };
  return result;
}

/** @param beside what pages ask for themselves, and are told of when it changes */
async function fingerprinted(plan: GuardPlan, beside = ''): Promise<Guarded> {
  return { plan, fingerprint: await sha256(JSON.stringify(plan) + beside) };
}

/** Empty where no rule has one: nothing else of the plan changes then. */
function dataRulesOf({ policy, rules, mode }: EffectivePolicy): string {
  const guarded = rules.filter(({ data }) => data !== undefined);
  if (guarded.length === 0) return '';
  return JSON.stringify([mode, policy.data, policy.organisation, guarded]);
}

export interface GuardsInstalled {
  readonly guarded: Guarded;
  readonly record: NonNullable<Records['guards']>;
  /** Of what is installed now; empty: nothing is, on purpose. */
  readonly fingerprint: string;
  /** Whether anything had to be installed or taken away. */
  readonly isNew: boolean;
}

/** Never rejects: a failure is recorded, and the next run retries. */
export async function installGuards({ guards }: Pick<Ports, 'guards'>, guarded: Guarded): Promise<GuardsInstalled> {
  const { plan, fingerprint } = guarded;
  try {
    const found = await guards.installed();
    const record = { failure: null, unguarded: plan.leftOut.length, unobserved: plan.unobserved };
    if (isEmpty(plan)) {
      if (found !== null) await guards.clear();
      return { guarded, record, fingerprint: '', isNew: found !== null };
    }
    const isNew = found?.fingerprint !== fingerprint || !isAsPlanned(plan, found);
    if (isNew) await guards.install(plan, fingerprint);
    return { guarded, record, fingerprint, isNew };
  } catch (error) {
    const record = { failure: String(error), unguarded: 0, unobserved: 0 };
    return { guarded, record, fingerprint, isNew: false };
  }
}

const PARTS = ['staticHosts', 'staticExcept', 'staticPlaces', 'observed', 'data'] satisfies readonly GuardPart[];

/** Whether the registrations match the fingerprint beside them. */
function isAsPlanned(plan: GuardPlan, installed: InstalledGuards): boolean {
  const isSameSet = (found: readonly string[], wanted: ReadonlySet<string>) =>
    found.length === wanted.size && found.every((each) => wanted.has(each));
  const spelt = ({ spellings }: Pick<GuardPlan, 'spellings'>) =>
    spellings.map(({ files, matches }) => `${files.join()} ${[...matches].sort().join()}`);
  return (
    PARTS.every((part) => isSameSet(installed[part], new Set(plan[part]))) &&
    isSameSet(spelt(installed), new Set(spelt(plan)))
  );
}

/**
 * The list that the guard of this page decides by; null: none any more. Undefined where no policy says.
 * @param url of a page, or the origin of a window without an address
 */
export async function guardListFor(
  state: PolicyState,
  browser: Pick<Ports['guards'], 'dottedHostsApart'>,
  memory: Pick<Memory, 'guards'>,
  url: string,
): Promise<GuardList | null | undefined> {
  const host = parseAddress(url)?.host;
  if (state.policyState.kind === 'unsettled' || host === undefined) return undefined;
  if (state.policyState.kind === 'open') return null;
  const { lists } = (await desiredGuards(state, browser, memory)).plan;
  const nearest = guardedHosts(host).find((each) => Object.hasOwn(lists, each));
  return nearest === undefined ? null : lists[nearest];
}

function isEmpty({ staticHosts, staticPlaces, dynamicHosts, observed, data }: GuardPlan): boolean {
  return staticHosts.length + staticPlaces.length + dynamicHosts.length + observed.length + data.length === 0;
}
