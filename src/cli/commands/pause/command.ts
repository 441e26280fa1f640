/** `gatepost pause` and `gatepost resume` on the command line: their flags, and what they print. */
import type { Command } from 'commander';
import { pause, resume } from './run.js';
import { confirmation, type ConfirmFlags } from '../../publishing/confirm.js';
import { parseDuration } from '../../lib/parse-flags.js';
import { parseReason } from '../../lib/reason.js';
import {
  addPublicationOptions,
  publicationOptions,
  type PublicationFlags,
} from '../../publishing/publication-options.js';
import { printJson } from '../../lib/print.js';
import { printPublished } from '../../publishing/print-published.js';

interface ActFlags extends PublicationFlags, ConfirmFlags {
  readonly json: boolean;
}

interface PauseFlags extends ActFlags {
  readonly for: number;
  readonly reason?: string;
}

export function addPause(program: Command): void {
  const command = program
    .command('pause')
    .description('Suspend the policy for a limited time. Every browser ends the pause by itself, even offline.');
  addPublicationOptions(command)
    .requiredOption('--for <duration>', 'duration, such as 2h, 90m or 1d', parseDuration)
    .option('--reason <text>', 'reason; published with the policy, readable by anyone who fetches it', parseReason)
    .option('-y, --yes', 'publish without confirmation', false)
    .option('--json', 'print what was published as JSON', false)
    .addHelpText('after', PAUSE_EXAMPLES)
    .action(async ({ for: forMs, reason, yes, json, ...flags }: PauseFlags) => {
      const options = publicationOptions(flags);
      const done = await pause({ ...options, forMs, reason, confirm: confirmation({ yes }, options.nowMs) });
      if (json) printJson(done);
      else printPublished(done, options.nowMs);
    });
}

export function addResume(program: Command): void {
  const command = program.command('resume').description('End a pause now: browsers enforce the policy again.');
  addPublicationOptions(command)
    .option('-y, --yes', 'publish without confirmation', false)
    .option('--json', 'print what was published as JSON', false)
    .addHelpText('after', '\nExample:\n  gatepost resume --dir public --key keys/policy-key.private.jwk.json')
    .action(async ({ yes, json, ...flags }: ActFlags) => {
      const options = publicationOptions(flags);
      const done = await resume({ ...options, confirm: confirmation({ yes }, options.nowMs) });
      if (json) printJson(done);
      else printPublished(done, options.nowMs);
    });
}

const PAUSE_EXAMPLES = `
Pausing again sets a new end. \`gatepost resume\` ends the pause at once; so does publishing or rolling back.

Example:
  gatepost pause --for 2h --reason "The research team is locked out" --dir public --key keys/policy-key.private.jwk.json`;
