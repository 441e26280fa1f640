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
  readonly #at = new Map<string, PlacesOfHost>();
  /** By each host above a site's host that is a site's host itself. */
  readonly #below = new Map<string, PlacesOfHost[]>();

  constructor(steps: readonly Step[]) {
    const mentions = new Map<string, Mention[]>();
    for (const step of steps) for (const site of sitesOf(step)) note(mentions, site.host, { step, site });
    for (const [host, each] of mentions) this.#at.set(host, new PlacesOfHost(each));
    for (const [host, places] of this.#at) {
      for (const parent of hostAndParents(host)) {
        if (parent !== host && this.#at.has(parent)) note(this.#below, parent, places);
      }
    }
  }

  /**
   * In the order of the list, with those of their sites that concern the region.
   * @param region its host is one that a site of the list has
   */
  around({ host, exact, path }: Overlap): Found[] {
    const above = [...hostAndParents(host)].flatMap((each) => this.#at.get(each) ?? []);
    const below = exact ? [] : (this.#below.get(host) ?? []);
    const mentions = [...above, ...below].flatMap((places) => places.around(path));
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

/** What the list says about places of one host, found by their paths: there may be thousands. */
class PlacesOfHost {
  #at: Map<string, Mention[]> | null = null;
  readonly #below = new Map<string, Mention[]>();

  constructor(private readonly all: readonly Mention[]) {}

  around(path: string): readonly Mention[] {
    if (path === '' || this.all.length === 1) return this.all;
    const at = (this.#at ??= this.#byPath());
    return [...pathAndParents(path).flatMap((each) => at.get(each) ?? []), ...(this.#below.get(path) ?? [])];
  }

  #byPath(): Map<string, Mention[]> {
    const at = new Map<string, Mention[]>();
    for (const mention of this.all) note(at, mention.site.path, mention);
    for (const [path, mentions] of at) {
      for (const parent of pathAndParents(path)) {
        if (parent !== path && at.has(parent)) for (const mention of mentions) note(this.#below, parent, mention);
      }
    }
    return at;
  }
}

/** What is said of disguised addresses is said of every path. */
function sitesOf({ disguised, sites }: Step): readonly Overlap[] {
  if (!disguised) return sites;
  return [...new Map(sites.map((site) => [hostKey(site), treeWith(site)])).values()];
}

/** Tells the host itself and the host with all below it apart. */
export const hostKey = ({ host, exact }: Overlap): string => `${exact ? '=' : ''}${host}`;

/** Every address of the site's hosts. */
export const treeWith = ({ host, exact }: Overlap): Overlap => ({ host, exact, path: '', query: null });

/** The path and every path above it, as `isPathWithin` has it. */
function pathAndParents(path: string): string[] {
  return ['', ...[...path.matchAll(/(?<=.)(?=[/;])/g)].map(({ index }) => path.slice(0, index)), path];
}

function note<Value>(index: Map<string, Value[]>, key: string, value: Value): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [value]);
  else list.push(value);
}
