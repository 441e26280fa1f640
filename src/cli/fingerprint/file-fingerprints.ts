/** The fingerprints of one file that go into a filter, less the lines that hold secrets. */
import { readPdf } from '../data/read-pdf.js';
import { decodeAnyText } from '../../data/files/decode-text.js';
import { readFileText } from '../../data/files/file-text.js';
import { sourceOf } from '../../data/files/byte-source.js';
import { Unreadable } from '../../data/files/unreadable.js';
import { prepareDetectors, type DetectorSet } from '../../data/detector-set.js';
import { KINDS } from '../../data/finding.js';
import { gramsOf } from '../../data/fingerprint/grams.js';
import { winnowed } from '../../data/fingerprint/winnow.js';
import { scan } from '../../data/scan.js';
import { reasonInText, type Reason, type Taken } from './file-fate.js';

export interface FileFingerprints {
  /** Pairs: high and low half. */
  readonly hashes: Uint32Array;
  /** Lines that are not blank. */
  readonly lines: number;
  /** Lines left out because a detector found a secret in them. */
  readonly secretLines: number;
}

export type FileOutcome = { readonly taken: FileFingerprints } | { readonly leave: Reason };

/** Larger ones are data, whatever their names say. */
export const MOST_BYTES = 4_000_000;

let secrets: DetectorSet | null = null;

/** Every shipped detector of secrets. */
function secretDetectors(): DetectorSet {
  secrets ??= prepareDetectors({ off: KINDS.filter((kind) => kind !== 'secret') });
  return secrets;
}

export interface FileFacts {
  /** For the places inside a document. */
  readonly name: string;
  readonly kind: Taken;
  readonly key: string;
}

export async function fingerprintsOfFile(bytes: Uint8Array, facts: FileFacts): Promise<FileOutcome> {
  const read = await textsIn(bytes, facts);
  if ('leave' in read) return read;
  const pieces: string[] = [];
  let [lines, secretLines] = [0, 0];
  for (const text of read.texts) {
    const parted = withoutSecrets(text);
    if (parted === null) return { leave: 'not-checked' };
    pieces.push(...parted.pieces);
    secretLines += parted.secretLines;
    lines += parted.pieces.reduce((sum, piece) => sum + filledLines(piece), 0);
  }
  const hashes = hashesOf(pieces, facts);
  return hashes.length === 0 && secretLines === 0 ? { leave: 'short' } : { taken: { hashes, lines, secretLines } };
}

/** Of public code: it is taken out of a filter, so nothing in it has to be looked for. */
export async function hashesOfFile(bytes: Uint8Array, facts: FileFacts): Promise<FileOutcome> {
  const read = await textsIn(bytes, facts);
  return 'leave' in read ? read : { taken: { hashes: hashesOf(read.texts, facts), lines: 0, secretLines: 0 } };
}

type Texts = { readonly texts: readonly string[] } | { readonly leave: Reason };

async function textsIn(bytes: Uint8Array, { kind, name }: FileFacts): Promise<Texts> {
  return kind === 'code' ? codeIn(bytes) : documentIn(bytes, name);
}

function codeIn(bytes: Uint8Array): Texts {
  try {
    const text = decodeAnyText(bytes);
    const reason = reasonInText(text);
    return reason === null ? { texts: [text] } : { leave: reason };
  } catch (error) {
    if (error instanceof Unreadable) return { leave: 'unreadable' };
    throw error;
  }
}

async function documentIn(bytes: Uint8Array, name: string): Promise<Texts> {
  const { texts, unread } = await readFileText(sourceOf(bytes), name, { readPdf });
  return texts.length === 0 && unread.length > 0 ? { leave: 'unreadable' } : { texts: texts.map(({ text }) => text) };
}

interface Parted {
  /** What lies between the lines with secrets: no fingerprint reaches across one. */
  readonly pieces: readonly string[];
  readonly secretLines: number;
}

/**
 * A value in quotes for what is called like a secret. Detectors pass over short and common ones, which would be too many false
 * alarms in a paste; here one more line left out costs nothing, and a weak password is the first that an attacker guesses.
 */
const NAMED =
  /(?:passw(?:or)?d|passwd|pwd|passphrase|secret|token|credential|api_?key|access_?key|private_?key)\w{0,20}["']?\s{0,4}(?:=|:|=>|,|\()\s{0,4}["'`][^"'`\n]{4}/gi;

/** Null when a detector failed: the text is not known to be clean. */
export function withoutSecrets(text: string): Parted | null {
  const { findings, unchecked } = scan(text, { detectors: secretDetectors() });
  if (unchecked.length > 0) return null;
  const named = Array.from(text.matchAll(NAMED), ({ index, 0: { length } }) => ({ start: index, end: index + length }));
  const places = [...findings.flatMap((finding) => finding.places), ...named].sort(
    (one, other) => one.start - other.start,
  );
  const pieces: string[] = [];
  let [from, secretLines] = [0, 0];
  for (const { start, end } of places) {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const found = text.indexOf('\n', Math.max(start, end - 1));
    const lineEnd = found === -1 ? text.length : found;
    if (lineEnd <= from) continue;
    pieces.push(text.slice(from, Math.max(from, lineStart)));
    secretLines += filledLines(text.slice(Math.max(from, lineStart), lineEnd));
    from = lineEnd;
  }
  return { pieces: [...pieces, text.slice(from)], secretLines };
}

function hashesOf(pieces: readonly string[], { kind, key }: FileFacts): Uint32Array {
  const lists = pieces.flatMap((piece) => gramsOf(piece, { key, kind }).map((grams) => winnowed(grams).hashes));
  const [only] = lists;
  if (lists.length === 1 && only !== undefined) return only;
  const all = new Uint32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return all;
}

function filledLines(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found === -1 ? text.length : found;
    while (at < end && text.charCodeAt(at) <= SPACE) at += 1;
    if (at < end) count += 1;
    at = end + 1;
  }
  return count;
}

const SPACE = 32;
