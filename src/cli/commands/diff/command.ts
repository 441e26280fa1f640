/** `gatepost diff` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { diff } from './run.js';
import { renderDiff } from '../../lib/format-diff.js';
import { paintFor } from '../../lib/terminal.js';
import { parseMoment } from '../../lib/parse-flags.js';
import { print, printJson } from '../../lib/print.js';

export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('Show which decisions change for people between two policies. Publishes nothing.')
    .argument('<old>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .argument('<new>', 'the policy to compare with: policy.yaml or policy.jws')
    .option('--at <moment>', 'compare as of this time, such as 2026-11-30T08:00:00Z; default: now', parseMoment)
    .option('--json', 'print the changes as JSON', false)
    .addHelpText(
      'after',
      '\nLines begin with - (stricter), + (less strict) or ~ (other change).\n\nExample:\n  gatepost diff public/policy.jws policy.yaml',
    )
    .action(async (oldFile: string, newFile: string, { at, json }: { at?: number; json: boolean }) => {
      const found = await diff({ oldFile, newFile, nowMs: at ?? Date.now() });
      if (json) printJson(found);
      else print(renderDiff(found, paintFor(process.stdout)));
    });
}
