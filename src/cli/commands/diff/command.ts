/** `gatepost diff` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { diff } from './run.js';
import { renderDiff } from '../../lib/format-diff.js';
import { paintFor } from '../../lib/terminal.js';
import { parseMoment } from '../../lib/parse-flags.js';
import { say, sayJson } from '../../lib/print.js';

export function addDiff(program: Command): void {
  program
    .command('diff')
    .description('Say what changes for people between two policies, as decisions rather than text. Publishes nothing.')
    .argument('<old>', 'a policy file (policy.yaml) or a published document (policy.jws)')
    .argument('<new>', 'the other, of either kind')
    .option('--at <moment>', 'compare from this moment on, such as 2026-11-30T08:00:00Z; now when missing', parseMoment)
    .option('--json', 'the changes as JSON', false)
    .addHelpText(
      'after',
      '\nA line begins with - where something becomes stricter, + where it opens, ~ where it only changes.\n\nExample:\n  gatepost diff public/policy.jws policy.yaml',
    )
    .action(async (oldFile: string, newFile: string, { at, json }: { at?: number; json: boolean }) => {
      const found = await diff({ oldFile, newFile, nowMs: at ?? Date.now() });
      if (json) sayJson(found);
      else say(renderDiff(found, paintFor(process.stdout)));
    });
}
