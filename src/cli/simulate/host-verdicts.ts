/**
 * What the policies say about the addresses of a log, line by line. For most hosts every address gets one answer, so it is
 * worked out once, by `decide.ts` itself, and found again by the bytes of the host. Where a path or query can make a
 * difference, and where an address is not written plainly, `decide.ts` is asked about the address as it stands.
 */
import { parseSites } from '../../policy/rule-sites.js';
import { hostAndParents, needsPattern, parseAddress, type Site } from '../../policy/site.js';

/** The verdict on an address that no policy, tool or catalogue is about. */
export const NOBODYS = 0;

/** A number for each different answer, `NOBODYS` for none; the asker knows what the others mean. */
type AskVerdict = (url: string) => number;

const SLOT_BITS = 18;
const SLOTS = 1 << SLOT_BITS;
/** A host has this many places side by side; their hashes share a line of the processor's cache. */
const WAYS = 4;
/** Longer hosts are asked about each time. */
const SLOT_BYTES = 48;
const HOST_BYTES = SLOT_BYTES - 1;
/** In place of a verdict: it depends on path or query, because the policies tell them apart there, or others do. */
const DEPENDS = -2;
const DEPENDS_FOR_OTHERS = -3;
/** The host is not written plainly, or too long to be kept. */
const UNKNOWN = -1;

/** 1: a character of a plain host; 0: what ends one, or makes the address not plain. */
const HOST_CHARACTERS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_') {
  HOST_CHARACTERS[character.charCodeAt(0)] = 1;
}

const [SLASH, COLON, QUESTION, HASH, ZERO, NINE, DOT] = [47, 58, 63, 35, 48, 57, 46];
const [UPPER_A, UPPER_Z, LOWER_A, LOWER_Z] = [65, 90, 97, 122];
/** A host that a URL parser leaves as it is, and that shows no other: what it is need not be asked. */
const ORDINARY = /^(?!.*(?:xn--|\.\.|^\.|\.goog$))[a-z\d_.-]*\.[a-z][a-z\d_-]*$/;
/** Below it are translation proxies, which show other hosts. */
const PROXIES = 'translate.goog';

/** Every site that can make a difference to an answer: of rules, exceptions and tools. */
interface TellingSites {
  readonly policies: Iterable<string>;
  /** Of the catalogue. */
  readonly others: Iterable<string>;
}

export class HostVerdicts {
  /** Of each slot its hash and verdict side by side, and a host after its length: two places of memory to look at. */
  readonly #slots = new Int32Array(SLOTS * 2);
  readonly #hosts = Buffer.alloc(SLOTS * SLOT_BYTES);
  /** Of every host that somebody names. Two hosts may share one: that only makes for a question more. */
  readonly #knownHashes: ReadonlySet<number>;
  readonly #policyHosts: ReadonlySet<string>;
  readonly #otherHosts: ReadonlySet<string>;
  /** Whether the last tunnel led to a host where the policies tell paths apart. */
  depended = false;

  constructor(
    { policies, others }: TellingSites,
    private readonly ask: AskVerdict,
  ) {
    const own = parseSites([...policies]);
    const other = parseSites([...others]);
    this.#knownHashes = new Set([PROXIES, ...[...own, ...other].map(({ host }) => host)].map(hashOf));
    this.#policyHosts = hostsWithPatterns(own);
    this.#otherHosts = hostsWithPatterns(other);
  }

  /** The verdict on a URL. */
  ofUrl(bytes: Buffer, start: number, end: number): number {
    const host = afterScheme(bytes, start, end);
    if (host !== -1) {
      const verdict = this.#ofPlainHost(bytes, host, end);
      if (verdict >= 0) return verdict;
    }
    return this.ask(bytes.toString('utf8', start, end));
  }

  /** The verdict on a tunnel, `host:port`: as if it were for the host's front page. */
  ofTunnel(bytes: Buffer, start: number, end: number): number {
    const verdict = this.#ofPlainHost(bytes, start, end);
    this.depended = verdict === DEPENDS;
    if (verdict >= 0) return verdict;
    const url = `https://${bytes.toString('utf8', start, end)}/`;
    if (verdict === UNKNOWN) this.depended = this.#dependence(url) === DEPENDS;
    return this.ask(url);
  }

  /** `UNKNOWN` when host and port are not written plainly. */
  #ofPlainHost(bytes: Buffer, start: number, end: number): number {
    const hostEnd = endOfHost(bytes, start, end);
    if (hostEnd === start || !isPlainRest(bytes, hostEnd, end)) return UNKNOWN;
    return this.#ofHost(bytes, start, hostEnd);
  }

  #ofHost(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    if (length > HOST_BYTES) return UNKNOWN;
    let hash = length;
    for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
    const first = hash & (SLOTS - WAYS);
    for (let slot = first; slot < first + WAYS; slot += 1) {
      if (this.#holds(slot, hash, bytes, start, length)) return this.#slots[slot * 2 + 1] ?? UNKNOWN;
    }
    return this.#learn(bytes, start, end, hash);
  }

  #learn(bytes: Buffer, start: number, end: number, hash: number): number {
    const slot = this.#placeFor(hash);
    const verdict = this.#isFar(bytes, start, end) ? NOBODYS : this.#verdictOn(bytes.toString('latin1', start, end));
    this.#hosts[slot * SLOT_BYTES] = end - start;
    bytes.copy(this.#hosts, slot * SLOT_BYTES + 1, start, end);
    this.#slots[slot * 2] = hash;
    this.#slots[slot * 2 + 1] = verdict;
    return verdict;
  }

  /** A free one of the host's places; where there is none, one of them is given up. */
  #placeFor(hash: number): number {
    const first = hash & (SLOTS - WAYS);
    for (let slot = first; slot < first + WAYS; slot += 1) if (this.#hosts[slot * SLOT_BYTES] === 0) return slot;
    return first + ((hash >>> SLOT_BITS) & (WAYS - 1));
  }

  /**
   * Whether the host is ordinary and nobody names it or a domain above it. Most hosts of a log are like that, and it is seen
   * from their bytes: each domain above, from the last label on, is looked up by its hash.
   */
  #isFar(bytes: Buffer, start: number, end: number): boolean {
    let hash = 0;
    let isLast = true;
    for (let at = end - 1; at >= start; at -= 1) {
      const byte = folded(bytes[at] ?? 0);
      if (byte === DOT) {
        if ((isLast && !beginsWithLetter(bytes, at + 1, end)) || this.#knownHashes.has(hash)) return false;
        isLast = false;
      }
      hash = hashedWith(hash, byte);
    }
    return !(isLast && !beginsWithLetter(bytes, start, end)) && !this.#knownHashes.has(hash);
  }

  #verdictOn(written: string): number {
    const url = `https://${written}/`;
    const dependence = ORDINARY.test(written) ? this.#dependenceOf(hostAndParents(written)) : this.#dependence(url);
    return dependence ?? this.ask(url);
  }

  #holds(slot: number, hash: number, bytes: Buffer, start: number, length: number): boolean {
    if (this.#slots[slot * 2] !== hash) return false;
    const hosts = this.#hosts;
    const base = slot * SLOT_BYTES + 1;
    if (hosts[base - 1] !== length) return false;
    for (let at = 0; at < length; at += 1) if (hosts[base + at] !== bytes[start + at]) return false;
    return true;
  }

  /** Null: every address of this host gets the same answer. */
  #dependence(url: string): typeof DEPENDS | typeof DEPENDS_FOR_OTHERS | null {
    const address = parseAddress(url);
    if (address === null) return null;
    const shown = address.proxied === null ? [] : [...hostAndParents(address.proxied)];
    return this.#dependenceOf([...hostAndParents(address.host), ...shown]);
  }

  #dependenceOf(hosts: Iterable<string>): typeof DEPENDS | typeof DEPENDS_FOR_OTHERS | null {
    let forOthers = false;
    for (const host of hosts) {
      if (this.#policyHosts.has(host)) return DEPENDS;
      forOthers ||= this.#otherHosts.has(host);
    }
    return forOthers ? DEPENDS_FOR_OTHERS : null;
  }
}

function hostsWithPatterns(sites: readonly Site[]): ReadonlySet<string> {
  return new Set(sites.filter(needsPattern).map(({ host }) => host));
}

const folded = (byte: number): number => (byte >= UPPER_A && byte <= UPPER_Z ? byte + 32 : byte);

const hashedWith = (hash: number, byte: number): number => Math.imul(hash ^ byte, 0x01000193);

/** From its end, so that the hashes of all domains above come by the way. */
function hashOf(host: string): number {
  let hash = 0;
  for (let at = host.length - 1; at >= 0; at -= 1) hash = hashedWith(hash, host.charCodeAt(at));
  return hash;
}

/**
 * A last label that does not is part of a number that a URL parser takes for an IPv4 address, or empty: the parser changes
 * the host then.
 */
function beginsWithLetter(bytes: Buffer, start: number, end: number): boolean {
  const byte = start < end ? folded(bytes[start] ?? 0) : 0;
  return byte >= LOWER_A && byte <= LOWER_Z;
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

function endOfHost(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && HOST_CHARACTERS[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/** Whether what follows the host is nothing, a port that counts as one, or the beginning of path, query or fragment. */
function isPlainRest(bytes: Buffer, hostEnd: number, end: number): boolean {
  if (hostEnd === end) return true;
  let at = hostEnd;
  if (bytes[at] === COLON) {
    at += 1;
    const portStart = at;
    while (at < end && (bytes[at] ?? 0) >= ZERO && (bytes[at] ?? 0) <= NINE) at += 1;
    // Four digits are a port whichever they are.
    if (at - portStart > 4) return false;
    if (at === end) return true;
  }
  const next = bytes[at];
  return next === SLASH || next === QUESTION || next === HASH;
}
