/** Makes the page guards equal to what the policy in force wants, like the rules: compared by fingerprint, set in one go. */
import { compileGuards, NO_GUARDS, type GuardPlan } from '../compile/guards.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { sha256 } from '../policy/sha256.js';
import type { Permit } from './permits.js';
import type { Ports } from './ports.js';
import { guardRecord } from './records.js';
import { noteInstalled } from './self-check.js';

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
  const plan = effective === null ? NO_GUARDS : compileGuards(effective, permits, guards);
  return { plan, fingerprint: await sha256(JSON.stringify(plan)) };
}

/** Never rejects: a failure is recorded, and the next run tries again. */
export async function ensureGuards(ports: Ports, { plan, fingerprint }: Guarded): Promise<void> {
  try {
    const installed = await ports.guards.installed();
    if (isEmpty(plan)) {
      if (installed !== null) {
        await ports.guards.clear();
        await noteInstalled(ports, 'guards', '');
      }
    } else if (installed !== fingerprint) {
      await ports.guards.install(plan, fingerprint);
      await noteInstalled(ports, 'guards', fingerprint);
    }
    await guardRecord.write(ports.durable, { failure: null, leftOut: [...plan.leftOut] });
  } catch (error) {
    await guardRecord.write(ports.durable, { failure: String(error), leftOut: [] });
  }
}

export function isEmpty({ closed, closedPlaces, judged }: GuardPlan): boolean {
  return closed.length + closedPlaces.length + judged.length === 0;
}
