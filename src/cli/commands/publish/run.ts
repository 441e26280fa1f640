/** `gatepost publish`: resolves, signs and puts in place the policy that browsers fetch. */
import { checkPolicy, type PolicyFinding } from '../../../authoring/lint/check-policy.js';
import { publishedFrom } from '../../../authoring/publish-source.js';
import { observesUntilMs } from '../../../authoring/republish.js';
import { policyDiff } from '../../../authoring/policy-diff.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../../policy/schema.js';
import { staged, type Stage } from '../../../authoring/staged.js';
import { checkLimits } from '../../lib/check-limits.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { judged, type GateOptions } from './preflight.js';
import { heldFromPublished } from '../../publishing/load-policy.js';
import { readPolicy, whereOf, type ReadPolicy } from '../../lib/policy-source-file.js';
import { publishNext, type PublicationOptions, type Published } from '../../publishing/publication.js';

export interface PublishOptions extends PublicationOptions, GateOptions {
  readonly policyFile: string;
  /** Rules that newly restrict begin with a ring; the rest follows later, by itself. */
  readonly stage?: Stage | undefined;
}

/** The document in place stays untouched unless the new one is one that browsers will accept. */
export async function publish(options: PublishOptions): Promise<Published> {
  const { folder, nowMs } = options;
  const read = await readPolicy(options.policyFile);
  const { source, resolved, tools } = read;
  const oddities = refuseErrors(read, checkPolicy(read, nowMs));
  const done = await publishNext(options, async (standing) => {
    const { previous } = standing;
    ensureSamePolicy(folder, source.name, previous);
    const composed = await inStages(publishedFrom(source, resolved, tools, standing), previous, options);
    return {
      policy: await judged(composed, previous, source.safety, options),
      inspect: async (accepted) => refuseErrors(read, await checkLimits(accepted, nowMs)),
    };
  });
  return { ...done, warnings: [...oddities, ...done.warnings, ...endedPause(done.previous, nowMs)] };
}

async function inStages(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  { stage, nowMs }: PublishOptions,
): Promise<PublishedPolicy> {
  if (stage === undefined) return policy;
  // Read from the document in place by the code of the browsers.
  const diff = await policyDiff(previous as AcceptedPolicy | null, await heldFromPublished(policy, nowMs), nowMs);
  return staged(policy, previous, diff, stage);
}

/** @returns the warnings among the findings, a line each */
function refuseErrors({ placeOf }: ReadPolicy, findings: readonly PolicyFinding[]): string[] {
  const line = ({ code, path: place, message }: PolicyFinding) =>
    `${placeOf(place)}: ${whereOf(place)}: ${message} (${code})`;
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new CommandError(errors.map(line).join('\n'), EXIT.refused);
  return findings.map(line);
}

function ensureSamePolicy(folder: string, name: string, previous: PublishedPolicy | null): void {
  if (previous === null || previous.name === name) return;
  throw new CommandError(
    `${folder} holds the policy "${previous.name}", not "${name}": publish each policy into a folder of its own`,
    EXIT.refused,
  );
}

function endedPause(previous: PublishedPolicy | null, nowMs: number): string[] {
  if (previous?.pause === undefined || observesUntilMs(previous, nowMs) === null) return [];
  return [`this ends the pause until ${previous.observeUntil ?? ''}; \`gatepost pause\` pauses the new policy`];
}
