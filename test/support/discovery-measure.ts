/** The catalogue cut to half at random: how many of the hosts of removed tools rank among the first names in no catalogue. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { catalogueTools } from '../../src/authoring/catalogue-tools.js';
import type { KnownTool } from '../../src/authoring/known-tools.js';
import { registeredDomain } from '../../src/authoring/lint/public-suffix.js';
import { discoverAmong } from '../../src/cli/commands/discover/run.js';
import { KnownSites } from '../../src/cli/discover/known-sites.js';
import { isPlainHost } from '../../src/policy/site.js';
import { seeded, syntheticTraffic } from './synthetic-traffic.js';

export const FIRST = 200;
const REMOVED_IN_LOG = 120;
const KNOWN_IN_LOG = 150;

export interface Measured {
  readonly seed: number;
  readonly removed: number;
  /** Of them, those among the first 200. */
  readonly found: number;
  /** Names among the first 200 that are of no tool. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

export interface MeasureOptions {
  readonly seed: number;
  readonly ordinary: number;
  readonly togetherShare: number | null;
  readonly paths: boolean;
}

export async function measureDiscovery({ seed, ordinary, togetherShare, paths }: MeasureOptions): Promise<Measured> {
  const random = seeded(seed);
  const tools = catalogueTools().filter(({ sites }) => isPlainHost(sites[0] ?? ''));
  const shuffled = tools.map((tool) => ({ tool, at: random() })).sort((one, other) => one.at - other.at);
  const half = Math.floor(shuffled.length / 2);
  const kept = shuffled.slice(0, half).map(({ tool }) => tool);
  const known = new KnownSites(kept);
  const front = ({ sites }: KnownTool) => sites[0] ?? '';
  const removed = shuffled
    .slice(half)
    .map(({ tool }) => front(tool))
    .filter((host) => known.at(host)(`https://${host}/`) === null);
  const inLog = removed.slice(0, REMOVED_IN_LOG);
  const traffic = syntheticTraffic({
    ...{ seed, ordinary, togetherShare, paths },
    known: kept.slice(0, KNOWN_IN_LOG).map(front),
    removed: inLog,
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'gatepost-discovery-'));
  try {
    const log = path.join(folder, 'access.log');
    await writeFile(log, `${traffic.lines.join('\n')}\n`);
    const { unknown } = await discoverAmong(kept, null, {
      ...{ logs: [log], leastPeople: 3, most: FIRST, nowMs: 0, format: 'squid', columns: {} },
    });
    const first = new Set(unknown.map(({ domain }) => domain));
    const wanted = new Set(inLog.map(registeredDomain));
    return {
      ...{ seed, removed: wanted.size },
      found: [...wanted].filter((domain) => first.has(domain)).length,
      wrong: [...first].filter((domain) => !wanted.has(domain)),
      missed: [...wanted].filter((domain) => !first.has(domain)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
