/** The one place that looks at an employee's machine: files, the registry, property lists. Everything is only read. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Machine {
  readonly home: string;
  /** Null when there is no such file, or it may not be read. */
  readBytes(file: string): Promise<Uint8Array | null>;
  /** Names in a folder, sorted by their bytes; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** The names among them that stand for a file, also by way of a link. */
  listFiles(folder: string): Promise<string[]>;
  /** A key of HKEY_LOCAL_MACHINE with all below it, as a .reg file; null when there is none. */
  exportRegistry(key: string): Promise<Buffer | null>;
  /** A property list as JSON; null when there is none. */
  readPlist(file: string): Promise<string | null>;
}

const run = promisify(execFile);

export const thisMachine: Machine = {
  home: homedir(),
  readBytes: (file) => readFile(file).catch(() => null),
  list: namesIn,
  async listFiles(folder) {
    const names = await namesIn(folder);
    const kinds = await Promise.all(names.map((name) => stat(path.join(folder, name)).catch(() => null)));
    return names.filter((_, index) => kinds[index]?.isFile() === true);
  },
  async exportRegistry(key) {
    const file = path.join(tmpdir(), `gatepost-doctor-${randomBytes(6).toString('hex')}.reg`);
    try {
      await run('reg', ['export', `HKLM\\${key}`, file, '/y']);
      return await readFile(file);
    } catch {
      return null;
    } finally {
      await rm(file, { force: true });
    }
  },
  readPlist: (file) =>
    run('plutil', ['-convert', 'json', '-o', '-', file]).then(
      ({ stdout }) => stdout,
      () => null,
    ),
};

async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
}
