/** Finds the entries of the decision list that concern a region: about itself, about what it lies in, or about a part of it. */
import type { GuardEntry } from '../policy/guard-list.js';
import { OverlappingSites } from '../policy/site-index.js';
import type { Overlap } from '../policy/site-intersection.js';

/** One entry of the decision list, with its place in it. */
export interface Step extends GuardEntry {
  readonly place: number;
}

interface Found {
  readonly step: Step;
  readonly sites: readonly Overlap[];
}

export class GuardIndex {
  readonly #sites = new OverlappingSites<Step>();

  constructor(steps: readonly Step[]) {
    for (const step of steps) for (const site of sitesOf(step)) this.#sites.add(site, step);
  }

  /** In the order of the list, with those of their sites that have addresses in common with the region. */
  covering(region: Overlap): Found[] {
    const found = new Map<Step, Overlap[]>();
    for (const { site, value: step } of this.#sites.overlapping(region)) {
      const present = found.get(step);
      if (present === undefined) found.set(step, [site]);
      else present.push(site);
    }
    return [...found].map(([step, sites]) => ({ step, sites })).sort((one, other) => one.step.place - other.step.place);
  }
}

/** What is said of obfuscated addresses is said of every path. */
function sitesOf({ obfuscated, sites }: Step): readonly Overlap[] {
  if (!obfuscated) return sites;
  return [...new Map(sites.map((site) => [hostKey(site), treeWith(site)])).values()];
}

/** Tells the host itself and the host with all below it apart. */
export const hostKey = ({ host, exact }: Overlap): string => `${exact ? '=' : ''}${host}`;

/** Every address of the site's hosts. */
export const treeWith = ({ host, exact }: Overlap): Overlap => ({ host, exact, path: '', query: null });
