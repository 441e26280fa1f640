/** Makes rules of what lists hold: catalogue tools first, sites for the rest. Pure. */
import { ACTION_NAMES, isRestricting, sendsHeaders, type Action } from '../../policy/actions.js';
import { OuterSites } from '../../policy/site-index.js';
import { formatSite, proxySites, type Site } from '../../policy/site.js';
import { inLayers } from './entry-order.js';
import { siteText, type LeftLine, type ListEntry } from './list-entry.js';
import { toolsNamed, type ListedTool } from './listed-tools.js';
import type { ReadList } from './read-list.js';
import { tooBroad } from './too-broad.js';

/** `as-listed`: what each entry says, and block where it says nothing. */
export type ImportAction = Action | 'as-listed';
/** A list knows no accounts. */
export const IMPORT_ACTIONS: readonly ImportAction[] = [
  ...ACTION_NAMES.filter((action) => !sendsHeaders(action)),
  'as-listed',
];

export interface ArrangeOptions {
  /** Of entries that restrict; what a list allows stays allowed. */
  readonly action: ImportAction;
  /** Whether rules cover no more than the list does. */
  readonly exactly: boolean;
  /** Whether hosts that many services share are let in. */
  readonly sharedHosts: boolean;
  readonly tools: readonly ListedTool[];
}

export interface ArrangedRule {
  readonly action: Action;
  readonly tools: readonly ListedTool[];
  readonly sites: readonly string[];
  readonly until: string | null;
  readonly groups: readonly string[];
  readonly reason: string | null;
}

export interface MappedLine {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Its place in the arranged rules. */
  readonly rule: number;
  /** The tool's id; null for a site. */
  readonly tool: string | null;
  readonly site: string;
  readonly note: string | null;
}

export interface LeftInFile extends LeftLine {
  readonly file: string;
}

export interface Arranged {
  /** In the order of the policy. */
  readonly rules: readonly ArrangedRule[];
  readonly mapped: readonly MappedLine[];
  readonly left: readonly LeftInFile[];
  /** How many reasons were left out: nearly every entry has one of its own, so they are names rather than reasons. */
  readonly reasonsLeftOut: number;
  /** Of each tool, its sites that no entry covers. */
  readonly beyond: readonly { readonly tool: string; readonly name: string; readonly sites: readonly string[] }[];
}

/** More of them are no reasons, but names of entries. */
const MOST_REASONS = 20;

type Entry = ListEntry & { readonly file: string; readonly does: Action };

export function arrange(lists: readonly ReadList[], options: ArrangeOptions): Arranged {
  const left: LeftInFile[] = lists.flatMap(({ file, left: lines }) => lines.map((each) => ({ ...each, file })));
  const distinct = new Set(lists.flatMap(({ entries }) => entries.flatMap(({ reason = [] }) => reason)));
  const reasonsLeftOut = distinct.size > MOST_REASONS ? distinct.size : 0;
  const all = lists.flatMap(({ file, entries }) =>
    entries.map((entry): Entry => {
      const does = actionOf(entry, options.action);
      return { ...entry, file, does, reason: reasonsLeftOut > 0 || does === 'allow' ? undefined : entry.reason };
    }),
  );
  const kept = withoutProxies(
    unique(
      all.filter((entry) => isNarrow(entry, options, left)),
      left,
    ),
    left,
  );
  const groups = new Map<string, { layer: number; entries: Entry[] }>();
  for (const { entry, layer } of inLayers(kept)) {
    const { does, until, groups: audience, reason } = entry;
    const key = JSON.stringify([layer, does, until, audience, reason]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { layer, entries: [entry] });
    else group.entries.push(entry);
  }
  const ordered = [...groups.values()].sort(
    (one, other) => other.layer - one.layer || openFirst(one.entries, other.entries),
  );
  const parts = ordered.flatMap(({ layer, entries }) => rulesOf(entries, layer, options));
  return {
    rules: parts.map(({ rule }) => rule),
    mapped: parts.flatMap(({ lines }, rule) => lines.map((line) => ({ ...line, rule }))),
    left,
    reasonsLeftOut,
    beyond: parts.flatMap(({ beyond }) => beyond),
  };
}

function actionOf({ action }: ListEntry, wanted: ImportAction): Action {
  if (action === 'allow') return 'allow';
  return wanted === 'as-listed' ? (action ?? 'block') : wanted;
}

const openFirst = ([one]: readonly Entry[], [other]: readonly Entry[]): number =>
  Number(other?.does === 'allow') - Number(one?.does === 'allow');

const leave = ({ file, line, text }: Entry, kind: LeftLine['kind'], reason: string): LeftInFile => ({
  ...{ file, line, text, kind, reason },
});

function isNarrow(entry: Entry, { sharedHosts }: ArrangeOptions, left: LeftInFile[]): boolean {
  const broad = tooBroad(entry.site);
  if (broad === null || (broad.mayBeMeant && sharedHosts)) return true;
  const hint = broad.mayBeMeant ? ' (--shared-hosts imports it)' : '';
  left.push(leave(entry, 'unmapped', broad.reason + hint));
  return false;
}

/** Of one site with several actions, the one that opens it counts, and otherwise the strictest of the first kind there is. */
function unique(entries: readonly Entry[], left: LeftInFile[]): Entry[] {
  const kept = new Map<string, Entry>();
  for (const entry of entries) {
    const known = kept.get(siteText(entry));
    if (known === undefined) {
      kept.set(siteText(entry), entry);
      continue;
    }
    const replaces = entry.does === 'allow' && known.does !== 'allow';
    const [stays, goes] = replaces ? [entry, known] : [known, entry];
    if (replaces) kept.set(siteText(entry), entry);
    const why = stays.does === goes.does ? 'names the same site' : `decides about the same site (${stays.does})`;
    left.push(leave(goes, 'skipped', `${stays.file}:${stays.line} ${why}`));
  }
  return [...kept.values()];
}

/** A rule that restricts a site covers its translation proxy by itself. */
function withoutProxies(entries: readonly Entry[], left: LeftInFile[]): Entry[] {
  const proxied = new Map<string, Entry>();
  for (const entry of entries) {
    if (entry.does === 'allow') continue;
    for (const site of proxySites(entry.site)) {
      proxied.set(formatSite(site), entry);
      proxied.set(formatSite({ ...site, exact: true }), entry);
    }
  }
  return entries.filter((entry) => {
    const shown = entry.does === 'allow' ? undefined : proxied.get(siteText(entry));
    if (shown === undefined || (shown.does !== entry.does && isRestricting(entry.does))) return true;
    left.push(leave(entry, 'skipped', `${shown.file}:${shown.line} covers it: this is its translation proxy`));
    return false;
  });
}

interface Part {
  readonly rule: ArrangedRule;
  readonly lines: readonly Omit<MappedLine, 'rule'>[];
  readonly beyond: Arranged['beyond'];
}

/** One rule of the tools, and one of the sites that belong to none of them. */
function rulesOf(entries: readonly Entry[], layer: number, { exactly, tools }: ArrangeOptions): Part[] {
  const sites = entries.map(({ site }) => site);
  const [first] = entries;
  if (first === undefined) return [];
  // Further in, or where something is opened, a rule for more than the list names would undo what the list does elsewhere.
  const keepsTo = exactly || layer > 0 || first.does === 'allow';
  const named = toolsNamed({ sites, tools, exactly: keepsTo });
  const places = new OuterSites<ListedTool>();
  for (const tool of named) for (const site of tool.all) places.add(site, tool);
  const mapped = entries.map((entry) => ({
    entry,
    tool: places.covering(entry.site).next().value as ListedTool | undefined,
  }));
  const rest = mapped.filter(({ tool }) => tool === undefined).map(({ entry }) => siteText(entry));
  const more = {
    action: first.does,
    until: first.until ?? null,
    groups: first.groups ?? [],
    reason: first.reason ?? null,
  };
  const linesOf = (ofTools: boolean) =>
    mapped.filter(({ tool }) => (tool !== undefined) === ofTools).map(({ entry, tool }) => lineOf(entry, tool));
  return [
    ...(named.length === 0
      ? []
      : [{ rule: { ...more, tools: named, sites: [] }, lines: linesOf(true), beyond: beyondOf(named, sites) }]),
    ...(rest.length === 0 ? [] : [{ rule: { ...more, tools: [], sites: rest }, lines: linesOf(false), beyond: [] }]),
  ];
}

function lineOf(entry: Entry, tool: ListedTool | undefined): Omit<MappedLine, 'rule'> {
  const { file, line, text, note } = entry;
  return { file, line, text, tool: tool?.id ?? null, site: siteText(entry), note };
}

function beyondOf(tools: readonly ListedTool[], sites: readonly Site[]): Arranged['beyond'] {
  const covered = new OuterSites<null>();
  for (const site of sites) covered.add(site, null);
  return tools.flatMap(({ id, name, all }) => {
    const more = all.filter((site) => !covered.covers(site)).map(formatSite);
    return more.length === 0 ? [] : [{ tool: id, name, sites: more }];
  });
}
