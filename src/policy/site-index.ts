/** Sites indexed so that a look-up costs the labels of a host and the segments of a path, however many sites there are. */
import { intersectSites, isWithin, queriesOf, type Overlap } from './site-intersection.js';
import { hostAndParents, type Site } from './site.js';

export interface Entry<Value> {
  readonly site: Overlap;
  readonly value: Value;
}

/** Finds the sites that take in the whole of another. */
export class OuterSites<Value> {
  readonly #byPlace = new Map<string, Entry<Value>[]>();

  add(site: Overlap, value: Value): void {
    const [query] = queriesOf(site);
    push(this.#byPlace, site.host + site.path + queryText(query), { site, value });
  }

  /** The values of all sites that take in the given one. */
  *covering(inner: Overlap): Generator<Value> {
    const queries = ['', ...queriesOf(inner).map(queryText)];
    for (const host of hostAndParents(inner.host)) {
      for (const path of pathAndParents(inner.path)) {
        for (const query of queries) {
          for (const { site, value } of this.#byPlace.get(host + path + query) ?? []) {
            if (isWithin(inner, site)) yield value;
          }
        }
      }
    }
  }

  covers(inner: Overlap): boolean {
    return this.covering(inner).next().done === false;
  }
}

/** Finds the sites that have addresses in common with another. */
export class OverlappingSites<Value> {
  readonly #at = new Map<string, PlacesOfHost<Value>>();
  readonly #below = new Map<string, PlacesOfHost<Value>[]>();

  add(site: Overlap, value: Value): void {
    this.#placesOf(site.host).add({ site, value });
  }

  /** The sites that meet the given one, with their values. */
  *overlapping(other: Overlap): Generator<Entry<Value>> {
    for (const host of hostAndParents(other.host)) yield* this.#at.get(host)?.overlapping(other) ?? [];
    for (const places of this.#below.get(other.host) ?? []) yield* places.overlapping(other);
  }

  overlaps(other: Overlap): boolean {
    return this.overlapping(other).next().done === false;
  }

  #placesOf(host: string): PlacesOfHost<Value> {
    const present = this.#at.get(host);
    if (present !== undefined) return present;
    const places = new PlacesOfHost<Value>();
    this.#at.set(host, places);
    for (const parent of hostAndParents(host)) if (parent !== host) push(this.#below, parent, places);
    return places;
  }
}

/** Sites of one host, found by their paths: there may be thousands, but mostly there is one. */
class PlacesOfHost<Value> {
  readonly #all: Entry<Value>[] = [];
  #byPath: ByPath<Value> | null = null;

  add(entry: Entry<Value>): void {
    this.#all.push(entry);
    this.#byPath = null;
  }

  *overlapping(other: Overlap): Generator<Entry<Value>> {
    for (const entry of this.#near(other.path)) if (intersectSites(entry.site, other) !== null) yield entry;
  }

  #near(path: string): readonly Entry<Value>[] {
    if (path === '' || this.#all.length === 1) return this.#all;
    const { at, below } = (this.#byPath ??= byPath(this.#all));
    const above = [...pathAndParents(path)].flatMap((each) => at.get(each) ?? []);
    return above.concat(below.get(path) ?? []);
  }
}

interface ByPath<Value> {
  readonly at: ReadonlyMap<string, readonly Entry<Value>[]>;
  readonly below: ReadonlyMap<string, readonly Entry<Value>[]>;
}

function byPath<Value>(entries: readonly Entry<Value>[]): ByPath<Value> {
  const at = new Map<string, Entry<Value>[]>();
  const below = new Map<string, Entry<Value>[]>();
  for (const entry of entries) {
    const { path } = entry.site;
    push(at, path, entry);
    for (const parent of pathAndParents(path)) if (parent !== path && parent !== '') push(below, parent, entry);
  }
  return { at, below };
}

/** `/a/b;c` gives itself, `/a/b`, `/a` and the empty path of the whole host: what `isPathWithin` takes it to be in. */
function* pathAndParents(path: string): Generator<string> {
  for (let part = path; part !== ''; part = part.slice(0, Math.max(part.lastIndexOf('/'), part.lastIndexOf(';'))))
    yield part;
  yield '';
}

const queryText = (query: Site['query'] | undefined): string =>
  query === null || query === undefined ? '' : `?${query.key}=${query.value}`;

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

export function overlappingSites(sites: readonly Overlap[]): OverlappingSites<null> {
  const index = new OverlappingSites<null>();
  for (const site of sites) index.add(site, null);
  return index;
}

export function outerSites(sites: readonly Overlap[]): OuterSites<null> {
  const index = new OuterSites<null>();
  for (const site of sites) index.add(site, null);
  return index;
}
