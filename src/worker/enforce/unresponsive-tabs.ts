/** Pages that their guard ended, and whose script stops every departure: the worker takes the tab, or the frame, away. */
import type { Frame, Ports } from '../ports.js';
import type { State } from '../state/load-state.js';
import { restrictUnresponsive, restrictView } from './restricted-tabs.js';

/** @param address for which the guard ended it */
export async function endUnresponsivePage(
  ports: Ports,
  { policyState, bypasses }: State,
  { tabId, frameId }: Frame,
  address: string,
): Promise<void> {
  if (policyState.kind === 'in-force')
    await restrictUnresponsive(ports, policyState.effective, bypasses, { tabId, frameId, address });
}

/** @param url of a view of a page that has just opened in this tab, which no rule sees */
export async function endView(
  ports: Ports,
  { policyState, bypasses }: State,
  tabId: number,
  url: string,
): Promise<void> {
  if (policyState.kind === 'in-force') await restrictView(ports, policyState.effective, bypasses, { tabId, url });
}
