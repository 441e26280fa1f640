/** Reads a file that is served to others: a file, and within the folder that is served, wherever links lead. */
import { constants } from 'node:fs';
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Far more than a policy or a package takes; it is held in memory for each request. */
const MAX_SERVED_BYTES = 64 * 1024 * 1024;

/** A pipe would keep the request waiting. Windows does not know the flags. */
const READ =
  constants.O_RDONLY |
  ((constants.O_NOFOLLOW as number | undefined) ?? 0) |
  ((constants.O_NONBLOCK as number | undefined) ?? 0);

/** Null while there is no such file in the folder. */
export async function readServed(folder: string, name: string): Promise<Buffer | null> {
  try {
    const inside = await realpath(folder);
    const file = await realpath(path.join(inside, name));
    if (!isWithin(file, inside) || !(await lstat(file)).isFile()) return null;
    const handle = await open(file, READ);
    try {
      return await contentOf(handle);
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** Looked at once more: what lies there may have been exchanged meanwhile. */
async function contentOf(handle: FileHandle): Promise<Buffer | null> {
  const found = await handle.stat();
  return found.isFile() && found.size <= MAX_SERVED_BYTES ? await handle.readFile() : null;
}

function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
