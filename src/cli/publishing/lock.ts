/**
 * One publication at a time: a lock file stands beside the document meanwhile. It names the process that holds it, so that
 * the lock of a process that died is taken over instead of asking somebody to remove it.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { CommandError } from '../lib/command-error.js';
import { codeOf, makeFolder } from '../lib/files.js';

/** Who holds a lock. */
const holderSchema = z.object({
  pid: z.int().positive(),
  /** The host name. */
  host: z.string(),
  /** The set of processes among which the pid means this one: one boot of one machine, one container. */
  place: z.string(),
  /** When the process started, as the system counts it: tells it from a later one with the same pid. Null: unknown. */
  started: z.string().nullable(),
});

type Holder = z.infer<typeof holderSchema>;

/** Longer than others take, even with a hand at a token. */
const WAIT_MS = 30_000;
const RETRY_MS = 50;

/**
 * Does the work while nobody else does the same on the file.
 * @param waitMs how long to wait for others
 * @throws CommandError when somebody else is still at it
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  { waitMs = WAIT_MS }: { waitMs?: number } = {},
): Promise<Result> {
  const lock = `${file}.lock`;
  await makeFolder(path.dirname(file));
  const deadlineMs = Date.now() + waitMs;
  while (!(await create(lock))) {
    const holder = await holderOf(lock);
    if (holder !== 'none' && isGone(holder) && (await removeAbandoned(lock))) continue;
    if (Date.now() > deadlineMs) throw new CommandError(busy(file, lock, holder));
    await delay(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** False when it is there already. */
async function create(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, `${JSON.stringify(ownHolder())}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new CommandError(`cannot write ${lock}: ${String(error)}`);
  }
}

/**
 * Removes the lock of a dead process. Of those who found it dead, one at a time looks again and removes it: who came late
 * finds the lock gone, or held by somebody alive, and leaves it. Nobody else removes or replaces such a lock meanwhile.
 * False when it is another's turn.
 */
export async function removeAbandoned(lock: string): Promise<boolean> {
  const turn = `${lock}.takeover`;
  if (!(await create(turn))) return false;
  try {
    const holder = await holderOf(lock);
    if (holder !== 'none' && isGone(holder)) await rm(lock, { force: true });
    return true;
  } finally {
    await rm(turn, { force: true });
  }
}

/** Null when the lock does not say; `none` when there is no lock any more. */
async function holderOf(lock: string): Promise<Holder | null | 'none'> {
  try {
    return holderSchema.safeParse(JSON.parse(await readFile(lock, 'utf8'))).data ?? null;
  } catch (error) {
    // Not JSON: just being written, or by another version.
    return codeOf(error) === 'ENOENT' ? 'none' : null;
  }
}

/** True only when it is certain: a process of this very place that does not run any more. */
function isGone(holder: Holder | null): boolean {
  if (holder?.host !== os.hostname() || holder.place !== placeOfProcesses()) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
  return holder.started !== null && startOf(holder.pid) !== holder.started;
}

function ownHolder(): Holder {
  return { pid: process.pid, host: os.hostname(), place: placeOfProcesses(), started: startOf(process.pid) };
}

/** Two containers may share a folder and a host name, but not their processes. */
function placeOfProcesses(): string {
  if (process.platform !== 'linux') return '';
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** Field 22 of /proc/<pid>/stat, counted after the name, which may contain anything. Null where there is none. */
function startOf(pid: number): string | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function busy(file: string, lock: string, holder: Holder | null | 'none'): string {
  const who = holder === null || holder === 'none' ? '' : ` (process ${holder.pid} on ${holder.host})`;
  return `another publication is in progress on ${file}${who}; if it has crashed, remove ${lock}, and ${lock}.takeover if it exists`;
}
