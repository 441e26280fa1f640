/** `gatepost rollback` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { rollback } from './run.js';
import { confirmation, type ConfirmFlags } from '../../publishing/confirm.js';
import { another, parseRevision } from '../../lib/parse-flags.js';
import {
  addPublicationOptions,
  publicationOptions,
  type PublicationFlags,
} from '../../publishing/publication-options.js';
import { printJson } from '../../lib/print.js';
import { printPublished } from '../../publishing/print-published.js';

interface RollbackFlags extends PublicationFlags, ConfirmFlags {
  readonly json: boolean;
  readonly to?: number;
  readonly oldKey: string[];
}

export function addRollback(program: Command): void {
  const command = program
    .command('rollback')
    .description('Republish the previous content under a new revision. Ends a pause.');
  addPublicationOptions(command)
    .option('--to <revision>', 'restore this revision instead', parseRevision)
    .option('--old-key <file>', 'public key of older revisions; repeatable', another, [])
    .option('-y, --yes', 'publish without confirmation', false)
    .option('--json', 'print what was published as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(async ({ to, oldKey, yes, json, ...flags }: RollbackFlags) => {
      const options = publicationOptions(flags);
      const done = await rollback({
        ...options,
        to,
        oldKeyFiles: oldKey,
        confirm: confirmation({ yes }, options.nowMs),
      });
      const { previous, restored } = done;
      const now = `Rolled back revision ${previous.revision} to the content of revision ${restored.revision} from ${restored.issuedAt}.`;
      if (json) printJson(done);
      else printPublished(done, options.nowMs, now);
    });
}

const EXAMPLES = `
A second rollback goes back one more step. The revisions are in <folder>/history.

Examples:
  gatepost rollback --dir public --key keys/policy-key.private.jwk.json
  gatepost rollback --dir public --key keys/policy-key.private.jwk.json --to 41`;
