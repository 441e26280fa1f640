/** Sites indexed so that a look-up costs the labels of a host and the segments of a path, however many sites there are. */
import { intersectSites } from '../policy/site-intersection.js';
import { hostAndParents, type Site } from '../policy/site.js';
import { isWithin } from '../policy/site-intersection.js';

interface Entry<Value> {
  readonly site: Site;
  readonly value: Value;
}

/** Finds the sites that take in the whole of another. */
export class OuterSites<Value> {
  readonly #byPlace = new Map<string, Entry<Value>[]>();

  add(site: Site, value: Value): void {
    push(this.#byPlace, site.host + site.path + queryText(site), { site, value });
  }

  /** The values of all sites that take in the given one. */
  *around(inner: Site): Generator<Value> {
    const queries = inner.query === null ? [''] : ['', queryText(inner)];
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
}

/** Finds the sites that have addresses in common with another. */
export class MeetingSites<Value> {
  readonly #atHost = new Map<string, Entry<Value>[]>();
  readonly #belowHost = new Map<string, Entry<Value>[]>();

  add(site: Site, value: Value): void {
    const [own, ...parents] = hostAndParents(site.host);
    push(this.#atHost, own ?? site.host, { site, value });
    for (const parent of parents) push(this.#belowHost, parent, { site, value });
  }

  /** The sites that meet the given one, with their values. */
  *meeting(other: Site): Generator<Entry<Value>> {
    const candidates = [...hostAndParents(other.host)].flatMap((host) => this.#atHost.get(host) ?? []);
    for (const list of [candidates, this.#belowHost.get(other.host) ?? []]) {
      for (const entry of list) if (intersectSites(entry.site, other) !== null) yield entry;
    }
  }

  meets(other: Site): boolean {
    return this.meeting(other).next().done === false;
  }
}

/** `/a/b` gives `/a/b`, `/a` and the empty path of the whole host. */
function* pathAndParents(path: string): Generator<string> {
  for (let part = path; part !== ''; part = part.slice(0, part.lastIndexOf('/'))) yield part;
  yield '';
}

const queryText = ({ query }: Site): string => (query === null ? '' : `?${query.key}=${query.value}`);

function push<Value>(map: Map<string, Entry<Value>[]>, key: string, entry: Entry<Value>): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}

export function meetingSites(sites: readonly Site[]): MeetingSites<null> {
  const index = new MeetingSites<null>();
  for (const site of sites) index.add(site, null);
  return index;
}

export function outerSites(sites: readonly Site[]): OuterSites<null> {
  const index = new OuterSites<null>();
  for (const site of sites) index.add(site, null);
  return index;
}
