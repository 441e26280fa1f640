/** What a list of sites holds, whatever product it is from: entries that name a site, and lines that name none. */
import type { Action } from '../../policy/actions.js';
import { formatSite, parseSite, type Site } from '../../policy/site.js';
import { siteMistake } from '../../policy/site-mistake.js';

/** What the list does about a site; `null`: it only names it. */
export type ListedAction = Exclude<Action, 'account'> | null;

export interface ListEntry {
  /** From 1. */
  readonly line: number;
  /** As the list has it. */
  readonly text: string;
  readonly site: Site;
  readonly action: ListedAction;
  /** Where the site takes in more or less than the entry does; null where it is the same. */
  readonly note: string | null;
  /** Whether it opens its site whatever else the list blocks; otherwise the most specific entry decides. */
  readonly beatsAll?: boolean;
  /** The moment at which the entry ends, ISO. */
  readonly until?: string | undefined;
  /** The groups of devices that it is for. */
  readonly groups?: readonly string[];
  /** Why, in the list's own words. */
  readonly reason?: string | undefined;
}

/** A line from which no rule is made. */
export interface LeftLine {
  readonly line: number;
  readonly text: string;
  /** `unmapped`: it is about sites, and no site of a policy says the same; `skipped`: it is about something else, or says nothing new. */
  readonly kind: 'unmapped' | 'skipped';
  readonly reason: string;
}

export interface ReadEntries {
  readonly entries: readonly ListEntry[];
  readonly left: readonly LeftLine[];
}

/** A line of a list that has not been looked into. */
export interface ListLine {
  readonly line: number;
  readonly text: string;
}

export const unmapped = ({ line, text }: ListLine, reason: string): LeftLine => ({
  ...{ line, text, reason },
  kind: 'unmapped',
});

export const skipped = ({ line, text }: ListLine, reason: string): LeftLine => ({
  ...{ line, text, reason },
  kind: 'skipped',
});

/** A site as another language of patterns says it, or why there is none. */
export type Converted =
  | { readonly ok: true; readonly site: Site; readonly note: string | null }
  | { readonly ok: false; readonly kind: LeftLine['kind']; readonly reason: string };

export const noSite = (reason: string, kind: LeftLine['kind'] = 'unmapped'): Converted => ({ ok: false, kind, reason });

/** @param pattern a site as policies write it */
export function siteNamed(pattern: string, note: string | null = null): Converted {
  const mistake = siteMistake(pattern);
  if (mistake !== null) return noSite(`expected ${mistake}`);
  const parsed = parseSite(pattern);
  return parsed.ok ? { ok: true, site: parsed.site, note } : noSite(`expected ${parsed.expected}`);
}

/** Both parts of what was read, from lines that became either. */
export function sorted(read: readonly (ListEntry | LeftLine)[]): ReadEntries {
  const entries: ListEntry[] = [];
  const left: LeftLine[] = [];
  for (const each of read) {
    if ('kind' in each) left.push(each);
    else entries.push(each);
  }
  return { entries, left };
}

/** The entry of a line, or the line with the reason why it is none. */
export function entryOr(
  line: ListLine,
  converted: Converted,
  more: Omit<ListEntry, 'line' | 'text' | 'site' | 'note'>,
): ListEntry | LeftLine {
  const { line: number, text } = line;
  if (!converted.ok) return { line: number, text, kind: converted.kind, reason: converted.reason };
  return { line: number, text, site: converted.site, note: converted.note, ...more };
}

/** What tells two entries of one site apart from others. */
export const siteText = ({ site }: Pick<ListEntry, 'site'>): string => formatSite(site);
