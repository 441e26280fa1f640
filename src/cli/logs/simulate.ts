/** `gatepost simulate`: what a policy would have done to the traffic of a log. Publishes nothing, keeps nothing. */
import { createHmac } from 'node:crypto';
import type { BrowserFacts } from '../../policy/audience.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { enforcementByBrowser } from '../deploy/enforcement-by-browser.js';
import type { BrowserEnforcement } from '../deploy/enforcement-table.js';
import { renderRollouts } from '../publishing/format-rollout.js';
import { loadNextPolicy, loadPolicyFile } from '../publishing/load-policy.js';
import { HostDecisions } from './host-cache.js';
import { LogRecord } from './log-record.js';
import { readLogs, type LogOptions } from './read-log.js';
import { Reading } from './reading.js';
import { reportFrom, type SimulationReport } from './simulation-report.js';
import { catalogueAsPolicy, simulatedPairs, tellingSites } from './simulated-policy.js';
import { Tally } from './tally.js';
import { DecisionTable } from './decisions.js';

export interface SimulateOptions extends LogOptions {
  /** A policy source or a published document. */
  readonly policyFile: string;
  /** The same, to hold it against; null for none. */
  readonly againstFile: string | null;
  /** Files; `-` is standard input. */
  readonly logs: readonly string[];
  /** Null: each address is decided for the audience with the strictest result. */
  readonly facts: BrowserFacts | null;
  /** The moment for which windows are evaluated, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** Later moments that count as well: each address is decided at the one with the strictest result. */
  readonly laterMs?: readonly number[];
  /** How many people of each restricted line are named at most; 0 names nobody. */
  readonly names: number;
  /** People are named by a keyed hash, and lines are not shown; null: they are named as the log does. */
  readonly pseudonymKey: string | null;
}

/** @throws CommandError when a policy has mistakes, or a log cannot be read at all */
export async function simulate(options: SimulateOptions): Promise<SimulationReport> {
  const { policyFile, againstFile, nowMs } = options;
  const against = againstFile === null ? null : await loadPolicyFile(againstFile, nowMs);
  const policy = await loadNextPolicy(policyFile, against, nowMs);
  return simulatePolicies(policy, against, options);
}

/** Who enforces each rule of the policy, for the same kind of browser: what a log cannot show. */
export async function enforcementOf(
  policyFile: string,
  facts: BrowserFacts | null,
  nowMs: number,
): Promise<BrowserEnforcement[]> {
  return enforcementByBrowser(await loadPolicyFile(policyFile, nowMs), facts, false);
}

/** For policies that have been read: what the gate of publish asks. */
export async function simulatePolicies(
  policy: AcceptedPolicy,
  against: AcceptedPolicy | null,
  options: Omit<SimulateOptions, 'policyFile' | 'againstFile'>,
): Promise<SimulationReport> {
  const { facts, nowMs, laterMs = [], logs, names, pseudonymKey } = options;
  const catalogue = await catalogueAsPolicy(nowMs);
  const pairs = await simulatedPairs(policy, against, facts, [nowMs, ...laterMs]);
  const table = new DecisionTable({ pairs, catalogue: catalogue.decide }, names > 0);
  const sites = [...tellingSites(policy), ...(against === null ? [] : tellingSites(against))];
  const decisions = new HostDecisions({ policies: sites, others: catalogue.sites }, table.ask);
  const nameOf = (name: string) => (pseudonymKey === null ? name : pseudonym(name, pseudonymKey));
  const tally = new Tally(names, nameOf, decisions);
  const reading = new Reading(pseudonymKey === null);
  const record = new LogRecord();
  const onRequest = () => {
    tally.add(record, table.bucketOf(decisions.of(record)));
  };
  await readLogs(logs, { options, reading, record, onRequest });
  const browser = facts === null ? null : { groups: facts.groups, ring: facts.ring };
  const about = {
    policy: titleOf(policy),
    against: against === null ? null : titleOf(against),
    at: new Date(nowMs).toISOString(),
    later: laterMs.map((ms) => new Date(ms).toISOString()),
    rollouts: renderRollouts(policy, nowMs),
    browser,
  };
  return reportFrom(about, tally, table, reading);
}

const titleOf = ({ name, revision }: AcceptedPolicy): string =>
  revision === 0 ? 'nothing published yet' : `${name}, revision ${revision}`;

/** The same person gets the same name in every run with the key; without it, none can be told from it. */
function pseudonym(name: string, key: string): string {
  return createHmac('sha256', key).update(name).digest('base64url').slice(0, 16);
}
