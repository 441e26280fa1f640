/** What is open in tabs follows the policy too: guards are put in step, and what was open before is swept. */
import { reloadAccountPages } from './account-tabs.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { ensureGuards, plannedGuards, type Guarded } from './guards.js';
import type { ValidPermit } from '../state/bypasses.js';
import type { Ports } from '../ports.js';
import { sweep } from './restricted-tabs.js';

/** In the browser's session: tabs restored at its start have to be looked at too. */
const SWEPT_KEY = 'swept';

/** Puts the guards in step. */
export async function guardPages(
  ports: Ports,
  effective: EffectivePolicy | null,
  permits: readonly ValidPermit[],
): Promise<Guarded> {
  const guarded = await plannedGuards(ports, effective, permits);
  await ensureGuards(ports, guarded);
  return guarded;
}

/** What is open is judged with what the guards were made for. */
interface Force {
  readonly permits: readonly ValidPermit[];
  readonly guarded: Guarded;
}

/** Looks at the tabs, only when something changed since it last did. */
export async function reachOpenPages(
  ports: Ports,
  effective: EffectivePolicy | null,
  { permits, guarded }: Force,
): Promise<void> {
  if (effective === null || (await ports.session.get(SWEPT_KEY)) === guarded.fingerprint) return;
  await sweep(ports, effective, { permits, plan: guarded.plan });
  await ports.session.set(SWEPT_KEY, guarded.fingerprint);
  await reloadAccountPages(ports, effective);
}
