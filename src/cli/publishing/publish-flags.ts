/** What `gatepost publish` and `gatepost rollout start` share: flags, and how the impact and the publication are printed. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError, EXIT } from '../lib/command-error.js';
import { renderDiff } from '../lib/format-diff.js';
import { parseRevision } from '../lib/parse-flags.js';
import { print, printBeside, printJson } from '../lib/print.js';
import { parseReason } from '../lib/reason.js';
import { paintFor } from '../lib/terminal.js';
import { renderReport } from '../logs/format-simulation.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../logs/log-flags.js';
import { printPublished } from './print-published.js';
import { NotConfirmed } from './publication.js';
import { publicationOptions, type PublicationFlags } from './publication-options.js';
import { publish } from './publish-policy.js';
import type { Impact } from './safety-gate.js';
import type { NewRollout } from './start-rollout.js';

export interface PublishFlags extends PublicationFlags, LogFlags {
  readonly newKey: boolean;
  readonly revision?: number;
  readonly log?: string[];
  readonly overrideSafety?: string;
  readonly acceptFailingTests?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function addPublishFlags(command: Command): Command {
  command
    .option('--new-key', 'sign with a different key than the previous revision', false)
    .option('--revision <number>', 'continue above this revision if the folder was lost', parseRevision)
    .option('-l, --log <file...>', 'logs to simulate the change with; - is standard input');
  return addLogFlags(command)
    .option('--override-safety <reason>', 'exceed the safety limits; the signed policy records the reason', parseReason)
    .addOption(
      new Option('--accept-impact <reason>')
        .argParser(refusing('The option was renamed: use --override-safety <reason>.'))
        .hideHelp(),
    )
    .option(
      '--accept-failing-tests <reason>',
      'publish although tests fail; the signed policy records the reason',
      parseReason,
    )
    .option('--dry-run', 'run all checks, publish nothing', false);
}

/** For an option of an earlier version. @throws InvalidArgumentError that says what takes its place */
export function refusing(message: string): () => never {
  return () => {
    throw new InvalidArgumentError(message);
  };
}

/** @param rollout starts with the publication */
export async function publishAndPrint(policyFile: string, flags: PublishFlags, rollout?: NewRollout): Promise<void> {
  const { newKey, revision, overrideSafety, acceptFailingTests, dryRun, json, log } = flags;
  const options = publicationOptions(flags);
  let impact: Impact | undefined;
  const done = await publish({
    ...{ ...options, policyFile, newKey, revision, overrideSafety, acceptFailingTests, rollout },
    logs: log === undefined ? undefined : { files: log, ...logOptionsFrom(flags) },
    onImpact: (found) => {
      impact = found;
      if (!json) printBeside(formatImpact(found, overrideSafety !== undefined));
    },
    confirm: () => Promise.resolve(!dryRun),
  }).catch((error: unknown) => {
    // What was refused is an answer too.
    if (json && error instanceof CommandError && error.exitCode === EXIT.impact) printJson({ published: null, impact });
    if (!(error instanceof NotConfirmed)) throw error;
    return null;
  });
  if (json) printJson({ published: done, impact });
  else if (done === null) print('Dry run: nothing was published.');
  else printPublished(done, options.nowMs);
}

function formatImpact({ diff, report: simulated, problems }: Impact, accepted: boolean): string[] {
  const paint = paintFor(process.stderr);
  return [
    ...renderDiff(diff, paint),
    ...(simulated === null ? [] : ['', ...renderReport(simulated, paint).split('\n')]),
    ...(accepted ? problems.map(({ message }) => paint('red', `overridden: it ${message}`)) : []),
    '',
  ];
}
