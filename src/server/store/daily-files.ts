/**
 * Appends lines to a file for each day (UTC), on disk before anybody is told so. Appends that come together share one
 * write and one fsync. Old days go when their time is over, and nothing is written beyond the size cap.
 */
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

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
const DAY_MS = 24 * 3_600_000;

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
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const today = new Date(this.nowMs()).toISOString().slice(0, 10);
    const sizes = await this.#sizes();
    await this.#dropOld(sizes);
    const content = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (total + content.byteLength > this.limits.totalBytes) return false;
    await appendDurably(path.join(this.folder, this.#nameFor(today, sizes)), content);
    return true;
  }

  #nameFor(day: string, sizes: ReadonlyMap<string, number>): string {
    for (let number = 0; ; number += 1) {
      const name = `events-${day}${number === 0 ? '' : `.${number}`}.ndjson`;
      if ((sizes.get(name) ?? 0) < this.limits.fileBytes) return name;
    }
  }

  async #sizes(): Promise<Map<string, number>> {
    const names = (await readdir(this.folder)).filter((name) => NAME.test(name));
    const sizes = names.map(async (name): Promise<[string, number]> => {
      return [name, (await stat(path.join(this.folder, name))).size];
    });
    return new Map(await Promise.all(sizes));
  }

  async #dropOld(sizes: Map<string, number>): Promise<void> {
    const oldest = new Date(this.nowMs() - this.limits.keepDays * DAY_MS).toISOString().slice(0, 10);
    for (const name of sizes.keys()) {
      if ((NAME.exec(name)?.[1] ?? oldest) >= oldest) continue;
      await rm(path.join(this.folder, name), { force: true });
      sizes.delete(name);
    }
  }
}

/** A line that a crash has cut off stays a line of its own: it was never acknowledged, and comes again. */
async function appendDurably(file: string, content: Buffer): Promise<void> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) await syncFolder(path.dirname(file));
    const last = Buffer.alloc(1);
    if (size > 0) await handle.read(last, 0, 1, size - 1);
    const isCutOff = size > 0 && last[0] !== '\n'.charCodeAt(0);
    await handle.appendFile(isCutOff ? Buffer.concat([Buffer.from('\n'), content]) : content);
    await handle.datasync();
  } finally {
    await handle.close();
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
