/** Counts pages that open under an `observe` rule. A script on observed sites says that one has opened, and no more. */
import { decider } from '../../policy/decide.js';
import { parseAddress } from '../../policy/site.js';
import type { OpenedPage, Ports } from '../ports.js';
import { decisionHappening, recordEvent } from '../state/record-event.js';
import { readStanding } from '../state/policy-state.js';

export async function recordObserved(ports: Ports, { url, visit, isPrivate }: OpenedPage): Promise<void> {
  const host = parseAddress(url)?.host;
  const { standing } = await readStanding(ports);
  if (isPrivate || host === undefined || standing.kind !== 'in-force') return;
  const decision = decider(standing.effective)(url);
  if (decision?.rule.action !== 'observe') return;
  const { revision } = standing.effective.policy;
  await recordEvent(ports, decisionHappening('observed', decision, { host, decision: visit, revision }));
}
