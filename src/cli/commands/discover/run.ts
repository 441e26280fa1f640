/** `gatepost discover`: which AI tools people use already, and which names of a log look like one. Asks no network. */
import { catalogueTools } from '../../../authoring/catalogue-tools.js';
import type { KnownTool } from '../../../authoring/known-tools.js';
import { KnownSites } from '../../discover/known-sites.js';
import { discoveredIn, type Discovered } from '../../discover/report.js';
import { UsageTally } from '../../discover/usage.js';
import { LogRecord } from '../../logs/log-record.js';
import { readLogs, type LogOptions } from '../../logs/read-log.js';
import { Reading } from '../../logs/reading.js';
import { readNamedPolicy } from '../../publishing/load-policy.js';
import { policyWords } from '../../publishing/policy-words.js';

export interface DiscoverOptions extends LogOptions {
  readonly logs: readonly string[];
  /** A policy source or a published document; null: nothing is said of it. */
  readonly policyFile: string | null;
  /** Fewer people are never shown. */
  readonly leastPeople: number;
  /** Of names in no catalogue. */
  readonly most: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** @throws CommandError when the policy has mistakes, or a log cannot be read at all */
export async function discover(options: DiscoverOptions): Promise<Discovered> {
  const { policyFile, nowMs } = options;
  if (policyFile === null) return discoverAmong(catalogueTools(), null, options);
  const { policy, tools: named } = await readNamedPolicy(policyFile, { nowMs, reachesAll: true });
  const wordsAt = await policyWords(policy, nowMs);
  return discoverAmong(withPlaces(named.values()), (place) => wordsAt(place).join(' or '), options);
}

type Places = Pick<KnownTool, 'id' | 'sites' | 'api' | 'embedded'>;

/** Every tool that the policy can name, with the places that it gives them. */
function withPlaces(named: Iterable<Places>): KnownTool[] {
  const catalogue = new Map(catalogueTools().map((tool) => [tool.id, tool]));
  return [...named].map(({ id, sites, api, embedded }) => {
    const own = { id, name: id, vendor: '', category: 'of the policy' };
    return { ...(catalogue.get(id) ?? own), sites, api, embedded };
  });
}

/** For the tools that count as known; a measurement leaves some out. */
export async function discoverAmong(
  tools: readonly KnownTool[],
  policyOf: ((place: string) => string) | null,
  { logs, leastPeople, most, ...options }: Omit<DiscoverOptions, 'policyFile'>,
): Promise<Discovered> {
  const known = new KnownSites(tools);
  const tally = new UsageTally(known);
  // Lines would name people.
  const reading = new Reading(false);
  const record = new LogRecord();
  const onRequest = () => {
    tally.add(record);
  };
  await readLogs(logs, { options, reading, record, onRequest });
  const toolIds = tools.map(({ id }) => id);
  return discoveredIn(tally, reading, { leastPeople, most, catalogueHosts: known.hosts, toolIds, policyOf });
}
