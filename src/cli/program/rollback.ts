/** `gatepost rollback` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { rollback } from '../commands/rollback.js';
import { parseRevision } from './parse-flags.js';
import { addPublicationOptions, another, publicationOptions, type PublicationFlags } from './publication-options.js';
import { report } from './report.js';

interface RollbackFlags extends PublicationFlags {
  readonly to?: number;
  readonly oldKey: string[];
}

export function addRollback(program: Command): void {
  const command = program
    .command('rollback')
    .description('Publish the content from before the current one once more, under a new revision. Ends a pause.');
  addPublicationOptions(command)
    .option('--to <revision>', 'the content of this revision instead', parseRevision)
    .option('--old-key <file>', 'public key that signed revisions of then; may be repeated', another, [])
    .addHelpText('after', EXAMPLES)
    .action(async ({ to, oldKey, ...flags }: RollbackFlags) => {
      const options = publicationOptions(flags);
      const done = await rollback({ ...options, to, oldKeyFiles: oldKey });
      const { previous, restored } = done;
      const now = `Took back revision ${previous.revision}: revision ${restored.revision} of ${restored.issuedAt} is back.`;
      report(done, options.nowMs, now);
    });
}

const EXAMPLES = `
A second rollback goes one content further back. The revisions are in <folder>/history.

Examples:
  gatepost rollback --dir public --key keys/policy-key.private.jwk.json
  gatepost rollback --dir public --key keys/policy-key.private.jwk.json --to 41`;
