/** Which tool an address belongs to, found by its host; paths are looked into where a tool is a part of another site. */
import type { KnownTool } from '../../authoring/known-tools.js';
import { isAtSite } from '../../policy/matches.js';
import { parseSites } from '../../policy/rule-sites.js';
import { hostAndParents, matchesHost, needsPattern, parseAddress, type Site } from '../../policy/site.js';

interface Place {
  readonly site: Site;
  readonly tool: KnownTool;
}

/** What is known of a host: one answer for all of its addresses, or one for each address. */
export type HostAnswer = (url: string) => KnownTool | null;

const NOBODY: HostAnswer = () => null;

export class KnownSites {
  readonly #byHost = new Map<string, Place[]>();

  constructor(tools: Iterable<KnownTool>) {
    for (const tool of tools) {
      for (const site of parseSites([...tool.sites, ...tool.api, ...tool.embedded])) {
        const places = this.#byHost.get(site.host);
        if (places === undefined) this.#byHost.set(site.host, [{ site, tool }]);
        else places.push({ site, tool });
      }
    }
  }

  get hosts(): Iterable<string> {
    return this.#byHost.keys();
  }

  /** Asked once for each host of a log. */
  at(host: string): HostAnswer {
    const places = [...hostAndParents(host)]
      .flatMap((each) => this.#byHost.get(each) ?? [])
      .filter(({ site }) => matchesHost(site, host));
    const [first] = places;
    if (first === undefined) return NOBODY;
    if (places.every(({ site }) => !needsPattern(site))) return () => first.tool;
    return (url) => {
      const address = parseAddress(url);
      const found = address === null ? undefined : places.find(({ site }) => isAtSite(site, false, address));
      return found?.tool ?? null;
    };
  }
}
