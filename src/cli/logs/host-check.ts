/** Whether the address of a line has a host that can exist; everything else was not surely read. */
import { isIPv4 } from 'node:net';
import { parseAddress } from '../../policy/site.js';
import { isAbsent } from './absent-words.js';
import { HostSlots, NO_SLOT, SLOTS } from './host-slots.js';
import type { LogRecord } from './log-record.js';

// Plain and first, so that the build writes the numbers where they are asked for.
const DASH = 45;
const DOT = 46;
const SLASH = 47;
const COLON = 58;
const QUESTION = 63;
const HASH = 35;
const LONGEST_SCHEME = 24;
const LONGEST_LABEL = 63;
const LONGEST_HOST = 253;

/** 1: may stand in a host; 2: is a digit and may, too. */
const KINDS = new Uint8Array(256);
for (const character of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.') {
  KINDS[character.charCodeAt(0)] = 1;
}
for (const character of '0123456789') KINDS[character.charCodeAt(0)] = 2;

export const hostSlots = new HostSlots();
/** Of each slot: which of its hosts was looked at, and whether that can exist. */
const turns = new Int32Array(SLOTS);
const possible = new Uint8Array(SLOTS);

/** Numbers the host by the way. */
export function hasPossibleHost(record: LogRecord): boolean {
  const { url, urlStart, urlEnd, tunnel, contact } = record;
  const start = tunnel || contact ? urlStart : afterScheme(url, urlStart, urlEnd);
  record.hostSlot = start === -1 ? NO_SLOT : hostSlots.find(url, start, urlEnd);
  const { hostSlot } = record;
  if (hostSlot === NO_SLOT) return isPossible(url, start, urlEnd);
  if (turns[hostSlot] !== hostSlots.turns[hostSlot]) {
    turns[hostSlot] = hostSlots.turns[hostSlot] ?? 0;
    possible[hostSlot] = isPlainHost(url, start, hostSlots.end) === true ? 1 : 0;
  }
  return possible[hostSlot] === 1;
}

function isPossible(url: Buffer, start: number, urlEnd: number): boolean {
  if (start === -1 || start >= urlEnd) return false;
  const plain = isPlainHost(url, start, urlEnd);
  if (plain !== null) return plain;
  // Other alphabets, IPv6, a name before the host: a URL parser says what it is.
  const address = parseAddress(`https://${url.toString('utf8', start, urlEnd)}`);
  if (address === null) return false;
  const host = Buffer.from(address.host);
  return address.host.startsWith('[') || isPlainHost(host, 0, host.length) === true;
}

function afterScheme(bytes: Buffer, start: number, end: number): number {
  const most = Math.min(end - 2, start + LONGEST_SCHEME);
  for (let at = start; at < most; at += 1) {
    if (bytes[at] === COLON) return at > start && bytes[at + 1] === SLASH && bytes[at + 2] === SLASH ? at + 3 : -1;
  }
  return -1;
}

/** Null: it is not written plainly. */
function isPlainHost(bytes: Buffer, start: number, end: number): boolean | null {
  let label = start;
  let digits = 0;
  let at = start;
  for (; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    const kind = KINDS[byte] ?? 0;
    if (kind === 0) break;
    if (byte === DOT) {
      if (at === label || at - label > LONGEST_LABEL) return false;
      label = at + 1;
      digits = 0;
    } else if (kind === 2) digits += 1;
  }
  if (at < end && !isPlainRest(bytes, at, end)) return isOther(bytes[at] ?? 0) ? null : false;
  if (at === start || at - start > LONGEST_HOST + 1) return false;
  if (label === at) return isPlainHost(bytes, start, at - 1);
  if (digits === at - label) return isIPv4(bytes.toString('latin1', start, at));
  return at - label <= LONGEST_LABEL && isPossibleName(bytes, start, label, at);
}

/** Nobody registers under `.invalid`, and a last label neither begins nor ends with a hyphen or underscore. */
function isPossibleName(bytes: Buffer, start: number, label: number, end: number): boolean {
  const first = bytes[label];
  const last = bytes[end - 1];
  if (first === DASH || last === DASH || first === 95 || last === 95) return false;
  if (label === start) return !isAbsent(bytes.toString('latin1', start, end));
  return end - label !== 7 || bytes.toString('latin1', label, end).toLowerCase() !== 'invalid';
}

/** A port, or the beginning of path, query or fragment. */
function isPlainRest(bytes: Buffer, from: number, end: number): boolean {
  let at = from;
  if (bytes[at] === COLON) {
    let port = 0;
    for (at += 1; at < end && KINDS[bytes[at] ?? 0] === 2; at += 1) port = port * 10 + (bytes[at] ?? 0) - 48;
    if (port > 65_535) return false;
    if (at === end) return true;
  }
  const next = bytes[at];
  return next === SLASH || next === QUESTION || next === HASH;
}

/** `[` begins IPv6, `%` and bytes beyond ASCII spell letters, `:` and `@` stand after a name and a password. */
function isOther(byte: number): boolean {
  return byte >= 128 || byte === 37 || byte === 64 || byte === 91 || byte === COLON;
}
