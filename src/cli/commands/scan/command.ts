/** `gatepost scan` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { EXIT } from '../../lib/command-error.js';
import { say, sayBeside, sayJson } from '../../lib/print.js';
import { paintFor } from '../../lib/terminal.js';
import { renderScan, renderUnread } from './format.js';
import { isClean, scanFiles } from './run.js';

const MORE = `
Reads texts only; what is in a document, an archive or a picture is not seen. Nothing leaves this machine, and nothing is printed
but the place, four characters at most, and dots.

Exit codes: 0 nothing found, 1 something was found or a file is no text, 2 wrong usage or a file that cannot be read.

Examples:
  gatepost scan draft.txt
  gatepost scan minutes/ --json
  git diff | gatepost scan -`;

export function addScan(program: Command): void {
  program
    .command('scan')
    .description('Say what the data guard would find in texts: keys, personal data, code, logs, marked text. Masked.')
    .argument('<file...>', 'texts, folders of texts; - is standard input')
    .option('--json', 'the findings as JSON', false)
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
