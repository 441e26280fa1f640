/** The one place that looks at an employee's machine: files, the registry, property lists. Everything is only read. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

export interface Machine {
  readonly home: string;
  /** Null when there is no such file, or it may not be read. */
  readText(file: string): Promise<string | null>;
  /** Names in a folder, sorted; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** A key of HKEY_LOCAL_MACHINE with all below it, as a .reg file; null when there is none. */
  exportRegistry(key: string): Promise<Buffer | null>;
  /** A property list as JSON; null when there is none. */
  readPlist(file: string): Promise<string | null>;
}

const run = promisify(execFile);

export const thisMachine: Machine = {
  home: homedir(),
  readText: (file) => readFile(file, 'utf8').catch(() => null),
  list: (folder) =>
    readdir(folder).then(
      (names) => names.sort(),
      () => [],
    ),
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
