/** `gatepost labels` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { EXIT } from '../../lib/command-error.js';
import { print, printJson } from '../../lib/print.js';
import { paintFor } from '../../lib/terminal.js';
import { renderLabels } from './format.js';
import { labelsOfFiles } from './run.js';

const MORE = `
Reads labels of Microsoft Purview and the custom properties that other classification programs write, in Word, Excel, PowerPoint,
OpenDocument and PDF, and in encrypted Office documents where Office leaves the label readable. Only the parts of a file that hold
labels are read, and nothing leaves this machine. Newer files carry a label's id and tenant, not its name.

Exit codes: 0 done, 1 files whose labels could not be read, 2 wrong usage or a file that cannot be opened.

Examples:
  gatepost labels offer.docx
  gatepost labels contracts/ --json`;

export function addLabels(program: Command): void {
  program
    .command('labels')
    .description('Show the sensitivity labels and custom properties that documents carry.')
    .argument('<file...>', 'documents, or folders of them')
    .option('--json', 'print the labels as JSON', false)
    .addHelpText('after', MORE)
    .action(async (named: string[], { json }: { json: boolean }) => {
      const files = await labelsOfFiles(named);
      if (json) printJson(files);
      else print(renderLabels(files, paintFor(process.stdout)).split('\n'));
      if (files.some(({ unread }) => unread !== null)) process.exitCode = EXIT.refused;
    });
}
