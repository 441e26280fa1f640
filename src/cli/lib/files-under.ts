/** The files that an argument names: a file is itself, a folder all that is in it. */
import type { Stats } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { CommandError } from './command-error.js';
import { explained, namesIn } from './files.js';

export interface FilesUnder {
  /** In the order of their names. */
  readonly files: readonly string[];
  /** What lies in the folder and is not looked into, and why. */
  readonly unread: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Links to folders are not followed: one may lead back.
 * @param what the file's part in the command, for the error @throws CommandError when what is named cannot be read
 */
export async function filesUnder(named: string, what: string): Promise<FilesUnder> {
  const found = { files: [] as string[], unread: [] as { file: string; reason: string }[] };
  const look = async (file: string, facts: Stats): Promise<void> => {
    if (facts.isFile()) found.files.push(file);
    else if (!facts.isDirectory()) found.unread.push({ file, reason: 'it is neither a file nor a folder' });
    else for (const name of (await namesIn(file, what)).sort()) await lookInside(path.join(file, name));
  };
  const lookInside = async (file: string): Promise<void> => {
    try {
      const own = await lstat(file);
      const facts = own.isSymbolicLink() ? await stat(file) : own;
      if (own.isSymbolicLink() && facts.isDirectory())
        found.unread.push({ file, reason: 'a link to a folder, which is not followed' });
      else await look(file, facts);
    } catch (error) {
      const reason = error instanceof CommandError ? error.message : 'it cannot be read';
      found.unread.push({ file, reason });
    }
  };
  await look(named, await explained(`cannot read ${what} ${named}`, () => stat(named)));
  return found;
}
