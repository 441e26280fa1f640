/** The files that an argument names: a file is itself, a folder all that is in it. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { explained, namesIn } from './files.js';

/** @param what the file's part in the command, for the error @returns in the order of their names */
export async function filesUnder(file: string, what: string): Promise<string[]> {
  const isFolder = await explained(`cannot read ${what} ${file}`, async () => (await stat(file)).isDirectory());
  if (!isFolder) return [file];
  const inside = (await namesIn(file, what)).sort().map((name) => path.join(file, name));
  return (await Promise.all(inside.map((each) => filesUnder(each, what)))).flat();
}
