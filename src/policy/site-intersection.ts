/** Where two sites overlap: the compiler asks it for what a rule says inside another rule's exception. */
import { isPathWithin, matchesHost, type Site } from './site.js';

type Query = NonNullable<Site['query']>;

/** Where sites overlap: every one of their parameters must be there, since an address can carry them all. */
export interface Overlap extends Site {
  readonly moreQueries?: readonly Query[];
}

/** All addresses that are in both; null when there are none. */
export function intersectSites(one: Overlap, other: Overlap): Overlap | null {
  const hosts = narrower(one, other, isHostWithin);
  const paths = narrower(one, other, (inner, outer) => isPathWithin(inner.path, outer.path));
  if (hosts === null || paths === null) return null;
  const [query = null, ...moreQueries] = unique([...queriesOf(one), ...queriesOf(other)]);
  const both = { host: hosts.host, exact: hosts.exact, path: paths.path, query };
  return moreQueries.length === 0 ? both : { ...both, moreQueries };
}

export function queriesOf({ query, moreQueries = [] }: Overlap): readonly Query[] {
  return query === null ? [] : [query, ...moreQueries];
}

function unique(queries: readonly Query[]): Query[] {
  return [...new Map(queries.map((each) => [`${each.key}=${each.value}`, each])).values()];
}

/** Whether every address of the one is in the other. */
export function isWithin(inner: Overlap, outer: Overlap): boolean {
  const carried = queriesOf(inner);
  return (
    isHostWithin(inner, outer) &&
    isPathWithin(inner.path, outer.path) &&
    queriesOf(outer).every(({ key, value }) => carried.some((each) => each.key === key && each.value === value))
  );
}

function narrower(one: Site, other: Site, lies: (inner: Site, outer: Site) => boolean): Site | null {
  if (lies(one, other)) return one;
  return lies(other, one) ? other : null;
}

function isHostWithin(inner: Site, outer: Site): boolean {
  return outer.exact ? inner.exact && inner.host === outer.host : matchesHost(outer, inner.host);
}
