/** Completion and reference: both come from the parser, and shells must be able to read the scripts. */
import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describedCommands } from '../../../../../src/cli/lib/command-reference.js';
import { completionScript, SHELLS } from '../../../../../src/cli/commands/completion/scripts.js';
import { gatepostProgram } from '../../../../../src/cli/program.js';
import { ROOT } from '../../../../support/repository.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const commands = describedCommands(await gatepostProgram());
const run = promisify(execFile);

/** What bash offers when these words stand on its command line. */
async function offeredByBash(...words: string[]): Promise<string[]> {
  const file = path.join(await newFolder(), 'completion.bash');
  await writeFile(file, completionScript('bash', commands));
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `source ${file}; COMP_WORDS=(gatepost ${line}); COMP_CWORD=${words.length}; _gatepost; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await run('bash', ['-c', script]);
  return stdout.split('\n').filter((word) => word !== '');
}

describe('bash', () => {
  test('offers the commands', async () => {
    expect(await offeredByBash('s')).toEqual(['simulate', 'scan', 'status', 'serve']);
    expect((await offeredByBash('')).filter((word) => !word.startsWith('-'))).toEqual([
      ...commands.map(({ name }) => name),
      'help',
    ]);
  });

  test('offers flags of the command, and values where there are some', async () => {
    expect(await offeredByBash('simulate', '--pse')).toEqual(['--pseudonymize']);
    expect(await offeredByBash('check', '--format', '')).toEqual(['text', 'json', 'github', 'sarif']);
    expect(await offeredByBash('check', '-f', 'g')).toEqual(['github']);
  });

  test('leaves files to the shell', async () => {
    expect(await offeredByBash('check', 'pol')).toEqual([]);
    expect(await offeredByBash('publish', '--key', '')).toEqual([]);
  });
});

test.each(SHELLS)('%s knows every command and every flag', (shell) => {
  const script = completionScript(shell, commands);
  for (const { name, options } of commands) {
    expect(script).toContain(name);
    for (const option of options.flatMap(({ names }) => names)) {
      expect(script).toContain(shell === 'fish' ? option.replace(/^--?/, '') : option);
    }
  }
});

test('docs/reference/command.md says what --help says: run npm run command-doc when this fails', async () => {
  const script = path.join(ROOT, 'scripts/command-doc.mjs');
  await expect(run(process.execPath, [script, '--check'])).resolves.toMatchObject({ stderr: '' });
});
