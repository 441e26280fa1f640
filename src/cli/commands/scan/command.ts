/** `gatepost scan` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { EXIT } from '../../lib/command-error.js';
import { say, sayBeside, sayJson } from '../../lib/print.js';
import { paintFor } from '../../lib/terminal.js';
import { renderScan, renderUnread } from './format.js';
import { isClean, scanFiles } from './run.js';

const MORE = `
Reads text files only, not documents, archives or pictures. Nothing leaves this machine. Of each finding, only its place and at
most four characters are printed.

Exit codes: 0 nothing found, 1 findings or files that are not text, 2 wrong usage or a file that cannot be read.

Examples:
  gatepost scan draft.txt
  gatepost scan minutes/ --json
  git diff | gatepost scan -`;

export function addScan(program: Command): void {
  program
    .command('scan')
    .description('Show what the data guard finds in text files: keys, personal data, code, logs, marked text. Masked.')
    .argument('<file...>', 'text files or folders; - is standard input')
    .option('--json', 'print the findings as JSON', false)
    .addHelpText('after', MORE)
    .action(run);
}

async function run(files: string[], { json }: { json: boolean }): Promise<void> {
  const scanned = await scanFiles(files);
  if (json) sayJson(scanned);
  else {
    const unread = renderUnread(scanned);
    if (unread.length > 0) sayBeside(unread);
    say(renderScan(scanned, paintFor(process.stdout)).split('\n'));
  }
  if (!isClean(scanned)) process.exitCode = EXIT.refused;
}
