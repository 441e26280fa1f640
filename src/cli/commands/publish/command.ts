/** `gatepost publish` on the command line: its flags, and what it prints. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { publish } from './run.js';
import { renderDiff } from '../../lib/format-diff.js';
import type { Impact } from './preflight.js';
import { NotConfirmed } from '../../publishing/publication.js';
import { LOG_FORMATS, type LogFormat } from '../../logs/detect-format.js';
import { renderReport } from '../../logs/format-simulation.js';
import type { ColumnNames } from '../../logs/columns.js';
import { paintFor } from '../../lib/terminal.js';
import { parseDuration, parseRevision } from '../../lib/parse-flags.js';
import {
  addPublicationOptions,
  publicationOptions,
  type PublicationFlags,
} from '../../publishing/publication-options.js';
import { say, sayBeside, sayJson } from '../../lib/print.js';
import { sayPublished } from '../../publishing/print-published.js';
import { parseColumn } from '../../logs/parse-column.js';

interface PublishFlags extends PublicationFlags {
  readonly newKey: boolean;
  readonly revision?: number;
  readonly log?: string[];
  readonly format?: LogFormat;
  readonly column: ColumnNames;
  readonly acceptImpact?: string;
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
    .description('Check a policy, show what it changes, sign it and put it into the folder that your host serves.')
    .argument('<policy>', 'the policy file, policy.yaml');
  addPublicationOptions(command)
    .option('--new-key', 'sign with another key than the policy published before', false)
    .option('--revision <number>', 'continue above this count after the folder was lost', parseRevision)
    .option('-l, --log <file...>', 'logs to judge the change by; - is standard input')
    .addOption(new Option('-f, --format <name>', 'the format of the logs').choices(LOG_FORMATS))
    .option('--column <role=name>', 'a column of the logs; may be repeated', parseColumn, {})
    .option('--accept-impact <reason>', 'publish beyond the safety limits; the signed policy keeps the reason', reason)
    .option(
      '--accept-failing-tests <reason>',
      'publish although tests: do not hold; the signed policy keeps the reason',
      reason,
    )
    .option('--ring <name>', 'rules that newly restrict begin with this ring')
    .addOption(new Option('--then <whom>', 'who follows').choices(['everyone']))
    .option('--after <duration>', 'when they follow, such as 24h', parseDuration)
    .option('--dry-run', 'do everything but publish', false)
    .option('--json', 'what changed, and what was published, as JSON', false)
    .addHelpText('after', EXAMPLES)
    .action(run);
}

async function run(policyFile: string, flags: PublishFlags): Promise<void> {
  const { newKey, revision, acceptImpact, acceptFailingTests, dryRun, json, log, format, column } = flags;
  const options = publicationOptions(flags);
  let impact: Impact | undefined;
  const done = await publish({
    ...{
      ...options,
      policyFile,
      newKey,
      revision,
      acceptImpact,
      acceptFailingTests,
      stage: stageOf(flags, options.nowMs),
    },
    logs: log === undefined ? undefined : { files: log, format: format ?? null, columns: column },
    onImpact: (found) => {
      impact = found;
      if (!json) sayBeside(impactInWords(found, acceptImpact !== undefined));
    },
    confirm: () => Promise.resolve(!dryRun),
  }).catch((error: unknown) => {
    // What was refused is an answer too.
    if (json && error instanceof CommandError && error.exitCode === EXIT.impact) sayJson({ published: null, impact });
    if (!(error instanceof NotConfirmed)) throw error;
    return null;
  });
  if (json) sayJson({ published: done, impact });
  else if (done === null) say('A dry run: nothing was published.');
  else sayPublished(done, options.nowMs);
}

function impactInWords({ diff, report: simulated, problems }: Impact, accepted: boolean): string[] {
  const paint = paintFor(process.stderr);
  return [
    ...renderDiff(diff, paint),
    ...(simulated === null ? [] : ['', ...renderReport(simulated, paint).split('\n')]),
    ...(accepted ? problems.map(({ message }) => paint('red', `accepted: it ${message}`)) : []),
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

function reason(text: string): string {
  if (text.trim().length > 0) return text;
  throw new InvalidArgumentError('expected a reason.');
}

const EXAMPLES = `
Exit codes: 0 published, 1 refused (errors of the policy, or its tests do not hold), 2 wrong usage, 3 beyond the safety limits of the policy (nothing was published).
Every revision is kept in <folder>/history, for \`gatepost rollback\`.

Examples:
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public --log access.log --dry-run
  gatepost publish policy.yaml --key keys/policy-key.private.jwk.json --dir public --ring pilot --then everyone --after 24h
  gatepost publish policy.yaml --dir public --public-key keys/policy-key.public.jwk.json \\
    --detached-sign "openssl dgst -sha256 -sign key.pem"
  gatepost publish policy.yaml --key keys/policy-key.private.pem --dir public --revision 57`;
