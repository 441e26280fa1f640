/** `gatepost datasheet` on the command line: its flags, and what it prints. */
import { Option, type Command } from 'commander';
import path from 'node:path';
import { SHEET_LANGUAGES, type SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import { renderHtml } from '../../datasheet/html.js';
import { renderMarkdown } from '../../datasheet/markdown.js';
import { writeInPlace } from '../../lib/files.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { BUILT_EXTENSIONS } from '../../pack/built-extension.js';
import { datasheet, type Datasheet } from './run.js';

interface DatasheetFlags {
  readonly config?: string;
  readonly language?: SheetLanguage;
  readonly out?: string;
  readonly html?: string;
  readonly basis?: string;
  readonly retention?: string;
  readonly access?: string;
  readonly contact?: string;
  readonly json: boolean;
}

const EXAMPLES = `
What the software cannot know (legal basis, how long the collector keeps records, who has access there, contact) comes from the
flags; without them the sheet has lines to fill in by hand.

Exit codes: 0 done, 1 the policy or the configuration has errors, 2 wrong usage or an unusable file.

Examples:
  gatepost datasheet policy.yaml --config managed.yaml --language de --html sheet.html
  gatepost datasheet public/policy.jws --config managed.yaml --retention "90 days" --access "IT security, 2 people"`;

export function addDatasheet(program: Command): void {
  program
    .command('datasheet')
    .description(
      'Write the data sheet for employees and works council: what is recorded, sent and kept, and who can read it.',
    )
    .argument('<policy>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .option('-c, --config <file>', 'managed.yaml, the configuration of the browsers: decides what is sent')
    .addOption(
      new Option('-l, --language <tag>', "language of the sheet; default: the policy's, else en").choices(
        SHEET_LANGUAGES,
      ),
    )
    .option('-o, --out <file>', 'write the sheet as Markdown to this file; default: print it')
    .option('--html <file>', 'write the sheet as an HTML page for print (A4) to this file')
    .option('--basis <text>', 'legal basis or agreement')
    .option('--retention <text>', 'how long the collector keeps records')
    .option('--access <text>', 'who has access to the records there')
    .option('--contact <text>', 'contact for questions of data protection')
    .option('--json', 'print the facts of the sheet as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async (policyFile: string, flags: DatasheetFlags) => {
      const { config = null, language = null, basis = null, retention = null, access = null, contact = null } = flags;
      const sheet = await datasheet({
        policyFile,
        configFile: config,
        schemaFile: path.join(BUILT_EXTENSIONS, 'chrome', 'managed-schema.json'),
        language,
        company: { basis, retention, access, contact },
        nowMs: Date.now(),
      });
      if (config === null) {
        printBeside(
          'warning: without --config, the sheet cannot say whether and where records are sent, nor if they have names',
        );
      }
      await write(sheet, flags);
    });
}

async function write({ language, facts, blocks }: Datasheet, { out, html, json }: DatasheetFlags): Promise<void> {
  if (out !== undefined) await writeInPlace(out, renderMarkdown(blocks));
  if (html !== undefined) await writeInPlace(html, renderHtml(blocks, language));
  const written = [out, html].filter((file) => file !== undefined);
  if (json) printJson({ language, files: written, facts });
  else if (written.length === 0) print(renderMarkdown(blocks).trimEnd().split('\n'));
  else print(`Data sheet (${language}): ${written.join(', ')}`);
}
