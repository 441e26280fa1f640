/** Gathers what a log says of tools and of hosts that are in no catalogue: counts only, in one pass. */
import type { KnownTool } from '../../authoring/known-tools.js';
import { registeredDomain } from '../../authoring/lint/public-suffix.js';
import { hashBytes, lastHash } from '../logs/byte-hash.js';
import type { LogRecord } from '../logs/log-record.js';
import { Count, Tally } from '../logs/tally.js';
import type { HostAnswer, KnownSites } from './known-sites.js';
import { NeighbourCounts, type Neighbours } from './neighbours.js';
import { shapesOf } from './path-shapes.js';

const DAY_MS = 86_400_000;
/** A log over more days than this gets no more of them in a trend. */
const MOST_DAYS = 1000;
/** Hosts beyond these are counted together: a log made to harm could hold any number of them. */
const MOST_HOSTS = 300_000;

/** Of a tool, or of a name that somebody has registered. */
export class Usage {
  readonly count = new Count();
  /** Visits by day, as days since the epoch. */
  readonly days = new Map<number, number>();
  /** Requests by host. */
  readonly hosts = new Map<string, number>();
  readonly neighbours: Neighbours = { counted: 0, near: 0 };
  shapes = 0;
}

interface SeenHost {
  readonly name: string;
  readonly number: number;
  readonly answer: HostAnswer;
  /** Made when the host is first met outside of every tool. */
  unknown: Usage | null;
}

const PLAIN_HOST = /^(?:[a-z\d_-]+\.)+[a-z][a-z\d-]*$/;

export class UsageTally {
  readonly tools = new Map<KnownTool, Usage>();
  readonly categories = new Map<string, Usage>();
  /** By registered name. */
  readonly unknown = new Map<string, Usage>();
  readonly neighbours = new NeighbourCounts();
  /** Requests to hosts beyond those that are told apart. */
  hostsNotCounted = 0;
  readonly #hosts = new Map<string, SeenHost | null>();
  readonly #tunnel = { depended: false, host: 0 };
  readonly #tally = new Tally(0, (name) => name, this.#tunnel);

  constructor(private readonly known: KnownSites) {}

  get all(): Count {
    return this.#tally.all;
  }

  add(record: LogRecord): void {
    const url = record.tunnel || record.contact ? `https://${record.urlText}/` : record.urlText;
    const written = /^[a-z]+:\/\/([^/?#@]*)/i.exec(url)?.[1] ?? '';
    const host = this.#hostOf(written.replace(/:\d+$/, ''));
    if (host === null) {
      this.#tally.add(record, null);
      return;
    }
    this.#tunnel.host = host.number;
    hashBytes(record.person, record.personStart, record.personEnd);
    const person = record.personEnd > record.personStart ? lastHash.high * 2 ** 21 + (lastHash.low >>> 11) : null;
    const tool = host.answer(url);
    if (tool === null) this.#addUnknown(record, host, { url, person });
    else this.#addTool(record, host, tool, person);
  }

  #addTool(record: LogRecord, host: SeenHost, tool: KnownTool, person: number | null): void {
    const usages = [entryOf(this.tools, tool), entryOf(this.categories, tool.category)];
    this.#count(record, host, usages);
    if (person !== null) this.neighbours.tool(person, record.timeMs);
  }

  #addUnknown(record: LogRecord, host: SeenHost, { url, person }: { url: string; person: number | null }): void {
    host.unknown ??= entryOf(this.unknown, registeredDomain(host.name));
    this.#count(record, host, [host.unknown]);
    if (!record.tunnel && !record.contact)
      host.unknown.shapes |= shapesOf(url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').toLowerCase());
    if (person !== null) this.neighbours.other(host.unknown.neighbours, person, record.timeMs);
  }

  #count(record: LogRecord, host: SeenHost, usages: readonly Usage[]): void {
    const [first] = usages;
    const before = first?.count.visits ?? 0;
    const counts = usages.map(({ count }) => count);
    this.#tally.add(record, { counts, restricts: false, newlyRestricts: false, uncovered: true, names: null });
    const visited = (first?.count.visits ?? 0) > before;
    const day = Math.floor(record.timeMs / DAY_MS);
    for (const usage of usages) {
      usage.hosts.set(host.name, (usage.hosts.get(host.name) ?? 0) + 1);
      if (!visited || Number.isNaN(day) || (usage.days.size >= MOST_DAYS && !usage.days.has(day))) continue;
      usage.days.set(day, (usage.days.get(day) ?? 0) + 1);
    }
  }

  /** Null for what is no name that somebody could have registered. */
  #hostOf(written: string): SeenHost | null {
    const seen = this.#hosts.get(written);
    if (seen !== undefined) return seen;
    const name = written.toLowerCase().replace(/\.$/, '');
    if (this.#hosts.size >= MOST_HOSTS) {
      this.hostsNotCounted += 1;
      return null;
    }
    const made = PLAIN_HOST.test(name)
      ? { name, number: this.#hosts.size, answer: this.known.at(name), unknown: null }
      : null;
    this.#hosts.set(written, made);
    return made;
  }
}

function entryOf<Key>(map: Map<Key, Usage>, key: Key): Usage {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = new Usage();
  map.set(key, made);
  return made;
}
