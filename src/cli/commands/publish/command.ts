/** `gatepost publish` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { publish } from './run.js';
import { renderDiff } from '../../lib/format-diff.js';
import type { Impact } from './preflight.js';
import { NotConfirmed } from '../../publishing/publication.js';
import { addLogFlags, logOptionsFrom, type LogFlags } from '../../logs/log-flags.js';
import { renderReport } from '../../logs/format-simulation.js';
import { paintFor } from '../../lib/terminal.js';
import { parseDuration, parseRevision } from '../../lib/parse-flags.js';
import { parseReason } from '../../lib/reason.js';
import {
  addPublicationOptions,
  publicationOptions,
  type PublicationFlags,
} from '../../publishing/publication-options.js';
import { print, printBeside, printJson } from '../../lib/print.js';
import { printPublished } from '../../publishing/print-published.js';

interface PublishFlags extends PublicationFlags, LogFlags {
  readonly newKey: boolean;
  readonly revision?: number;
  readonly log?: string[];
  readonly overrideSafety?: string;
  readonly acceptFailingTests?: string;
  readonly ring?: string;
  readonly then?: 'everyone';
  readonly after?: number;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function addPublish(program: Command): void {
  const command = program
    .command('publish')
    .description('Check a policy, show what it changes, sign it and write it to the folder that your host serves.')
    .argument('<policy>', 'the policy file, policy.yaml');
  addPublicationOptions(command)
    .option('--new-key', 'sign with a different key than the previous revision', false)
    .option('--revision <number>', 'continue above this revision if the folder was lost', parseRevision)
    .option('-l, --log <file...>', 'logs to simulate the change with; - is standard input');
  addLogFlags(command)
    .option('--override-safety <reason>', 'exceed the safety limits; the signed policy records the reason', parseReason)
    .addOption(new Option('--accept-impact <reason>').argParser(renamed('--override-safety <reason>')).hideHelp())
    .option(
      '--accept-failing-tests <reason>',
      'publish although tests fail; the signed policy records the reason',
      parseReason,
    )
    .option('--ring <name>', 'apply new restrictions to this ring first')
    .addOption(new Option('--then <whom>', 'who comes next').choices(['everyone']))
    .option('--after <duration>', 'when, such as 24h', parseDuration)
    .option('--dry-run', 'run all checks, publish nothing', false)
    .option('--json', 'print the changes and the publication as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(policyFile: string, flags: PublishFlags): Promise<void> {
  const { newKey, revision, overrideSafety, acceptFailingTests, dryRun, json, log } = flags;
  const options = publicationOptions(flags);
  let impact: Impact | undefined;
  const done = await publish({
    ...{
      ...options,
      policyFile,
      newKey,
      revision,
      overrideSafety,
      acceptFailingTests,
      stage: stageOf(flags, options.nowMs),
    },
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

function stageOf({ ring, then, after }: PublishFlags, nowMs: number) {
  if (ring === undefined && then === undefined && after === undefined) return undefined;
  if (ring !== undefined && then !== undefined && after !== undefined) return { ring, fromMs: nowMs + after };
  throw new CommandError(
    'a staged roll-out needs all of --ring, --then and --after: --ring pilot --then everyone --after 24h',
  );
}

/** The former name of an option. @throws InvalidArgumentError that names the new one */
function renamed(name: string): () => never {
  return () => {
    throw new InvalidArgumentError(`The option was renamed: use ${name}.`);
  };
}

const EXAMPLES = `
Exit codes: 0 published, 1 rejected (policy errors or failing tests), 2 wrong usage, 3 safety limits exceeded (nothing was published).
All revisions are stored in <folder>/history, for \`gatepost rollback\`.

Examples:
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public --log access.log --dry-run
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public --ring pilot --then everyone --after 24h
  gatepost publish policy.yaml --dir public --public-key keys/policy-key.public.jwk.json \\
    --detached-sign "openssl dgst -sha256 -sign key.pem"
  gatepost publish policy.yaml --key keys/policy-key.private.pem --dir public --revision 57`;
