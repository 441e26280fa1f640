/**
 * Appends lines to a file for each day (UTC), on disk before anybody is told so. Appends that come together share one
 * write and one fsync. Old days go when their time is over, and nothing is written beyond the size cap. What lies in the
 * folder under a file's name and is none (a link, a folder, a pipe) is left alone: another name is taken.
 */
import { constants, type Stats } from 'node:fs';
import { lstat, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, makeFolders } from './make-folders.js';

export interface DailyLimits {
  /** A day's file that is larger gets a successor. */
  readonly fileBytes: number;
  /** Of all files together. */
  readonly totalBytes: number;
  readonly keepDays: number;
}

export const DEFAULT_LIMITS: DailyLimits = {
  fileBytes: 256 * 1024 * 1024,
  totalBytes: 4 * 1024 * 1024 * 1024,
  keepDays: 90,
};

const NAME = /^events-(\d{4}-\d{2}-\d{2})(?:\.(\d{1,4}))?\.ndjson$/;
const MOST_SUCCESSORS = 9_999;
const DAY_MS = 24 * 3_600_000;

/** The sizes of files by their name; null for what is no file. */
type Sizes = Map<string, number | null>;

export class DailyFiles {
  #waiting: { lines: readonly string[]; done: (written: boolean) => void; failed: (error: unknown) => void }[] = [];
  #writing = false;

  constructor(
    private readonly folder: string,
    private readonly limits: DailyLimits = DEFAULT_LIMITS,
    private readonly nowMs: () => number = Date.now,
  ) {}

  /** @returns false when the size cap leaves no room; rejects when the disk does not take it */
  append(lines: readonly string[]): Promise<boolean> {
    const written = new Promise<boolean>((done, failed) => this.#waiting.push({ lines, done, failed }));
    if (!this.#writing) void this.#writeAll();
    return written;
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0);
      try {
        const written = await this.#write(batch.flatMap(({ lines }) => lines));
        for (const { done } of batch) done(written);
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#writing = false;
  }

  async #write(lines: readonly string[]): Promise<boolean> {
    if (lines.length === 0) return true;
    await makeFolders(this.folder, 0o700);
    const today = new Date(this.nowMs()).toISOString().slice(0, 10);
    const sizes = await this.#sizes();
    await this.#dropOld(sizes);
    const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const total = [...sizes.values()].reduce<number>((sum, size) => sum + (size ?? 0), 0);
    if (total + content.byteLength > this.limits.totalBytes) return false;
    for (const name of this.#namesFor(today, sizes)) {
      if (await appendDurably(path.join(this.folder, name), content)) return true;
    }
    throw new Error(`${this.folder} has no name left for the events of ${today}`);
  }

  /** Those that may have room, in their order. */
  *#namesFor(day: string, sizes: Sizes): Generator<string> {
    for (let number = 0; number <= MOST_SUCCESSORS; number += 1) {
      const name = `events-${day}${number === 0 ? '' : `.${number}`}.ndjson`;
      const size = sizes.has(name) ? sizes.get(name) : 0;
      if (size != null && size < this.limits.fileBytes) yield name;
    }
  }

  async #sizes(): Promise<Sizes> {
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name));
    const sizes: Sizes = new Map();
    for (const name of names) {
      const found = await statsOf(path.join(this.folder, name));
      if (found !== null) sizes.set(name, found.isFile() ? found.size : null);
    }
    return sizes;
  }

  async #dropOld(sizes: Sizes): Promise<void> {
    const oldest = new Date(this.nowMs() - this.limits.keepDays * DAY_MS).toISOString().slice(0, 10);
    for (const [name, size] of sizes) {
      if (size === null || (NAME.exec(name)?.[1] ?? oldest) >= oldest) continue;
      await rm(path.join(this.folder, name), { force: true });
      sizes.delete(name);
    }
  }
}

/** Of the thing itself, where it is a link; null when it has gone meanwhile. */
async function statsOf(file: string): Promise<Stats | null> {
  try {
    return await lstat(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * A line that a crash has cut off stays a line of its own: it was never acknowledged, and comes again.
 * @returns false when what lies under the name is no file of its own
 */
async function appendDurably(file: string, content: Buffer): Promise<boolean> {
  const handle = await openFile(file);
  if (handle === null) return false;
  try {
    const found = await handle.stat();
    // Under a second name it may be anybody's file, or a backup's.
    if (!found.isFile() || found.nlink > 1) return false;
    const { size } = found;
    if (size === 0) await syncFolder(path.dirname(file));
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const isCutOff = size > 0 && last[0] !== '\n'.charCodeAt(0);
    await handle.appendFile(isCutOff ? Buffer.concat([Buffer.from('\n'), content]) : content);
    await handle.datasync();
    return true;
  } finally {
    await handle.close();
  }
}

/** Links are not followed, and a pipe without a reader is not waited for. Windows knows neither flag, and few of either. */
const APPEND =
  constants.O_RDWR |
  constants.O_APPEND |
  constants.O_CREAT |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** What the system says of a link, a folder, a pipe or a socket that was to be opened as a file. */
const NO_FILE: ReadonlySet<string> = new Set(['ELOOP', 'EISDIR', 'ENXIO', 'EMLINK']);

async function openFile(file: string): Promise<FileHandle | null> {
  try {
    return await open(file, APPEND, 0o600);
  } catch (error) {
    if (NO_FILE.has(codeOf(error))) return null;
    throw error;
  }
}

/** A new file is in its folder only once the folder is on disk too. Windows takes care of that itself, and refuses. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
