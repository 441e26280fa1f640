/** Pages that their guard ended, and whose script stops every departure: the worker takes the tab, or the frame, away. */
import { readPermits } from '../state/bypasses.js';
import type { Frame, Ports } from '../ports.js';
import { readStanding } from '../state/policy-state.js';
import { sweepHeld, sweepView } from './restricted-tabs.js';

/** @param address for which the guard ended it */
export async function endHeldPage(ports: Ports, { tabId, frameId }: Frame, address: string): Promise<void> {
  const { standing } = await readStanding(ports);
  if (standing.kind !== 'in-force') return;
  const { effective } = standing;
  await sweepHeld(ports, effective, await readPermits(ports, effective), { tabId, frameId, address });
}

/** @param url of a view of a page that has just opened in this tab, which no rule sees */
export async function endView(ports: Ports, tabId: number, url: string): Promise<void> {
  const { standing } = await readStanding(ports);
  if (standing.kind !== 'in-force') return;
  const { effective } = standing;
  await sweepView(ports, effective, await readPermits(ports, effective), { tabId, url });
}
