/** What is open in tabs follows the policy too: guards are put in step, and what was open before is swept. */
import { reloadAccountPages } from './account-pages.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { ensureGuards, plannedGuards, type Guarded } from './guards.js';
import { readPermits, type ValidPermit } from './permits.js';
import type { Ports } from './ports.js';
import type { Standing } from './standing.js';
import { sweep } from './sweep.js';

/** In the browser's session: tabs restored at its start have to be looked at too. */
const SWEPT_KEY = 'swept';

/** What the guards were made for. */
interface GuardedPages {
  readonly effective: EffectivePolicy | null;
  readonly permits: readonly ValidPermit[];
  readonly guarded: Guarded;
}

/** Puts the guards in step. */
export async function guardPages(ports: Ports, standing: Standing): Promise<GuardedPages> {
  const effective = standing.kind === 'in-force' ? standing.effective : null;
  const permits = effective === null ? [] : await readPermits(ports, effective);
  const guarded = await plannedGuards(ports, effective, permits);
  await ensureGuards(ports, guarded);
  return { effective, permits, guarded };
}

/** Looks at the tabs, only when something changed since it last did. */
export async function reachOpenPages(ports: Ports, { effective, permits, guarded }: GuardedPages): Promise<void> {
  if (effective === null || (await ports.session.get(SWEPT_KEY)) === guarded.fingerprint) return;
  await sweep(ports, effective, { permits, plan: guarded.plan });
  await ports.session.set(SWEPT_KEY, guarded.fingerprint);
  await reloadAccountPages(ports, effective);
}
