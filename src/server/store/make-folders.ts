/** Makes a folder with those above it, and ends wherever that is not possible. */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Node's own does not end where a folder is there and takes no other, such as /proc: the system says over and over that the
 * part above is missing (seen with Node 20.20).
 * @param mode permission bits of those that are made @throws what the system says
 */
export async function makeFolders(folder: string, mode = 0o777): Promise<void> {
  const missing: string[] = [];
  for (let each = path.resolve(folder); !(await isFolder(each)); each = path.dirname(each)) missing.unshift(each);
  for (const each of missing) {
    try {
      await mkdir(each, { mode });
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if (codeOf(error) !== 'EEXIST' || !(await isFolder(each))) throw error;
    }
  }
}

/** False when it is not there. @throws what the system says when it is something else, or cannot be looked at */
async function isFolder(place: string): Promise<boolean> {
  try {
    if ((await stat(place)).isDirectory()) return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
  throw Object.assign(new Error(`${place} is no folder`), { code: 'ENOTDIR' });
}

/** The system's code of a failure, such as `ENOENT`. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
