/** Whatever a browser keeps for extensions, as bytes on disk. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export async function extensionFiles(profile: string): Promise<string> {
  const entries = await readdir(profile, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /extension/i.test(path.relative(profile, file)));
  // A running browser may take a file away in between.
  return (await Promise.all(files.map((file) => readFile(file, 'latin1').catch(() => '')))).join('\n');
}
