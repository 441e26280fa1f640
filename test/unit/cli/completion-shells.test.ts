/** Completion in real shells: what zsh and fish offer for a line, with the scripts as the command prints them. */
import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { findShell } from '../../../scripts/find-shell.mjs';
import { describedCommands } from '../../../src/cli/lib/command-reference.js';
import { completionScript } from '../../../src/cli/commands/completion/scripts.js';
import { gatepostProgram } from '../../../src/cli/program.js';
import { temporaryFolders } from '../../support/temporary-folder.js';
import { offeredByZsh } from '../../support/zsh-completion.js';

const newFolder = temporaryFolders();
const commands = describedCommands(await gatepostProgram());
const NAMES = commands.map(({ name }) => name);

async function offeredByFish(typed: string): Promise<string[]> {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'gatepost.fish'), completionScript('fish', commands));
  await writeFile(path.join(folder, 'policy.yaml'), '');
  // A configuration of its own: the user's may complete this command too.
  const { stdout } = await promisify(execFile)(
    await findShell('fish'),
    ['--no-config', '-c', 'source gatepost.fish; complete -C $TYPED'],
    { cwd: folder, env: { ...process.env, HOME: folder, TYPED: typed }, timeout: 30_000 },
  );
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')[0] ?? '']));
}

const inZsh = async (typed: string) => {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'policy.yaml'), '');
  return offeredByZsh(folder, completionScript('zsh', commands), typed);
};

describe.each([
  ['zsh', inZsh],
  ['fish', offeredByFish],
] as const)('%s', (_, offered) => {
  test('offers every command', async () => {
    expect((await offered('gatepost ')).sort()).toEqual([...NAMES].sort());
  });

  test.each([
    ['a command that has begun', 'gatepost chec', ['check']],
    ['a flag that has begun', 'gatepost simulate --pse', ['--pseudonymize']],
    ['the values of a flag', 'gatepost check --format ', ['github', 'json', 'sarif', 'text']],
    ['the value that has begun', 'gatepost deploy --os win', ['windows']],
    ['files where a flag takes one', 'gatepost deploy --policy poli', ['policy.yaml']],
    ['files where the command takes one', 'gatepost check poli', ['policy.yaml']],
  ])('offers %s', async (_name, typed, expected) => {
    expect((await offered(typed)).sort()).toEqual(expected);
  });
});
