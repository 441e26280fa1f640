/** Finds the entries of the decision list that concern a host: about itself, about one above it, or about one below. */
import type { GuardEntry } from '../policy/guard-list.js';
import type { Overlap } from '../policy/site-intersection.js';
import { hostAndParents } from '../policy/site.js';

/** One entry of the decision list, with its place in it. */
export interface Step extends GuardEntry {
  readonly place: number;
}

interface Found {
  readonly step: Step;
  readonly sites: readonly Overlap[];
}

interface Mention {
  readonly step: Step;
  readonly site: Overlap;
}

export class GuardIndex {
  /** By a site's own host. */
  readonly #at = new Map<string, Mention[]>();
  /** By each host above a site's host that is a site's host itself. */
  readonly #below = new Map<string, Mention[]>();

  constructor(steps: readonly Step[]) {
    for (const step of steps) for (const site of step.sites) note(this.#at, site.host, { step, site });
    for (const [host, mentions] of this.#at) {
      for (const parent of hostAndParents(host)) {
        if (parent === host || !this.#at.has(parent)) continue;
        for (const mention of mentions) note(this.#below, parent, mention);
      }
    }
  }

  /**
   * In the order of the list, with those of their sites that concern the region.
   * @param region its host is one that a site of the list has
   */
  around({ host, exact }: Overlap): Found[] {
    const mentions: Mention[] = [];
    for (const each of hostAndParents(host)) mentions.push(...(this.#at.get(each) ?? []));
    if (!exact) mentions.push(...(this.#below.get(host) ?? []));
    const [first] = mentions;
    if (first === undefined) return [];
    if (mentions.length === 1) return [{ step: first.step, sites: [first.site] }];
    const found = new Map<number, { step: Step; sites: Overlap[] }>();
    for (const { step, site } of mentions) {
      const present = found.get(step.place);
      if (present === undefined) found.set(step.place, { step, sites: [site] });
      else present.sites.push(site);
    }
    return [...found.values()].sort((one, other) => one.step.place - other.step.place);
  }
}

function note(index: Map<string, Mention[]>, host: string, mention: Mention): void {
  const list = index.get(host);
  if (list === undefined) index.set(host, [mention]);
  else list.push(mention);
}
