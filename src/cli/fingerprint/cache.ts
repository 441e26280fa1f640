/**
 * What was worked out of each file last time, by the digest of its bytes: files that did not change are not worked out anew.
 * It holds digests and fingerprints, never text, and stays with whoever makes filters.
 */
import { createHash } from 'node:crypto';
import packageJson from '../../../package.json' with { type: 'json' };
import { FORMAT, gramNumber } from '../../data/fingerprint/filter.js';
import { WINDOW } from '../../data/fingerprint/grams.js';
import { readBytesIfThere, writeInPlace } from '../lib/files.js';
import { REASONS, type Reason } from './file-fate.js';
import type { FileOutcome } from './file-fingerprints.js';

const DIGEST_BYTES = 32;
/** Of an entry behind its digest: what was found, lines, lines with secrets, fingerprints. */
const NUMBERS = 4;
const NAMES = Object.keys(REASONS) as Reason[];

export class FingerprintCache {
  readonly #before: Map<string, FileOutcome>;
  readonly #now = new Map<string, FileOutcome>();

  private constructor(
    private readonly file: string | null,
    private readonly head: Buffer,
    before: Map<string, FileOutcome>,
  ) {
    this.#before = before;
  }

  /** Empty when there is none, or when another version or key made it. @param file null: nothing is kept */
  static async open(file: string | null, key: string): Promise<FingerprintCache> {
    const made = [packageJson.version, FORMAT, gramNumber(), WINDOW.code, WINDOW.text, key];
    const head = createHash('sha256').update(JSON.stringify(made)).digest();
    const bytes = file === null ? null : await readBytesIfThere(file, 'the cache');
    return new FingerprintCache(file, head, bytes === null ? new Map<string, FileOutcome>() : entriesIn(bytes, head));
  }

  /** @param salt what else decides, such as the kind of file */
  async outcomeOf(bytes: Uint8Array, salt: string, work: () => Promise<FileOutcome>): Promise<FileOutcome> {
    const digest = createHash('sha256').update(`${salt}\0`).update(bytes).digest('hex');
    const outcome = this.#now.get(digest) ?? this.#before.get(digest) ?? (await work());
    this.#now.set(digest, outcome);
    return outcome;
  }

  /** What was asked for this time, and nothing of files that are gone. */
  async keep(): Promise<void> {
    if (this.file === null) return;
    const parts: Uint8Array[] = [this.head];
    for (const [digest, outcome] of this.#now) parts.push(Buffer.from(digest, 'hex'), ...entryOf(outcome));
    const content = Buffer.concat(parts);
    await writeInPlace(this.file, Buffer.concat([content, sumOf(content)]));
  }
}

function entryOf(outcome: FileOutcome): Uint8Array[] {
  if ('leave' in outcome) return [bytesOf(Uint32Array.of(NAMES.indexOf(outcome.leave) + 1, 0, 0, 0))];
  const { hashes, lines, secretLines } = outcome.taken;
  return [bytesOf(Uint32Array.of(0, lines, secretLines, hashes.length)), bytesOf(hashes)];
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const sumOf = (content: Uint8Array): Buffer => createHash('sha256').update(content).digest();

/** None when it was damaged, cut off or made by something else. */
function entriesIn(bytes: Buffer, head: Buffer): Map<string, FileOutcome> {
  const entries = new Map<string, FileOutcome>();
  const content = bytes.subarray(0, -DIGEST_BYTES);
  if (!content.subarray(0, head.length).equals(head) || !sumOf(content).equals(bytes.subarray(-DIGEST_BYTES)))
    return entries;
  for (let at = head.length; at < content.length;) {
    const digest = content.toString('hex', at, at + DIGEST_BYTES);
    const numbers = at + DIGEST_BYTES;
    const number = (place: number): number => content.readUInt32LE(numbers + place * 4);
    const from = numbers + NUMBERS * 4;
    const reason = NAMES[number(0) - 1];
    const length = number(3);
    const hashes = new Uint32Array(
      content.buffer.slice(content.byteOffset + from, content.byteOffset + from + length * 4),
    );
    entries.set(
      digest,
      reason === undefined ? { taken: { hashes, lines: number(1), secretLines: number(2) } } : { leave: reason },
    );
    at = from + length * 4;
  }
  return entries;
}
