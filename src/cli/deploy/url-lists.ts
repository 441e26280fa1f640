/**
 * The browser's own lists of blocked addresses, from host entries: `URLBlocklist` and `URLAllowlist` of Chromium, where the
 * most specific entry decides, and `WebsiteFilter` of Firefox, where an exception beats every block. Each list takes
 * 1,000 entries; what does not fit is named, and never opened or blocked by halves.
 */
import { isAddressLiteral } from '../../policy/site.js';
import type { HostEntry } from '../logs/host-decisions.js';

/** Documented by Google, Microsoft and Mozilla alike; later entries are ignored. */
export const LIST_LIMIT = 1000;

export interface UrlLists {
  readonly block: readonly string[];
  readonly open: readonly string[];
  /** Entries that take effect. */
  readonly kept: readonly HostEntry[];
  /** Blocks that the list has no room for, or that this browser's list cannot express. */
  readonly leftOut: readonly HostEntry[];
}

export type ListDialect = 'chromium' | 'firefox';

export function urlLists(entries: readonly HostEntry[], dialect: ListDialect, limit = LIST_LIMIT): UrlLists {
  const opens = entries.filter(({ decision }) => decision === 'open');
  const expressible = (block: HostEntry) => dialect === 'chromium' || !opens.some((open) => isInside(block, open));
  const blocks: HostEntry[] = [];
  const leftOut: HostEntry[] = [];
  let needed = new Set<HostEntry>();
  for (const block of entries.filter(({ decision }) => decision === 'block')) {
    const wanted = new Set([...needed, ...opens.filter((open) => isInside(open, block))]);
    if (!expressible(block) || blocks.length >= limit || wanted.size > limit) {
      leftOut.push(block);
    } else {
      blocks.push(block);
      needed = wanted;
    }
  }
  const spell = dialect === 'chromium' ? filterOf : matchPatternOf;
  return { block: blocks.map(spell), open: [...needed].map(spell), kept: [...blocks, ...needed], leftOut };
}

/** Whether everything about the one entry lies inside the other. */
function isInside(inner: HostEntry, outer: HostEntry): boolean {
  if (outer.exact) return inner.exact && inner.host === outer.host;
  return inner.host === outer.host ? inner.exact : inner.host.endsWith(`.${outer.host}`);
}

/** https://support.google.com/chrome/a/answer/9942583: a dot before the host leaves its subdomains out. */
function filterOf({ host, exact }: HostEntry): string {
  return exact && !isAddressLiteral(host) ? `.${host}` : host;
}

/** https://firefox-admin-docs.mozilla.org/reference/policies/websitefilter/ */
function matchPatternOf({ host, exact }: HostEntry): string {
  return exact ? `*://${host}/*` : `*://*.${host}/*`;
}

/**
 * The blocked hosts as patterns of content settings, for `CookiesBlockedForUrls`. A host of which a part is open is left out: its
 * cookies may be those of that part. https://chromeenterprise.google/policies/url-patterns/
 */
export function cookiePatterns({ kept }: UrlLists): string[] {
  const opens = kept.filter(({ decision }) => decision === 'open');
  return kept
    .filter((entry) => entry.decision === 'block' && !opens.some((open) => isInside(open, entry)))
    .map(({ host, exact }) => (exact || isAddressLiteral(host) ? host : `[*.]${host}`));
}
