/** What was discovered, as plain data: the shape of `--json`, and what text and HTML are made from. Nobody is named. */
import type { KnownTool } from '../../authoring/known-tools.js';
import { lineNotesIn, type LineNotes } from '../logs/line-notes.js';
import type { Reading } from '../logs/reading.js';
import type { Count } from '../logs/tally.js';
import { candidatesIn, LEAST_SCORE, type Candidate, type Feature } from './candidates.js';
import { proposedTool, type ProposedTool } from './proposed-tool.js';
import type { Usage, UsageTally } from './usage.js';

export interface UsageNumbers {
  readonly people: number;
  readonly visits: number;
  readonly requests: number;
  /** Days; null when the log gives no moments. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  /** Visits of the log's last seven days and of the seven before; null where the log is shorter. */
  readonly trend: { readonly recent: number; readonly before: number } | null;
}

export interface ToolUsage extends UsageNumbers {
  readonly tool: string;
  readonly name: string;
  readonly category: string;
  /** What the policy says of it; null without a policy. */
  readonly policy: string | null;
}

export interface CategoryUsage extends UsageNumbers {
  readonly category: string;
}

export interface UnknownTool extends UsageNumbers, ProposedTool {
  readonly domain: string;
  /** The most requested first. */
  readonly hosts: readonly string[];
  readonly score: number;
  readonly features: readonly Feature[];
  readonly policy: string | null;
}

export interface Discovered {
  readonly log: LineNotes & {
    readonly files: readonly { readonly name: string; readonly format: string }[];
    readonly lines: number;
    readonly malformed: number;
    readonly requests: number;
    readonly people: number;
    readonly firstSeen: string | null;
    readonly lastSeen: string | null;
    /** Requests to hosts beyond those that are told apart. */
    readonly hostsNotCounted: number;
  };
  /** Fewer people are never shown. */
  readonly leastPeople: number;
  readonly tools: readonly ToolUsage[];
  readonly toolsNotShown: number;
  readonly categories: readonly CategoryUsage[];
  /** Names that are in no catalogue, the likeliest first. */
  readonly unknown: readonly UnknownTool[];
  /** Names that look like AI, with too few people. */
  readonly unknownNotShown: number;
  /** All names of the log that are in no catalogue. */
  readonly names: number;
}

export interface ReportOptions {
  readonly leastPeople: number;
  /** Of names in no catalogue. */
  readonly most: number;
  /** Hosts of known tools, by which names are weighed. */
  readonly catalogueHosts: Iterable<string>;
  readonly toolIds: readonly string[];
  /** Null without a policy. */
  readonly policyOf: ((place: string) => string) | null;
}

const DAY_MS = 86_400_000;
const WEEK = 7;

export function discoveredIn(tally: UsageTally, reading: Reading, options: ReportOptions): Discovered {
  const { leastPeople, most, policyOf } = options;
  const numbers = numbersBy(tally.all);
  const isShown = ({ count }: Usage): boolean => peopleOf(count, tally.all) >= leastPeople;
  const tools = [...tally.tools].filter(([, usage]) => isShown(usage));
  const likely = candidatesIn(tally, options.catalogueHosts).filter(({ score }) => score >= LEAST_SCORE);
  const shown = likely.filter(({ usage }) => isShown(usage));
  const { firstSeen, lastSeen, people } = numbers({ count: tally.all, days: new Map() });
  return {
    log: {
      files: reading.logs.map(({ name, format }) => ({ name, format })),
      ...{ lines: reading.lines, malformed: reading.malformed, requests: tally.all.requests },
      ...{ people, firstSeen, lastSeen, hostsNotCounted: tally.hostsNotCounted },
      ...lineNotesIn(reading),
    },
    leastPeople,
    tools: tools.map(([tool, usage]) => toolUsage(tool, numbers(usage), policyOf)).sort(byPeople),
    toolsNotShown: tally.tools.size - tools.length,
    categories: [...tally.categories]
      .filter(([, usage]) => isShown(usage))
      .map(([category, usage]) => ({ category, ...numbers(usage) }))
      .sort(byPeople),
    unknown: shown.slice(0, most).map((each) => unknownTool(each, numbers(each.usage), options)),
    unknownNotShown: likely.length - shown.length,
    names: tally.unknown.size,
  };
}

/** Users, or client addresses in a log that names no user at all. */
const peopleOf = ({ users, addresses }: Count, all: Count): number =>
  all.users.count > 0 ? users.count : addresses.count;

function numbersBy(all: Count): (usage: Pick<Usage, 'count' | 'days'>) => UsageNumbers {
  const day = (ms: number) =>
    Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString().slice(0, 10) : null;
  const lastDay = Math.floor(all.lastMs / DAY_MS);
  const isLong = lastDay - Math.floor(all.firstMs / DAY_MS) >= 2 * WEEK - 1;
  return ({ count, days }) => {
    const visitsIn = (from: number, to: number) =>
      [...days].reduce((sum, [each, visits]) => sum + (each > from && each <= to ? visits : 0), 0);
    const trend = { recent: visitsIn(lastDay - WEEK, lastDay), before: visitsIn(lastDay - 2 * WEEK, lastDay - WEEK) };
    return {
      people: peopleOf(count, all),
      ...{ visits: count.visits, requests: count.requests },
      ...{ firstSeen: day(count.firstMs), lastSeen: day(count.lastMs), trend: isLong ? trend : null },
    };
  };
}

function toolUsage(tool: KnownTool, numbers: UsageNumbers, policyOf: ReportOptions['policyOf']): ToolUsage {
  const { id, name, category, sites, embedded, api } = tool;
  const place = [...sites, ...embedded, ...api][0]?.replace(/^=/, '') ?? '';
  return { tool: id, name, category, ...numbers, policy: policyOf?.(place) ?? null };
}

function unknownTool(candidate: Candidate, numbers: UsageNumbers, { policyOf, toolIds }: ReportOptions): UnknownTool {
  const { domain, usage, score, features } = candidate;
  const hosts = [...usage.hosts].sort(([, one], [, other]) => other - one).map(([host]) => host);
  const policy = policyOf?.(hosts[0] ?? domain) ?? null;
  return {
    domain,
    hosts,
    score: round(score),
    features: features.map(rounded),
    ...numbers,
    policy,
    ...proposedTool(candidate, toolIds),
  };
}

const round = (number: number): number => Math.round(number * 100) / 100;
const rounded = (feature: Feature): Feature => ({ ...feature, weight: round(feature.weight) });

const byPeople = (one: UsageNumbers, other: UsageNumbers): number =>
  other.people - one.people || other.visits - one.visits;
