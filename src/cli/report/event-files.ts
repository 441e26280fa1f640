/** Finds the files of collected events in places that an administrator names. */
import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from '../lib/command-error.js';
import { explained, reasonOf } from '../lib/files.js';

/** A file that is left out, and why. */
export interface Skipped {
  readonly file: string;
  readonly why: string;
}

export interface EventFiles {
  readonly files: readonly string[];
  /** In the folders, under a name of such a file. */
  readonly skipped: readonly Skipped[];
}

/** Of our own daily files, and of the files that other collectors write, compressed or not. */
const NAME = /\.(?:ndjson|jsonl|json)(?:\.gz|\.zst)?$/;

/**
 * @param places files of any name, or folders, of which files with the names of events are taken
 * @throws CommandError when there is no file at all
 */
export async function eventFiles(places: readonly string[]): Promise<EventFiles> {
  const found = await Promise.all(places.map(filesAt));
  const files = found.flatMap((each) => each.files);
  if (files.length > 0) return { files, skipped: found.flatMap((each) => each.skipped) };
  throw new CommandError(
    `no events in ${places.join(', ')}: expected files whose names end with .ndjson, .jsonl or .json`,
  );
}

async function filesAt(place: string): Promise<EventFiles> {
  return explained(`cannot read the events at ${place}`, async () => {
    if (!(await stat(place)).isDirectory()) return { files: [place], skipped: [] };
    const names = (await readdir(place)).filter((name) => NAME.test(name)).sort();
    const files: string[] = [];
    const skipped: Skipped[] = [];
    for (const file of names.map((name) => path.join(place, name))) {
      const why = await unreadable(file);
      if (why === null) files.push(file);
      else skipped.push({ file, why });
    }
    return { files, skipped };
  });
}

/** Why it is no file to read; null when it is one. A pipe would keep its reader waiting, for good. */
async function unreadable(file: string): Promise<string | null> {
  let found: Stats;
  try {
    found = await stat(file);
  } catch (error) {
    return reasonOf(error);
  }
  return found.isFile() ? null : 'it is no file';
}
