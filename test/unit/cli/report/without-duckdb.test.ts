/** What the commands about events say where DuckDB, an optional package, is not installed. */
import { beforeAll, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundledCommand } from '../../../support/bundled-command.js';
import { aCollectedEvent } from '../../../support/event-lines.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const PACKAGE = '@duckdb/node-api';

let run: Awaited<ReturnType<typeof bundledCommand>>;

/** No folder above a temporary one has packages. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  run = await bundledCommand(folder);
  await writeFile(path.join(folder, 'events.ndjson'), `${JSON.stringify(aCollectedEvent({ kind: 'requested' }))}\n`);
});

test('report names the package, its version and what to do, and ends with exit code 2', async () => {
  const { optionalDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const { exitCode, out, err } = await run('report', 'events.ndjson');
  expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
  expect(err).toContain(
    `needs DuckDB (${PACKAGE} ${optionalDependencies[PACKAGE] ?? ''}), one of its optional packages`,
  );
  expect(err).toContain('install gatepost again as you did, with --include=optional');
  expect(err.trim().split('\n')).toHaveLength(1);
});

test('requests does without it', async () => {
  const { exitCode, out } = await run('requests', 'events.ndjson');
  expect({ exitCode, lines: out.trim().split('\n').length }).toEqual({ exitCode: 0, lines: 2 });
  expect(out).toContain('AAAAA-00001');
});
