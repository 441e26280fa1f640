/** Which hosts share a registration: those whose lists are spelled alike. */
import type { GuardList } from '../policy/guard-list.js';
import { spellList } from '../policy/guard-spelling.js';
import type { Overlap } from '../policy/site-intersection.js';

export interface GuardSpelling {
  /** By number, in the order in which they run before the guard. Empty: the guard asks the worker for its list. */
  readonly files: readonly number[];
  /** Patterns of the browser's own kind. */
  readonly matches: readonly string[];
}

/** The browser reads each file of each registration when it starts. */
const MAX_SPELLED = 400;

export function registeredLists(
  dynamicHosts: readonly Overlap[],
  lists: Readonly<Record<string, GuardList>>,
  patternsOf: (sites: readonly Overlap[]) => readonly string[],
): GuardSpelling[] {
  const groups = new Map<string, { readonly files: readonly number[]; readonly sites: Overlap[] }>();
  for (const site of dynamicHosts) {
    const spelled = spellList(site.host, lists[site.host] ?? []) ?? [];
    const isRoom = groups.size < MAX_SPELLED || groups.has(spelled.join());
    const files = isRoom ? spelled : [];
    const group = groups.get(files.join()) ?? { files, sites: [] };
    groups.set(files.join(), group);
    group.sites.push(site);
  }
  return [...groups.values()].map(({ files, sites }) => ({ files, matches: patternsOf(sites) }));
}
