/** `gatepost scan` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { paintFor } from '../../lib/terminal.js';
import { renderScan, renderUnread } from './format.js';
import { isClean, scanFiles } from './run.js';

const MORE = `
Reads texts in UTF-8, UTF-16 and Windows-1252, Word, Excel, PowerPoint, OpenDocument, RTF, PDF, mails and zip archives, with the files in
them; not pictures, scanned pages and encrypted files, which it names. Nothing leaves this machine. Of each finding, only its place and
at most four characters are printed. With --no-policy, every argument is a file, and the shipped detectors check it.

Exit codes: 0 nothing found, 1 findings or files that were not read, 2 wrong usage or a file that cannot be opened.

Examples:
  gatepost scan policy.yaml draft.txt offer.docx
  gatepost scan policy.yaml minutes/ --rule our-workspace --json
  git diff | gatepost scan --no-policy -`;

export function addScan(program: Command): void {
  program
    .command('scan')
    .description('Show what the data guard finds in texts and documents, and what a policy does about it. Masked.')
    .argument('<policy>', 'the policy, policy.yaml or policy.jws')
    .argument('[file...]', 'files or folders; - is standard input, the default')
    .option('--rule <id>', 'check for this rule only; default: every rule with data')
    .option('--no-policy', 'check with the shipped detectors, without a policy')
    .option('--json', 'print the findings as JSON', false)
    .addHelpText('after', MORE)
    .action(run);
}

interface ScanFlags {
  readonly rule?: string;
  readonly policy: boolean;
  readonly json: boolean;
}

async function run(first: string, others: string[], { rule, policy, json }: ScanFlags): Promise<void> {
  if (!policy && rule !== undefined)
    throw new CommandError('--rule needs a policy: remove --no-policy or --rule', EXIT.unusable);
  const files = policy ? others : [first, ...others];
  const scanned = await scanFiles({
    policyFile: policy ? first : null,
    files: files.length === 0 ? ['-'] : files,
    rule: rule ?? null,
    nowMs: Date.now(),
  });
  if (json) printJson(scanned);
  else {
    const unread = renderUnread(scanned);
    if (unread.length > 0) printBeside(unread);
    print(renderScan(scanned, paintFor(process.stdout)).split('\n'));
  }
  if (!isClean(scanned)) process.exitCode = EXIT.refused;
}
