/** Counts what the lines of a log come to: per rule and tool, per day, and in all. Memory does not grow with the log. */
import { hashBytes, lastHash } from './byte-hash.js';
import type { LogRecord } from './log-record.js';
import { PersonSet } from './person-set.js';
import { TunnelVisits } from './tunnel-visits.js';

const DAY_MS = 86_400_000;
/** A log over more days than this gets no more of them in its chart. */
const MOST_DAYS = 1000;

/** What is counted of anything. */
export class Count {
  requests = 0;
  /** Of the requests, those that only say that a host was contacted. */
  contacts = 0;
  visits = 0;
  readonly users = new PersonSet();
  /** Of clients, in lines that name no user. */
  readonly addresses = new PersonSet();
  firstMs = Infinity;
  lastMs = -Infinity;

  add(visit: boolean, { contact, timeMs }: LogRecord): void {
    this.requests += 1;
    if (contact) this.contacts += 1;
    if (visit) this.visits += 1;
    if (timeMs < this.firstMs) this.firstMs = timeMs;
    if (timeMs > this.lastMs) this.lastMs = timeMs;
  }
}

/** Visits of one day. */
export interface Day {
  all: number;
  restricted: number;
  newlyRestricted: number;
  uncovered: number;
}

/** What a decision is counted under; made once for each decision. */
export interface Bucket {
  readonly counts: readonly Count[];
  readonly restricts: boolean;
  readonly newlyRestricts: boolean;
  /** A tool of the catalogue that no rule is about. */
  readonly uncovered: boolean;
  /** Persons named, up to a bound; null when nobody is to be. */
  readonly names: Set<string> | null;
}

/** What the decision on a tunnel found out beside it, for the one that was decided last. */
interface Tunnel {
  /** Whether it led to a host where the policies tell paths apart. */
  readonly depended: boolean;
  /** A hash of its host. */
  readonly host: number;
}

export class Tally {
  readonly all = new Count();
  readonly days = new Map<number, Day>();
  tunnels = 0;
  /** Tunnels to hosts where the policy tells paths apart: decided as if for the front page. */
  pathUnknown = 0;
  /** Contacts with hosts where the policy tells paths apart: nobody can tell the decision. */
  undecided = 0;
  /** Requests for which the log names neither user nor client. */
  withoutPerson = 0;
  readonly #tunnelVisits = new TunnelVisits();
  #day: Day = newDay();
  #dayNumber = Number.NaN;

  constructor(
    private readonly namesLimit: number,
    private readonly nameOf: (name: string) => string,
    private readonly tunnel: Tunnel,
  ) {}

  /** @param bucket of the line's decision; null when no policy and no catalogue is about it */
  add(record: LogRecord, bucket: Bucket | null): void {
    const { timeMs } = record;
    const known = record.personEnd > record.personStart;
    hashBytes(record.person, record.personStart, record.personEnd);
    const { high, low } = lastHash;
    const visit = record.tunnel ? this.#tunnelVisit(low, timeMs) : record.page && !record.contact;
    this.all.add(visit, record);
    if (known) personsIn(this.all, record).add(high, low);
    else this.withoutPerson += 1;
    if (visit) this.#countDay(timeMs, bucket);
    if (this.#cannotTell(record) || bucket === null) return;
    for (const count of bucket.counts) {
      count.add(visit, record);
      if (known) personsIn(count, record).add(high, low);
    }
    if (bucket.names !== null && known && bucket.names.size < this.namesLimit)
      bucket.names.add(this.nameOf(record.personText));
  }

  /** The path of a contact is not known, and here it makes a difference. */
  #cannotTell({ contact }: LogRecord): boolean {
    if (!contact || !this.tunnel.depended) return false;
    this.undecided += 1;
    return true;
  }

  #tunnelVisit(person: number, timeMs: number): boolean {
    this.tunnels += 1;
    if (this.tunnel.depended) this.pathUnknown += 1;
    return this.#tunnelVisits.begins(Math.imul(this.tunnel.host, 31) ^ person, timeMs);
  }

  #countDay(timeMs: number, bucket: Bucket | null): void {
    const number = Math.floor(timeMs / DAY_MS);
    if (number !== this.#dayNumber) this.#turnTo(number);
    const day = this.#day;
    day.all += 1;
    if (bucket === null) return;
    if (bucket.restricts) day.restricted += 1;
    if (bucket.newlyRestricts) day.newlyRestricted += 1;
    if (bucket.uncovered) day.uncovered += 1;
  }

  #turnTo(number: number): void {
    this.#dayNumber = number;
    this.#day = this.days.get(number) ?? newDay();
    if (!Number.isNaN(number) && this.days.size < MOST_DAYS) this.days.set(number, this.#day);
  }
}

const personsIn = ({ users, addresses }: Count, { named }: LogRecord): PersonSet => (named ? users : addresses);

function newDay(): Day {
  return { all: 0, restricted: 0, newlyRestricted: 0, uncovered: 0 };
}
