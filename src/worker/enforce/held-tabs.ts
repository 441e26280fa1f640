/** Pages that their guard ended, and whose script stops every departure: the worker takes the tab away. */
import { readPermits } from '../state/bypasses.js';
import type { Ports } from '../ports.js';
import { readStanding } from '../state/policy-state.js';
import { sweepHeldTab } from './restricted-tabs.js';

/** @param address for which the guard ended it */
export async function endHeldPage(ports: Ports, tabId: number, address: string): Promise<void> {
  const { standing } = await readStanding(ports);
  if (standing.kind !== 'in-force') return;
  await sweepHeldTab(ports, standing.effective, await readPermits(ports, standing.effective), { tabId, address });
}
