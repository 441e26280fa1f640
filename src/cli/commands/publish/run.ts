/** `gatepost publish`: resolves, signs and puts in place the policy that browsers fetch. */
import { checkPolicy, type PolicyFinding } from '../../../authoring/lint/check-policy.js';
import { publishedFrom } from '../../../authoring/publish-source.js';
import { observesUntilMs } from '../../../authoring/republish.js';
import { policyDiff } from '../../../authoring/policy-diff.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../../policy/schema.js';
import { staged, type Stage } from '../../../authoring/staged.js';
import { checkLimits } from '../../lib/check-limits.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { MAX_REASON_LENGTH } from '../../lib/reason.js';
import { throughSafety, type GateOptions } from './preflight.js';
import { policyFromPublished } from '../../publishing/load-policy.js';
import { checkRegexes } from '../../lib/check-regexes.js';
import { inWords, testRead } from '../../explain/expectations.js';
import { readPolicy, whereOf, type ReadPolicy } from '../../lib/policy-source-file.js';
import { publishNext, type PublicationOptions, type Published } from '../../publishing/publication.js';

export interface PublishOptions extends PublicationOptions, GateOptions {
  readonly policyFile: string;
  /** Publishes although expectations under `tests:` do not hold; the signed document keeps it. */
  readonly acceptFailingTests?: string | undefined;
  /** Rules that newly restrict begin with a ring; the rest follows later, by itself. */
  readonly stage?: Stage | undefined;
}

/** The document in place stays untouched unless the new one is one that browsers will accept. */
export async function publish(options: PublishOptions): Promise<Published> {
  const { folder, nowMs } = options;
  const read = await readPolicy(options.policyFile);
  const { source, resolved, tools } = read;
  const warnings = refuseErrors(read, [...checkPolicy(read, nowMs), ...checkRegexes(source)]);
  const failing = await failingTests(read, options);
  const done = await publishNext(options, async (policyState) => {
    const { previous } = policyState;
    ensureSamePolicy(folder, source.name, previous);
    const composed = await inStages(publishedFrom(source, resolved, tools, policyState), previous, options);
    return {
      policy: keepingReason(await throughSafety(composed, previous, source.safety, options), failing, options),
      inspect: async (accepted) => refuseErrors(read, await checkLimits(accepted, nowMs)),
    };
  });
  return { ...done, warnings: [...warnings, ...failing, ...done.warnings, ...endedPause(done.previous, nowMs)] };
}

/**
 * @returns expectations that do not hold, a line each, when a reason accepts that
 * @throws CommandError when they are not accepted
 */
async function failingTests(
  read: ReadPolicy,
  { policyFile, acceptFailingTests, nowMs }: PublishOptions,
): Promise<string[]> {
  const failed = (await testRead(read, nowMs)).filter(({ passed }) => !passed);
  const lines = failed.map(
    ({ name, place, expected, found }) =>
      `${policyFile}:${place.line}:${place.column}: test "${name}": expected ${inWords(expected)}, found ${inWords(found)}`,
  );
  if (lines.length === 0 || acceptFailingTests !== undefined) return lines;
  const count = `${lines.length} ${lines.length === 1 ? 'test fails' : 'tests fail'}; nothing was published:`;
  const help =
    'Fix the policy or its tests; `gatepost test` shows why. To publish anyway, give --accept-failing-tests "reason"; the ' +
    'signed policy records the reason.';
  throw new CommandError([count, ...lines.map((line) => `  ${line}`), help], EXIT.refused);
}

function keepingReason(
  policy: PublishedPolicy,
  failing: readonly string[],
  { acceptFailingTests = '' }: PublishOptions,
): PublishedPolicy {
  if (failing.length === 0) return policy;
  const { acceptedImpact } = policy;
  const reason = [acceptedImpact?.reason ?? [], acceptFailingTests.trim()].flat().join(' · ');
  if (reason.length > MAX_REASON_LENGTH) {
    throw new CommandError(`the two reasons are too long together: expected ${MAX_REASON_LENGTH} characters at most`);
  }
  return { ...policy, acceptedImpact: { reason, limits: [...(acceptedImpact?.limits ?? []), 'tests'] } };
}

async function inStages(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  { stage, nowMs }: PublishOptions,
): Promise<PublishedPolicy> {
  if (stage === undefined) return policy;
  // Read from the document in place by the code of the browsers.
  const diff = await policyDiff(previous as AcceptedPolicy | null, await policyFromPublished(policy, nowMs), nowMs);
  return staged(policy, previous, diff, stage);
}

/** @returns the warnings among the findings, a line each */
function refuseErrors({ placeOf }: ReadPolicy, findings: readonly PolicyFinding[]): string[] {
  const line = ({ code, path: place, message }: PolicyFinding) =>
    `${placeOf(place)}: ${whereOf(place)}: ${message} (${code})`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CommandError(errors.map(line), EXIT.refused);
  return findings.map(line);
}

function ensureSamePolicy(folder: string, name: string, previous: PublishedPolicy | null): void {
  if (previous === null || previous.name === name) return;
  throw new CommandError(
    `${folder} holds the policy "${previous.name}", not "${name}": publish each policy to its own folder`,
    EXIT.refused,
  );
}

function endedPause(previous: PublishedPolicy | null, nowMs: number): string[] {
  if (previous?.pause === undefined || observesUntilMs(previous, nowMs) === null) return [];
  return [`this ends the pause until ${previous.observeUntil ?? ''}; \`gatepost pause\` pauses the new policy`];
}
