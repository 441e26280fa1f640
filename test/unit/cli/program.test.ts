/** What is loaded for a command line: the named subcommand alone, or all of them. */
import { describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleCommand } from '../../../scripts/command-bundle.mjs';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { gatepostProgram } from '../../../src/cli/program.js';
import { bundledCommand } from '../../support/bundled-command.js';
import { pdfDocument } from '../../support/pdf-documents.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

const newFolder = temporaryFolders();

let command: ReturnType<typeof bundledCommand> | undefined;
const bundled = async () => (command ??= bundledCommand(await newFolder()));

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

test('the catalogue that the build embeds is the one that its schema has accepted', async () => {
  const run = await bundled();
  const { out, exitCode } = await run('tools', '--json');
  expect(exitCode).toBe(0);
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(loadCatalogue())));
});

test('the reader of PDF is built beside the command, which loads it for a PDF', async () => {
  const file = path.join(await newFolder(), 'offer.pdf');
  await writeFile(file, pdfDocument({ pages: [['Offer'], ['STRICTLY CONFIDENTIAL']] }));
  const { out, err, exitCode } = await (await bundled())('scan', '--no-policy', file);
  expect({ out, err, exitCode }).toMatchObject({ err: '', exitCode: 1 });
  expect(out).toContain(`${file}:3  block  marking`);
});

/** One letter beyond ASCII, and the engine keeps all of it in two bytes a letter: a twentieth of what a short command takes. */
test('the bundle is plain ASCII', async () => {
  const folder = await newFolder();
  await bundleCommand(folder);
  const text = await readFile(path.join(folder, 'gatepost.mjs'), 'latin1');
  // eslint-disable-next-line no-control-regex -- the whole of ASCII
  expect(/.{0,40}[^\u0000-\u007F].{0,40}/.exec(text)?.[0]).toBeUndefined();
});
