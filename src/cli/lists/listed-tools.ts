/** Which tools the sites of a list stand for. */
import { loadCatalogue } from '../../catalogue/catalogue.js';
import type { KnownTool } from '../../authoring/known-tools.js';
import { parseSites } from '../../policy/rule-sites.js';
import { OuterSites } from '../../policy/site-index.js';
import { formatSite, type Site } from '../../policy/site.js';

export interface ListedTool {
  readonly id: string;
  readonly name: string;
  /** What people open; for a tool without pages its interfaces. */
  readonly front: readonly Site[];
  /** Every site of a rule about the tool. */
  readonly all: readonly Site[];
}

/** Those of the catalogue, and a policy's own in their place. @param own of the policy that is added to; none for a new one */
export function listedTools(own: readonly KnownTool[]): ListedTool[] {
  const replaced = new Set(own.map(({ id }) => id));
  const catalogue = loadCatalogue().flatMap(({ id, name, sites: { app, api, content }, embedded }): ListedTool[] => {
    if (replaced.has(id)) return [];
    const opened = parseSites([...app, ...embedded.map(({ site }) => site)]);
    const all = parseSites([...app, ...content, ...api, ...embedded.map(({ site }) => site)]);
    return [{ id, name, front: opened.length > 0 ? opened : parseSites(api), all }];
  });
  const ofPolicy = own.map(({ id, name, sites, api, embedded }): ListedTool => {
    const front = parseSites([...sites, ...embedded]);
    return { id, name, front, all: parseSites([...sites, ...api, ...embedded]) };
  });
  return [...ofPolicy, ...catalogue].filter(({ all }) => all.length > 0);
}

interface Asked {
  readonly sites: readonly Site[];
  readonly tools: readonly ListedTool[];
  /** Whether a tool stands for its sites only where the list covers all of them. */
  readonly exactly: boolean;
}

/**
 * The tools that a rule names in place of sites. A list that names what people open of a tool means the tool, whatever other hosts it
 * has; where a rule must cover no more than the list, all of its sites have to be covered.
 */
export function toolsNamed({ sites, tools, exactly }: Asked): ListedTool[] {
  const named = new Set(sites.map((site) => formatSite(exactly ? site : plain(site))));
  const covered = new OuterSites<null>();
  for (const site of sites) covered.add(site, null);
  const holders = new Map<string, number>();
  for (const tool of tools) for (const site of tool.front) add(holders, formatSite(site));
  return tools.filter(({ front, all }) => {
    if (exactly) return all.some((site) => named.has(formatSite(site))) && all.every((site) => covered.covers(site));
    // A place that several tools share stands for none of them.
    return front.some((site) => named.has(formatSite(site)) && holders.get(formatSite(site)) === 1);
  });
}

/** A hosts file cannot say "with subdomains", and names `www` apart. */
function plain(site: Site): Site {
  return { ...site, exact: false, host: site.host.replace(/^www\./, '') };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
