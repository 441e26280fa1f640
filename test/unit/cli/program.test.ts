/** What is loaded for a command line: the named subcommand alone, or all of them. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { gatepostProgram } from '../../../src/cli/program.js';
import { bundledCommand } from '../../support/bundled-command.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();

const namesFor = async (...words: string[]) => (await gatepostProgram(words)).commands.map((command) => command.name());
const ALL = await namesFor();

describe('of the subcommands', () => {
  test.each(ALL.filter((name) => name !== 'completion'))('%s is loaded alone when it is named', async (name) => {
    expect(await namesFor(name, '--help')).toEqual([name]);
  });

  test.each([[[]], [['--help']], [['help', 'check']], [['chekc']], [['completion', 'bash']], [['toString']]])(
    '%j loads all',
    async (words) => {
      expect(await namesFor(...words)).toEqual(ALL);
      expect(ALL.length).toBeGreaterThanOrEqual(20);
    },
  );
});

test('the catalogue that the build embeds is the one that its schema has judged', async () => {
  const run = await bundledCommand(await newFolder());
  const { out, exitCode } = await run('tools', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(loadCatalogue())));
});
