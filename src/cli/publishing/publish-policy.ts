/** `gatepost publish` and `gatepost rollout start`: resolve, sign and put in place the policy that browsers fetch. */
import { checkPolicy, type PolicyFinding } from '../../authoring/lint/check-policy.js';
import { publishedFrom } from '../../authoring/publish-source.js';
import { observesUntilMs } from '../../authoring/republish.js';
import { carriedOver, type RolloutNote } from '../../authoring/rollout-rules.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { checkLimits } from '../lib/check-limits.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { MAX_REASON_LENGTH } from '../lib/reason.js';
import { throughSafety, type GateOptions } from './safety-gate.js';
import { checkRegexes } from '../lib/check-regexes.js';
import { inWords, testRead } from '../explain/expectations.js';
import { readPolicy, whereOf, type ReadPolicy } from '../lib/policy-source-file.js';
import { startRollout, type NewRollout } from './start-rollout.js';
import { publishNext, type PublicationOptions, type Published } from './publication.js';

export interface PublishOptions extends PublicationOptions, GateOptions {
  readonly policyFile: string;
  /** Publishes although expectations under `tests:` do not hold; the signed document keeps it. */
  readonly acceptFailingTests?: string | undefined;
  /** Starts with it: some of its rules reach people in stages. */
  readonly rollout?: NewRollout | undefined;
}

/** The document in place stays untouched unless the new one is one that browsers will accept. */
export async function publish(options: PublishOptions): Promise<Published> {
  const { folder, nowMs } = options;
  const read = await readPolicy(options.policyFile);
  const { source, resolved, tools } = read;
  const warnings = refuseErrors(read, [...checkPolicy(read, nowMs), ...checkRegexes(source)]);
  const failing = await failingTests(read, options);
  const changes: string[] = [];
  const done = await publishNext(options, async (policyState) => {
    const { previous } = policyState;
    ensureSamePolicy(folder, source.name, previous);
    const composed = publishedFrom(source, resolved, tools, policyState);
    const { policy, notes } = await inRollouts(composed, previous, options);
    changes.push(...notes.flatMap(changesIn));
    return {
      policy: keepingReason(await throughSafety(policy, previous, source.safety, options), failing, options),
      filters: new Map([...read.filters.values()].map(({ sha256, bytes }) => [sha256, bytes])),
      inspect: async (accepted) => refuseErrors(read, await checkLimits(accepted, nowMs)),
    };
  });
  const noticed = [...changes, ...done.warnings, ...endedPause(done.previous, nowMs)];
  return { ...done, warnings: [...warnings, ...failing, ...noticed] };
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

/** Rollouts that were published go on, whatever else changes; a new one begins. */
async function inRollouts(policy: PublishedPolicy, previous: PublishedPolicy | null, options: PublishOptions) {
  const { rollout, nowMs } = options;
  return rollout === undefined
    ? carriedOver(policy, previous, nowMs)
    : startRollout(policy, previous, { ...rollout, nowMs });
}

/** What a publication changes for a rollout that goes on, beside its stages. */
function changesIn({ id, fate, changed, removed }: RolloutNote): string[] {
  if (fate === 'over') return [];
  const rules = (ids: readonly string[]) => `${ids.length === 1 ? 'rule' : 'rules'} ${ids.join(', ')}`;
  return [
    ...(changed.length === 0
      ? []
      : [`rollout ${id}: ${rules(changed)} changed, at once for everyone who is in; others keep what applied before`]),
    ...(removed.length === 0 ? [] : [`rollout ${id}: ${rules(removed)} is no longer in the policy, for anyone`]),
  ];
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
