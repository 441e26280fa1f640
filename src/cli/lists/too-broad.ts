/** Entries that no rule is made of, since they cover far more than whoever wrote them can have meant. */
import { breadthOf } from '../../authoring/lint/site-breadth.js';
import { needsPattern, type Site } from '../../policy/site.js';

/** Search engines beside those that the catalogue names among shared hosts. */
const SEARCH_ENGINES =
  /^(?:google\.(?:com?\.)?[a-z]{2}|(?:[a-z]{2}\.)?search\.yahoo\.(?:com|co\.jp)|(?:google|bing|duckduckgo|yahoo|ecosia|startpage|qwant|ask|aol|baidu|yandex|mojeek|seznam|sogou)\.(?:com|org|cz|ru|net))$/;

export interface TooBroad {
  readonly reason: string;
  /** Whether `--shared-hosts` lets it in: many services share it, and blocking it may be meant all the same. */
  readonly mayBeMeant: boolean;
}

/** Null when the site is not too broad. */
export function tooBroad(site: Site): TooBroad | null {
  if (needsPattern(site)) return null;
  const host = site.host.replace(/^www\./, '');
  if (SEARCH_ENGINES.test(host)) return { reason: `too broad: it covers the search engine ${host}`, mayBeMeant: false };
  const breadth = breadthOf({ ...site, host });
  return breadth === null
    ? null
    : { reason: `too broad: it ${breadth.message}`, mayBeMeant: breadth.of === 'shared host' };
}
