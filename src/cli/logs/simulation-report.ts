/** What a simulation found, as plain data: the shape of `--json`, and what table, CSV and HTML are made from. */
import { counted, inThousands } from '../lib/numbers.js';
import { lineNotesIn, type LineNotes } from './line-notes.js';
import type { ReadLog, Reading, Sample } from './reading.js';
import type { Count, Tally } from './tally.js';
import type { Cell, Difference, DecisionTable } from './decisions.js';

export interface Numbers {
  readonly requests: number;
  /** Of the requests, those of logs that know hosts only: such as names that were looked up. */
  readonly contacts: number;
  /** Pages, and tunnels after 30 minutes without one of the same person to the same host. */
  readonly visits: number;
  /** Users; client addresses in a log that names no user at all. */
  readonly people: number;
  /** Client addresses in lines without a user, where other lines name users: nobody knows whose they are. */
  readonly addresses: number;
  /** False: an estimate, with a standard error of 0.8 %. */
  readonly peopleExact: boolean;
  /** ISO; null when the log gives no moments. */
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
}

export interface Share extends Numbers {
  /**
   * Of all people of the log: users alone, or users and addresses together, whichever is larger. Whether addresses are the
   * users' own or further people, the share is about that or less (docs/adr/0044).
   */
  readonly peoplePercent: number;
  /** Of all visits. */
  readonly visitsPercent: number;
}

export interface RuleLine extends Numbers {
  readonly rule: string;
  readonly action: string;
  /** The tool's id; null for sites that the rule names itself. */
  readonly tool: string | null;
  readonly toolName: string | null;
  readonly restricts: boolean;
  readonly difference: Difference;
  /** Some of the people, when they were asked for. */
  readonly names: readonly string[];
}

/** A tool of the catalogue that no rule is about. */
export interface UncoveredLine extends Numbers {
  readonly tool: string;
  readonly toolName: string;
  readonly category: string;
  readonly site: string;
}

export interface SimulationReport {
  readonly policy: string;
  readonly against: string | null;
  /** The moment for which windows were evaluated, ISO. */
  readonly at: string;
  /** Later moments that count as well: those from which a publication restricts more. */
  readonly later: readonly string[];
  /** Rollouts of the simulated policy, as lines: who is in, and who follows when. */
  readonly rollouts: readonly string[];
  /** Null: each address is decided for the audience with the strictest result. */
  readonly browser: { readonly groups: readonly string[]; readonly ring: string | null } | null;
  readonly log: Numbers &
    LineNotes & {
      readonly files: readonly ReadLog[];
      readonly lines: number;
      readonly malformed: number;
      /** Of the lines that say what people did, those that were not read, or whose time was not. */
      readonly unreadPercent: number;
      /** Requests that the proxy refused: neither visits nor people of the log. */
      readonly refused: number;
      /** Requests with a time that cannot be read. */
      readonly untimed: number;
      /** Rows of browser histories that are no visits. */
      readonly noVisits: number;
      /** Whether there are times without a zone, and without a year. */
      readonly zoneless: boolean;
      readonly yearless: boolean;
      /** Contacts with hosts where the policy tells paths apart. */
      readonly undecided: number;
      readonly malformedReasons: Readonly<Record<string, number>>;
      readonly samples: readonly Sample[];
      readonly cutOff: readonly string[];
      readonly tunnels: number;
      readonly pathUnknown: number;
      readonly withoutPerson: number;
    };
  readonly restricted: Share;
  /** Null without a policy to hold it against. */
  readonly newlyRestricted: Share | null;
  readonly lifted: Share | null;
  readonly rules: readonly RuleLine[];
  readonly uncovered: readonly UncoveredLine[];
  readonly days: readonly {
    readonly date: string;
    readonly all: number;
    readonly restricted: number;
    readonly newlyRestricted: number;
    readonly uncovered: number;
  }[];
}

/** With the sign for an estimate. */
export function peopleIn({ people, addresses, peopleExact }: Numbers): string {
  const more = addresses > 0 ? ` and ${counted(addresses, 'address', 'addresses')} without a user` : '';
  return `${peopleExact ? '' : '≈'}${counted(people, 'person', 'people')}${more}`;
}

/** The same for a table's cell. @param estimate the sign for one */
export function peopleCounted({ people, addresses, peopleExact }: Numbers, estimate: string): string {
  const more = addresses > 0 ? ` + ${inThousands(addresses)}` : '';
  return `${peopleExact ? '' : estimate}${inThousands(people)}${more}`;
}

/** The day of a moment (ISO); null where there is none. */
export const dayOf = (moment: string | null): string | null => moment?.slice(0, 10) ?? null;

export function browserInWords({ groups, ring }: NonNullable<SimulationReport['browser']>): string {
  return `a browser in ${groups.join(', ') || 'no group'}, ring ${ring ?? 'none'}`;
}

export const visitsIn = ({ visits }: Numbers): string => counted(visits, 'visit');

/** Contacts apart from requests. */
export function requestsIn({ requests, contacts }: Numbers): string {
  if (contacts === 0) return counted(requests, 'request');
  const only = counted(contacts, 'contact');
  return contacts === requests ? only : `${counted(requests - contacts, 'request')} and ${only}`;
}

type About = Pick<SimulationReport, 'policy' | 'against' | 'at' | 'later' | 'rollouts' | 'browser'>;

export function reportFrom(about: About, tally: Tally, table: DecisionTable, reading: Reading): SimulationReport {
  const { all } = tally;
  const numbersOf = numbersIn(all.users.count > 0);
  const share = (count: Count): Share => ({
    ...numbersOf(count),
    peoplePercent: peoplePercent(count, all),
    visitsPercent: percent(count.visits, all.visits),
  });
  const compared = about.against !== null;
  return {
    ...about,
    log: {
      ...numbersOf(all),
      ...readingOf(reading),
      unreadPercent: reading.unreadPercent,
      ...tunnelsOf(tally),
    },
    restricted: share(table.restricted),
    newlyRestricted: compared ? share(table.newlyRestricted) : null,
    lifted: compared ? share(table.lifted) : null,
    rules: table.cells.flatMap((cell) => ruleLine(cell, numbersOf)).sort(byPeople),
    uncovered: table.cells.flatMap((cell) => uncoveredLine(cell, numbersOf)).sort(byPeople),
    days: [...tally.days]
      .sort(([one], [other]) => one - other)
      .map(([number, day]) => ({ date: new Date(number * 86_400_000).toISOString().slice(0, 10), ...day })),
  };
}

type NumbersOf = (count: Count) => Numbers;

/** @param namesUsers whether a line of the log does */
function numbersIn(namesUsers: boolean): NumbersOf {
  const moment = (ms: number) => (Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null);
  return ({ requests, contacts, visits, users, addresses, firstMs, lastMs }) => ({
    requests,
    contacts,
    visits,
    people: (namesUsers ? users : addresses).count,
    addresses: namesUsers ? addresses.count : 0,
    peopleExact: users.isExact && addresses.isExact,
    firstSeen: moment(firstMs),
    lastSeen: moment(lastMs),
  });
}

function peoplePercent({ users, addresses }: Count, all: Count): number {
  const together = percent(users.count + addresses.count, all.users.count + all.addresses.count);
  return Math.max(percent(users.count, all.users.count), together);
}

function readingOf(reading: Reading) {
  const { logs, reasons } = reading;
  const { lines, malformed, refused, untimed, noVisits, zoneless, yearless, samples, cutOff } = reading;
  return {
    ...{ files: logs, lines, malformed, malformedReasons: Object.fromEntries(reasons), samples, cutOff },
    ...{ refused, untimed, noVisits, zoneless, yearless },
    ...lineNotesIn(reading),
  };
}

function tunnelsOf({ tunnels, pathUnknown, undecided, withoutPerson }: Tally) {
  return { tunnels, pathUnknown, undecided, withoutPerson };
}

function ruleLine(cell: Cell, numbersOf: NumbersOf): RuleLine[] {
  const { rule, tool, restricts, difference, count, names } = cell;
  if (rule === null) return [];
  const numbers = numbersOf(count);
  const who = { tool: tool?.id ?? null, toolName: tool?.name ?? null };
  return [{ rule: rule.id, action: rule.action, ...who, restricts, difference, ...numbers, names: [...(names ?? [])] }];
}

function uncoveredLine({ rule, tool, site, count }: Cell, numbersOf: NumbersOf): UncoveredLine[] {
  if (rule !== null || tool === null) return [];
  return [{ tool: tool.id, toolName: tool.name, category: tool.category, site: site ?? '', ...numbersOf(count) }];
}

const byPeople = (one: Numbers, other: Numbers): number =>
  other.people - one.people ||
  other.addresses - one.addresses ||
  other.visits - one.visits ||
  other.requests - one.requests;

/** With two decimals; of nothing, nothing. */
function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(100, Math.round((part / whole) * 10_000) / 100);
}
