/** `gatepost status` on the command line: its flags, and what it prints. */
import type { Command } from 'commander';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { reviewInWords } from '../../../authoring/review.js';
import { filterPathOf } from '../../../policy/data-policy.js';
import { pickText } from '../../../policy/localised-text.js';
import { inThousands } from '../../lib/numbers.js';
import { status, type HistoryLine, type Review, type Status } from './run.js';
import { renderRollouts } from '../../publishing/format-rollout.js';
import { inWords } from '../../lib/duration.js';
import { paintFor, printable, type Paint } from '../../lib/terminal.js';
import { print, printBeside, printJson } from '../../lib/print.js';

interface StatusFlags {
  readonly dir?: string;
  readonly url?: string;
  readonly publicKey?: string;
  readonly json: boolean;
}

const HISTORY_SHOWN = 10;

export function addStatus(program: Command): void {
  program
    .command('status')
    .description('Show the published policy: revision, signature, expiry, mode, reviews that are due, history.')
    .option('-d, --dir <folder>', 'folder that your host serves')
    .option('-u, --url <address>', 'policy URL')
    .option('--public-key <file>', 'verify the signature with this public key')
    .option('--json', 'print everything as JSON, including the policy', false)
    .addHelpText(
      'after',
      '\nExit codes: 0 published and valid, 1 nothing published, expired, not signed with that key, or a response that ' +
        'browsers reject, 2 unreadable.\n\n' +
        'Examples:\n  gatepost status --dir public --public-key keys/policy-key.public.jwk.json\n' +
        '  gatepost status --url https://policy.example.com/policy.jws',
    )
    .action(async ({ dir, url, publicKey, json }: StatusFlags) => {
      const nowMs = Date.now();
      const found = await status({ from: placeOf(dir, url), publicKeyFile: publicKey, nowMs });
      if (json) printJson(found);
      else print(renderStatus(found, nowMs, paintFor(process.stdout)));
      for (const caution of found.cautions) printBeside(`warning: ${found.place}: ${caution}`);
      if (found.expired) process.exitCode = EXIT.refused;
    });
}

function placeOf(folder: string | undefined, url: string | undefined): { folder: string } | { url: string } {
  if (folder !== undefined && url === undefined) return { folder };
  if (url !== undefined && folder === undefined) return { url };
  throw new CommandError('give either --dir <folder> or --url <address>');
}

export function renderStatus(found: Status, nowMs: number, paint: Paint): string[] {
  const { place, policy, keyId, verified, expired, observesUntil, reviews, history } = found;
  const { name, revision, issuedAt, expiresAt, rules, acceptedImpact, pause } = policy;
  const leftMs = Date.parse(expiresAt) - nowMs;
  const key = keyId ?? 'nobody';
  return [
    paint('bold', `${name}, revision ${revision}`),
    `  at         ${place}`,
    `  issued     ${issuedAt}`,
    expired ? paint('red', `  expired    ${expiresAt}`) : `  expires    ${expiresAt} (in ${inWords(leftMs)})`,
    `  signed by  ${key}${verified ? paint('green', ', verified') : ', not verified: give --public-key'}`,
    `  rules      ${rules.length}`,
    ...ownCodeLines(policy),
    ...renderRollouts(policy, nowMs).map((line) => `  ${line}`),
    ...(observesUntil === null
      ? []
      : [paint('yellow', `  mode       observe until ${observesUntil}${pause === undefined ? '' : ' (pause)'}`)]),
    ...reviews.map((review) => paint('yellow', `  review     ${reviewLine(review)}`)),
    ...(acceptedImpact === undefined
      ? []
      : [`  override   ${acceptedImpact.reason} (${acceptedImpact.limits.join(', ')})`]),
    ...(history === null || history.length === 0 ? [] : ['', ...history.slice(0, HISTORY_SHOWN).map(historyLine)]),
  ];
}

/** The filters that browsers fetch beside the policy. */
function ownCodeLines({ data, language }: Status['policy']): string[] {
  return (data?.fingerprints ?? []).map(({ id, label, size, sha256 }) => {
    const name = pickText(label, [], language) ?? id;
    return `  own code   ${printable(name)}: ${filterPathOf(sha256)}, ${inThousands(size)} bytes`;
  });
}

function reviewLine({ rule, owner, reviewBy, daysLeft }: Review): string {
  return `of ${rule}${owner === null ? '' : ` by ${owner}`} ${reviewInWords(daysLeft)} (${reviewBy})`;
}

function historyLine({ revision, issuedAt, rules, note }: HistoryLine): string {
  const content = rules === null ? 'unreadable' : `${rules} ${rules === 1 ? 'rule' : 'rules'}`;
  return `  ${String(revision).padStart(5)}  ${issuedAt ?? '-'}  ${content}${note === null ? '' : `  ${note}`}`;
}
