/** Pages that their guard ended, and whose script stops every departure: the worker takes the tab, or the frame, away. */
import type { Frame, Ports } from '../ports.js';
import type { State } from '../state/load-state.js';
import { sweepHeld, sweepView } from './restricted-tabs.js';

/** @param address for which the guard ended it */
export async function endHeldPage(
  ports: Ports,
  { standing, permits }: State,
  { tabId, frameId }: Frame,
  address: string,
): Promise<void> {
  if (standing.kind === 'in-force') await sweepHeld(ports, standing.effective, permits, { tabId, frameId, address });
}

/** @param url of a view of a page that has just opened in this tab, which no rule sees */
export async function endView(ports: Ports, { standing, permits }: State, tabId: number, url: string): Promise<void> {
  if (standing.kind === 'in-force') await sweepView(ports, standing.effective, permits, { tabId, url });
}
