/** Makes the page guards equal to what the policy in force wants, like the rules: compared by fingerprint, set in one go. */
import { compileGuards, NO_GUARDS, type GuardPlan } from '../../dnr/guards.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { guardedHosts, type GuardList } from '../../policy/guard-list.js';
import { sha256 } from '../../policy/sha256.js';
import { parseAddress } from '../../policy/site.js';
import { oncePerPolicy } from '../state/memoize.js';
import { readPermits, type Permit } from '../state/bypasses.js';
import type { GuardPart, HeldGuards, Ports } from '../ports.js';
import { guardRecord } from '../state/records.js';
import { noteInstalled } from './self-check.js';
import { readStanding } from '../state/policy-state.js';

export interface Guarded {
  readonly plan: GuardPlan;
  readonly fingerprint: string;
}

/** @param effective null: nothing is enforced */
export async function plannedGuards(
  { guards }: Pick<Ports, 'guards'>,
  effective: EffectivePolicy | null,
  permits: readonly Permit[],
): Promise<Guarded> {
  if (effective === null) return fingerprinted(NO_GUARDS);
  return planOnce(effective, { permits, dottedHostsApart: guards.dottedHostsApart });
}

interface Planning {
  readonly permits: readonly Permit[];
  readonly dottedHostsApart: boolean;
}

const planOnce = oncePerPolicy((effective, { permits, ...browser }: Planning) =>
  fingerprinted(compileGuards(effective, permits, browser)),
);

async function fingerprinted(plan: GuardPlan): Promise<Guarded> {
  return { plan, fingerprint: await sha256(JSON.stringify(plan)) };
}

/** Never rejects: a failure is recorded, and the next run tries again. */
export async function ensureGuards(ports: Ports, { plan, fingerprint }: Guarded): Promise<void> {
  try {
    const held = await ports.guards.installed();
    if (isEmpty(plan)) {
      if (held !== null) {
        await ports.guards.clear();
        await noteInstalled(ports, 'guards', '');
      }
    } else if (held?.fingerprint !== fingerprint || !isAsPlanned(plan, held)) {
      await ports.guards.install(plan, fingerprint);
      await noteInstalled(ports, 'guards', fingerprint);
    }
    const { leftOut, unobserved } = plan;
    await guardRecord.keep(ports.durable, { failure: null, unguarded: leftOut.length, unobserved });
  } catch (error) {
    await guardRecord.write(ports.durable, { failure: String(error), unguarded: 0, unobserved: 0 });
  }
}

const PARTS = ['closed', 'closedExcept', 'closedPlaces', 'observed'] satisfies readonly GuardPart[];

/** Whether the registrations say what the fingerprint beside them promises. */
function isAsPlanned(plan: GuardPlan, held: HeldGuards): boolean {
  const isSameSet = (found: readonly string[], wanted: ReadonlySet<string>) =>
    found.length === wanted.size && found.every((each) => wanted.has(each));
  const spelt = ({ spellings }: Pick<GuardPlan, 'spellings'>) =>
    spellings.map(({ files, matches }) => `${files.join()} ${[...matches].sort().join()}`);
  return (
    PARTS.every((part) => isSameSet(held[part], new Set(plan[part]))) && isSameSet(spelt(held), new Set(spelt(plan)))
  );
}

/**
 * The list that the guard of this page judges by; null: none does any more. Undefined where no policy says.
 * @param url of a page, or the origin of a window without an address
 */
export async function guardListFor(ports: Ports, url: string): Promise<GuardList | null | undefined> {
  const { standing } = await readStanding(ports);
  const host = parseAddress(url)?.host;
  if (standing.kind === 'unsettled' || host === undefined) return undefined;
  if (standing.kind === 'open') return null;
  const permits = await readPermits(ports, standing.effective);
  const { lists } = (await plannedGuards(ports, standing.effective, permits)).plan;
  const nearest = guardedHosts(host).find((each) => Object.hasOwn(lists, each));
  return nearest === undefined ? null : lists[nearest];
}

function isEmpty({ closed, closedPlaces, judged, observed }: GuardPlan): boolean {
  return closed.length + closedPlaces.length + judged.length + observed.length === 0;
}
