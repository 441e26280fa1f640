/** The command's file access, all in one place: clear errors, and no file is ever left half-written. */
import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolders } from '../../server/store/make-folders.js';
import { CommandError, EXIT } from './command-error.js';
import { placeIn } from './line-place.js';
import { decodeText } from './text-encoding.js';

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

/** Bytes that are no text, at their place in the file; both count from 1. */
export class NotText extends CommandError {
  constructor(
    file: string,
    readonly line: number,
    readonly column: number,
    readonly reason: string,
  ) {
    super(`${file}:${line}:${column}: ${reason}`, EXIT.refused);
  }
}

/**
 * The text of a file in UTF-8 or UTF-16, without a byte order mark. Every text that the command is handed as a file is read here.
 * @param what the file's part in the command, for the error: "the policy"
 * @throws NotText for bytes that are no text @throws CommandError when the file cannot be read
 */
export async function readText(file: string, what: string): Promise<string> {
  return textIn(await readBytes(file, what), file);
}

/** @throws NotText */
export function textIn(bytes: Buffer, file: string): string {
  const decoded = decodeText(bytes);
  if (decoded.ok) return decoded.text;
  const { line, column } = placeIn(decoded.before)(decoded.before.length);
  throw new NotText(file, line, column, decoded.reason);
}

/** @param what the file's part in the command, for the error */
export async function readBytes(file: string, what: string): Promise<Buffer> {
  return explained(`cannot read ${what} ${file}`, () => readFile(file));
}

/** Null when there is no such file. */
export async function readTextIfThere(file: string, what: string): Promise<string | null> {
  return (await isThere(file, `cannot read ${what} ${file}`)) ? readText(file, what) : null;
}

/** Null when there is no such file. */
export async function readBytesIfThere(file: string, what: string): Promise<Buffer | null> {
  return (await isThere(file, `cannot read ${what} ${file}`)) ? readBytes(file, what) : null;
}

/** True when anybody but the owner may read the file; never on systems without such modes. */
export async function isOpenToOthers(file: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  const { mode } = await stat(file);
  return (mode & 0o077) !== 0;
}

/**
 * Puts the content in place in one step: readers see the old file or the new one. Static hosts make an ETag of size and
 * whole seconds of the file's time, so the new file never has the second of the old one.
 */
export async function writeInPlace(file: string, content: string | Uint8Array): Promise<void> {
  await viaTemporary(file, content, 0o644, async (temporary) => {
    const oldMs = await changedAtMs(file);
    const newMs = (await changedAtMs(temporary)) ?? 0;
    if (oldMs !== null && Math.floor(newMs / 1000) <= Math.floor(oldMs / 1000)) {
      const nextSecond = Math.floor(oldMs / 1000) + 1;
      await utimes(temporary, nextSecond, nextSecond);
    }
    await rename(temporary, file);
  });
}

/** Writes a file that must not exist yet, in one step. @param mode permission bits, such as 0o600 */
export async function writeNew(file: string, content: string, mode: number): Promise<void> {
  await viaTemporary(file, content, mode, link);
}

/** The names in a folder; none when there is no such folder. */
export async function namesIn(folder: string, what: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw new CommandError(`cannot read ${what} ${folder}: ${CAUSES[codeOf(error)] ?? String(error)}`);
  }
}

/** @throws CommandError when the folder cannot be made */
export async function makeFolder(folder: string): Promise<void> {
  await explained(`cannot make the folder ${folder}`, () => makeFolders(folder));
}

/** @throws CommandError when there is no such folder */
export async function ensureFolder(folder: string): Promise<void> {
  const failure = `cannot serve ${folder}`;
  const isFolder = await explained(failure, async () => (await stat(folder)).isDirectory());
  if (!isFolder) throw new CommandError(`${failure}: it is not a folder`);
}

/** @throws CommandError when there is such a file already */
export async function ensureNew(file: string): Promise<void> {
  const failure = `cannot write ${file}`;
  if (await isThere(file, failure)) throw new CommandError(`${failure}: ${CAUSES['EEXIST'] ?? ''}`);
}

async function viaTemporary(
  file: string,
  content: string | Uint8Array,
  mode: number,
  place: (from: string, to: string) => Promise<void>,
): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  await explained(`cannot write ${file}`, async () => {
    await makeFolders(path.dirname(file));
    try {
      await writeFile(temporary, content, { mode, flag: 'wx', flush: true });
      await place(temporary, file);
    } finally {
      await rm(temporary, { force: true });
    }
  });
}

/** Null when there is no such file. */
async function changedAtMs(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** @param failure what cannot be done when the system does not say */
export async function isThere(file: string, failure: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw new CommandError(`${failure}: ${CAUSES[codeOf(error)] ?? String(error)}`);
  }
}

/** @throws CommandError that begins with the failure and ends with its cause */
export async function explained<Result>(failure: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new CommandError(`${failure}: ${reasonOf(error)}`);
  }
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  return CAUSES[codeOf(error)] ?? String(error);
}

/** The system's code of a failure, such as `ENOENT`. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
