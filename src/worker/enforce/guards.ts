/** Makes the page guards equal to what the policy in force wants, like the rules: compared by fingerprint, set in one go. */
import { compileGuards, NO_GUARDS, type GuardPlan } from '../../dnr/guards.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { sha256 } from '../../policy/sha256.js';
import { oncePerPolicy } from '../state/memoize.js';
import type { Permit } from '../state/bypasses.js';
import type { GuardPart, HeldGuards, Ports } from '../ports.js';
import { guardRecord } from '../state/records.js';
import { isSame } from '../state/deep-equal.js';
import { inTurn, noteInstalled } from './self-check.js';

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
    } else if (held?.fingerprint !== fingerprint || !(await isAsPlanned(ports, plan, held))) {
      await ports.guards.install(plan, fingerprint);
      await noteInstalled(ports, 'guards', fingerprint);
    }
    const { leftOut, unobserved } = plan;
    await guardRecord.keep(ports.durable, { failure: null, unguarded: leftOut.length, unobserved });
  } catch (error) {
    await guardRecord.write(ports.durable, { failure: String(error), unguarded: 0, unobserved: 0 });
  }
}

const PARTS: readonly GuardPart[] = ['closed', 'closedExcept', 'closedPlaces', 'judged', 'observed'];
/** Reading all lists of a large policy at each wake-up would be felt. */
const MAX_LISTS_READ = 100;

/** Whether the registrations, and a stretch of the lists, say what the fingerprint beside them promises. */
async function isAsPlanned(ports: Ports, plan: GuardPlan, held: HeldGuards): Promise<boolean> {
  const holds = (part: GuardPart) => {
    const wanted = new Set(plan[part]);
    return held[part].length === wanted.size && held[part].every((pattern) => wanted.has(pattern));
  };
  if (!PARTS.every(holds)) return false;
  const hosts = inTurn(Object.keys(plan.lists), ports.random.fraction()).slice(0, MAX_LISTS_READ);
  const lists = await ports.guards.lists(hosts);
  return hosts.every((host) => isSame(lists[host], plan.lists[host]));
}

function isEmpty({ closed, closedPlaces, judged, observed }: GuardPlan): boolean {
  return closed.length + closedPlaces.length + judged.length + observed.length === 0;
}
