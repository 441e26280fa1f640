/** What the worker is told: ids, words of a list and a count; never anything of a text. */
import type { DataFound, DataRequest } from '../../protocol/data-messages.js';
import type { EvaluatedFinding } from '../../data/plan.js';
import type { Finding } from '../../data/finding.js';

export type Channel = DataFound['channel'];
export type Outcome = DataFound['outcome'];
export type DegradedCode = Extract<DataRequest, { kind: 'data-guard-degraded' }>['code'];

function tell(message: DataRequest): void {
  // Nobody waits for an answer; a guard that outlives its extension has nobody to tell.
  void chrome.runtime.sendMessage(message).catch(() => undefined);
}

const MOST = 100_000;

export function reportFound(
  rule: string,
  findings: readonly (Finding | EvaluatedFinding)[],
  channel: Channel,
  outcome: Outcome,
): void {
  const counts = new Map<string, number>();
  for (const each of findings) {
    const { detector, count } = 'finding' in each ? each.finding : each;
    counts.set(detector, (counts.get(detector) ?? 0) + count);
  }
  for (const [detector, count] of counts)
    tell({ kind: 'data-found', rule, detector, channel, outcome, count: Math.min(count, MOST) });
}

const told = new Set<string>();

/** Once a page for each code: a page that hinders the guard does so all the time. */
export function reportDegraded(rule: string, code: DegradedCode): void {
  if (told.has(code)) return;
  told.add(code);
  tell({ kind: 'data-guard-degraded', rule, code });
}
