/**
 * A zip archive that is the same, byte for byte, wherever it is made: names in order, one fixed date, and a compressor that
 * comes with the command, since those of different Node versions do not agree.
 */
import { zipSync, type Zippable } from 'fflate';

export interface PackedFile {
  /** Path inside the archive, with `/`. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** 1 January 1980, 00:00, in whatever time zone: the format knows wall clocks only, and this is its first moment. */
const FIRST_MOMENT = new Date(1980, 0, 1);

/** A plain file that all may read, as Unix has it. */
const PLAIN = { os: 3, attrs: (0o100644 << 16) >>> 0, mtime: FIRST_MOMENT, level: 9 } as const;

export function zipOf(files: readonly PackedFile[]): Buffer {
  const sorted = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  const entries: Zippable = Object.fromEntries(sorted.map(({ name, content }) => [name, [content, PLAIN]]));
  return Buffer.from(zipSync(entries));
}
