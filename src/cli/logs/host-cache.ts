/**
 * What the policies say about the addresses of a log, line by line. Below a host that somebody names every address mostly
 * gets one answer, so `decide.ts` is asked once, and the answer is found again by the bytes of the host. Where a path or
 * query can make a difference, and where an address is not written plainly, it is asked about the address as it stands.
 */
import { parseSites } from '../../policy/rule-sites.js';
import { hostAndParents, needsPattern, parseAddress, type Address, type Site } from '../../policy/site.js';
import { hashBytes, lastHash } from './byte-hash.js';
import { hostSlots } from './host-check.js';
import { isPlainRest, NO_SLOT, SLOTS } from './host-slots.js';
import type { LogRecord } from './log-record.js';
import { KnownHosts, NOBODY, NOT_PLAIN } from './known-hosts.js';

// Plain and first, so that the build writes the numbers where they are asked for.
const SLASH = 47;
const COLON = 58;

/** The decision on an address that no policy, tool or catalogue is about. */
export const NOBODYS = 0;

/** A number for each different answer, `NOBODYS` for none; the asker knows what the others mean. */
type AskDecision = (at: string | Address) => number;

const NOT_ASKED = -1;
/** In place of a decision: it depends on path or query, because the policies tell them apart there, or others do. */
const DEPENDS = -2;
const DEPENDS_FOR_OTHERS = -3;
/** The address has to be read as a URL. */
const UNKNOWN = -4;

/** Below it are translation proxies, which show other hosts. */
const PROXIES = 'translate.goog';

const ROOT = { proxied: null, path: '/', query: '', obfuscated: false, respelled: false };

/** Every site that can make a difference to an answer: of rules, exceptions and tools. */
interface TellingSites {
  readonly policies: Iterable<string>;
  /** Of the catalogue. */
  readonly others: Iterable<string>;
}

export class HostDecisions {
  readonly #known: KnownHosts;
  /** Of each known host: the decision on itself, and on what lies below it and has no known host nearer. */
  readonly #decisions: Int32Array;
  readonly #policyHosts: ReadonlySet<string>;
  readonly #otherHosts: ReadonlySet<string>;
  /** Of each slot: which of its hosts was looked at, the decision on that, and its hash. */
  readonly #turns = new Int32Array(SLOTS);
  readonly #slotDecisions = new Int32Array(SLOTS);
  readonly #slotHashes = new Int32Array(SLOTS);
  /** Whether the last tunnel led to a host where the policies tell paths apart. */
  depended = false;
  /** A hash of the host of the last tunnel, whatever its port and case. */
  host = 0;

  constructor(
    { policies, others }: TellingSites,
    private readonly ask: AskDecision,
  ) {
    const own = parseSites([...policies]);
    const other = parseSites([...others]);
    this.#policyHosts = hostsWithPatterns(own);
    this.#otherHosts = hostsWithPatterns(other);
    this.#known = new KnownHosts([PROXIES, ...[...own, ...other].map(({ host }) => host)]);
    this.#decisions = new Int32Array(this.#known.hosts.length * 2);
    for (const [place, host] of this.#known.hosts.entries()) {
      const above = [...hostAndParents(host)];
      const decision = above.includes(PROXIES) ? UNKNOWN : (this.#dependenceOf(above) ?? NOT_ASKED);
      this.#decisions.fill(decision, place * 2, place * 2 + 2);
    }
  }

  /** The decision on a request. */
  of({ url, urlStart, urlEnd, tunnel, contact, hostSlot }: LogRecord): number {
    const isHost = tunnel || contact;
    const start = isHost ? urlStart : afterScheme(url, urlStart, urlEnd);
    if (hostSlot === NO_SLOT || start === -1) {
      return isHost ? this.ofTunnel(url, urlStart, urlEnd) : this.ofUrl(url, urlStart, urlEnd);
    }
    if (this.#turns[hostSlot] !== hostSlots.turns[hostSlot]) {
      this.#turns[hostSlot] = hostSlots.turns[hostSlot] ?? 0;
      this.#slotDecisions[hostSlot] = this.#ofPlainHost(url, start, urlEnd);
      this.#slotHashes[hostSlot] = this.#known.hash;
    }
    const decision = this.#slotDecisions[hostSlot] ?? UNKNOWN;
    if (decision < 0) return isHost ? this.ofTunnel(url, urlStart, urlEnd) : this.ofUrl(url, urlStart, urlEnd);
    this.depended = false;
    this.host = this.#slotHashes[hostSlot] ?? 0;
    return decision;
  }

  /** The decision on a URL. */
  ofUrl(bytes: Buffer, start: number, end: number): number {
    const host = afterScheme(bytes, start, end);
    if (host !== -1) {
      const decision = this.#ofPlainHost(bytes, host, end);
      if (decision >= 0) return decision;
    }
    return this.ask(bytes.toString('utf8', start, end));
  }

  /** The decision on a tunnel, `host:port`: as if it were for the host's front page. */
  ofTunnel(bytes: Buffer, start: number, end: number): number {
    const decision = this.#ofPlainHost(bytes, start, end);
    this.depended = decision === DEPENDS;
    this.host = this.#known.hash;
    if (decision >= 0) return decision;
    const url = `https://${bytes.toString('utf8', start, end)}/`;
    if (decision === UNKNOWN) {
      this.depended = this.#dependence(url) === DEPENDS;
      hashBytes(bytes, start, end);
      this.host = lastHash.low;
    }
    return this.ask(url);
  }

  /** `UNKNOWN` when host and port are not written plainly. */
  #ofPlainHost(bytes: Buffer, start: number, end: number): number {
    const nearest = this.#known.nearest(bytes, start, end);
    const hostEnd = this.#known.end;
    if (nearest === NOT_PLAIN || !isPlainRest(bytes, hostEnd, end)) return UNKNOWN;
    if (nearest === NOBODY) return NOBODYS;
    const place = nearest * 2 + (this.#known.isSame ? 0 : 1);
    const decision = this.#decisions[place] ?? UNKNOWN;
    return decision === NOT_ASKED ? this.#ask(place, bytes.toString('latin1', start, hostEnd)) : decision;
  }

  #ask(place: number, written: string): number {
    const host = written.toLowerCase();
    return (this.#decisions[place] = this.ask({ ...ROOT, host }));
  }

  /** Null: every address of this host gets the same answer. */
  #dependence(url: string): typeof DEPENDS | typeof DEPENDS_FOR_OTHERS | null {
    const address = parseAddress(url);
    if (address === null) return null;
    const shown = address.proxied === null ? [] : [...hostAndParents(address.proxied)];
    return this.#dependenceOf([...hostAndParents(address.host), ...shown]);
  }

  #dependenceOf(hosts: readonly string[]): typeof DEPENDS | typeof DEPENDS_FOR_OTHERS | null {
    if (hosts.some((each) => this.#policyHosts.has(each))) return DEPENDS;
    return hosts.some((each) => this.#otherHosts.has(each)) ? DEPENDS_FOR_OTHERS : null;
  }
}

function hostsWithPatterns(sites: readonly Site[]): ReadonlySet<string> {
  return new Set(sites.filter(needsPattern).map(({ host }) => host));
}

/** Where the host begins, after `http://`, `https://`, `ws://` or `wss://`; -1 when the address begins otherwise. */
function afterScheme(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const first = bytes[at];
  if (first === 104 && bytes[at + 1] === 116 && bytes[at + 2] === 116 && bytes[at + 3] === 112) at += 4;
  else if (first === 119 && bytes[at + 1] === 115) at += 2;
  else return -1;
  if (bytes[at] === 115) at += 1;
  const isPlain = bytes[at] === COLON && bytes[at + 1] === SLASH && bytes[at + 2] === SLASH && at + 3 < end;
  return isPlain ? at + 3 : -1;
}
