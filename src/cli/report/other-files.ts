/** Files that the database does not read by itself: requests of OTLP, compressed files, pipes. They become files that it reads. */
import { open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { readEventLines } from './event-lines.js';
import type { Skipped } from './event-files.js';
import { CommandError } from '../lib/command-error.js';
import { explained } from '../lib/files.js';
import { readBeginning, readChunks } from '../lib/log-files.js';

/** Of gzip, of Zstandard, and the byte order marks. */
const BEGINNINGS = ['1f8b', '28b52ffd', 'efbbbf', 'fffe', 'feff'].map((bytes) => Buffer.from(bytes, 'hex'));

/** Whether it is a file of text, as the receiver writes them. */
export async function isPlain(file: string): Promise<boolean> {
  if (!(await explained(`cannot read ${file}`, () => stat(file))).isFile()) return false;
  try {
    const beginning = await readBeginning(file, 'the events', 4);
    return !BEGINNINGS.some((bytes) => beginning.subarray(0, bytes.length).equals(bytes));
  } catch (error) {
    if (error instanceof CommandError) return false;
    throw error;
  }
}

/** What all the names of the parts of a request end with. */
const ENDINGS = ['eLogs', 'e_logs'].map((text) => Buffer.from(text));
const OVERLAP = 8;

/** Whether a line of it may be a request of OTLP, as far as the file can be read. */
export async function holdsRequests(file: string): Promise<boolean> {
  let before: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of readChunks(file, 'the events')) {
      const bytes = Buffer.concat([before, chunk]);
      if (ENDINGS.some((ending) => bytes.includes(ending))) return true;
      before = Buffer.from(bytes.subarray(-OVERLAP));
    }
  } catch (error) {
    // Line by line, what there is gets read, and the rest named.
    if (error instanceof CommandError) return true;
    throw error;
  }
  return false;
}

interface Converted {
  /** The file that each new one was made of. */
  readonly originals: ReadonlyMap<string, string>;
  /** Lines and records that are no events, by file. */
  readonly unreadable: ReadonlyMap<string, number>;
  /** Files that could not be read to their end. */
  readonly skipped: readonly Skipped[];
}

export async function converted(files: readonly string[], folder: string): Promise<Converted> {
  const originals = new Map<string, string>();
  const unreadable = new Map<string, number>();
  const skipped: Skipped[] = [];
  for (const [index, file] of files.entries()) {
    const made = path.join(folder, `${index}.ndjson`);
    originals.set(made, file);
    const handle = await open(made, 'wx', 0o600);
    try {
      unreadable.set(file, await convert(file, handle));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      skipped.push({ file, why: error.message });
    } finally {
      await handle.close();
    }
  }
  return { originals, unreadable, skipped };
}

const LINES_AT_ONCE = 2_000;

/** @returns how many lines and records are no events */
async function convert(file: string, into: FileHandle): Promise<number> {
  let unreadable = 0;
  let lines: string[] = [];
  const write = async () => {
    await into.appendFile(lines.join(''));
    lines = [];
  };
  try {
    for await (const read of readEventLines(file)) {
      if (read.kind === 'unreadable') unreadable += read.count;
      else lines.push(`${JSON.stringify(read.event)}\n`);
      if (lines.length >= LINES_AT_ONCE) await write();
    }
  } finally {
    // What was read before a file turned out to be damaged counts.
    await write();
  }
  return unreadable;
}
