/** The command's file access, all in one place: clear errors, and no file is ever left half-written. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from './command-error.js';

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EEXIST: 'it exists already',
};

/** @param what the file's part in the command, for the error: "the policy" */
export async function readText(file: string, what: string): Promise<string> {
  return explained(`cannot read ${what} ${file}`, () => readFile(file, 'utf8'));
}

/** Null when there is no such file. */
export async function readTextIfThere(file: string, what: string): Promise<string | null> {
  return (await isThere(file, `cannot read ${what} ${file}`)) ? readText(file, what) : null;
}

/** True when anybody but the owner may read the file; never on systems without such modes. */
export async function isOpenToOthers(file: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { mode } = await stat(file);
  return (mode & 0o077) !== 0;
}

/** Puts the content in place in one step: readers see the old file or the new one. */
export async function writeInPlace(file: string, content: string): Promise<void> {
  await viaTemporary(file, content, 0o644, rename);
}

/** Writes a file that must not exist yet, in one step. @param mode permission bits, such as 0o600 */
export async function writeNew(file: string, content: string, mode: number): Promise<void> {
  await viaTemporary(file, content, mode, link);
}

/** @throws CommandError when there is no such folder */
export async function ensureFolder(folder: string): Promise<void> {
  const failure = `cannot serve ${folder}`;
  const isFolder = await explained(failure, async () => (await stat(folder)).isDirectory());
  if (!isFolder) throw new CommandError(`${failure}: it is not a folder`);
}

/**
 * Does the work while nobody else does the same: a lock file stands beside the file meanwhile.
 * @throws CommandError when somebody else is at it
 */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${file}.lock`;
  const failure = `cannot write ${file}`;
  await explained(failure, () => mkdir(path.dirname(file), { recursive: true }));
  try {
    await writeFile(lock, `${process.pid}\n`, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new CommandError(`${failure}: ${CAUSES[codeOf(error)] ?? String(error)}`);
    throw new CommandError(`another publish is at work on ${file}; if none is, one has died: remove ${lock}`);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** @throws CommandError when there is such a file already */
export async function ensureNew(file: string): Promise<void> {
  const failure = `cannot write ${file}`;
  if (await isThere(file, failure)) throw new CommandError(`${failure}: ${CAUSES['EEXIST'] ?? ''}`);
}

async function viaTemporary(
  file: string,
  content: string,
  mode: number,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  await explained(`cannot write ${file}`, async () => {
    await mkdir(path.dirname(file), { recursive: true });
    try {
      await writeFile(temporary, content, { mode, flag: 'wx', flush: true });
      await place(temporary, file);
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

async function isThere(file: string, failure: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new CommandError(`${failure}: ${CAUSES[codeOf(error)] ?? String(error)}`);
  }
}

async function explained<Result>(failure: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new CommandError(`${failure}: ${CAUSES[codeOf(error)] ?? String(error)}`);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
