/** The open-tab scan: pages that were open before the policy follow it too. */
import type { Ports } from '../ports.js';
import { apply } from '../state/apply.js';
import { storeEffects } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { sweptRecord } from '../state/records.js';
import { reloadAccountPages } from './account-tabs.js';
import type { Guarded } from './memory.js';
import { restrictOpenTabs } from './restricted-tabs.js';

/** Scans the open tabs, only if something changed since the last scan, with the decisions that the guards were compiled from. */
export async function reachOpenPages(
  ports: Ports,
  { policyState, bypasses, session, records }: State,
  { plan, fingerprint }: Guarded,
): Promise<void> {
  if (policyState.kind !== 'in-force' || session.swept === fingerprint) return;
  const { effective } = policyState;
  await restrictOpenTabs(ports, effective, { bypasses, plan });
  await apply(ports, storeEffects('session', { [sweptRecord.key]: fingerprint }));
  await reloadAccountPages(ports, effective, records.accounts);
}
