/** `gatepost rollout`: steers rollouts of what is published. Each step is a publication of the same policy. */
import path from 'node:path';
import { republished } from '../../../authoring/republish.js';
import { withRolloutsForCopies } from '../../../authoring/ring-copies.js';
import { advanced, extended, finished, held, stopped, withRollout } from '../../../authoring/rollouts.js';
import { isComplete } from '../../../policy/rollout.js';
import type { PublishedPolicy, Rollout } from '../../../policy/schema.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readTextIfThere } from '../../lib/files.js';
import { readDocument } from '../../publishing/history.js';
import { DOCUMENT_NAME, publishNext, type PublicationOptions, type Published } from '../../publishing/publication.js';

export type Step =
  | { readonly step: 'extend'; readonly byMs: number }
  | { readonly step: 'advance' }
  | { readonly step: 'finish' }
  | { readonly step: 'hold' | 'stop'; readonly reason: string | undefined };

/** @throws CommandError when there is no such rollout, or its state leaves nothing to do */
export function steer(id: string, step: Step, options: PublicationOptions): Promise<Published> {
  return publishNext(options, (policyState) => {
    const previous = policyState.previous ?? refuse(`nothing is published in ${options.folder}`);
    const rollout = rolloutIn(previous, id);
    const policy = steered(previous, rollout, step, options.nowMs);
    return { policy: republished(policy, { ...policyState, previous }) };
  });
}

function steered(policy: PublishedPolicy, rollout: Rollout, step: Step, nowMs: number): PublishedPolicy {
  if (step.step === 'finish') return finished(policy, rollout.id);
  const next = changed(rollout, step, nowMs);
  return withRollout(policy, next ?? refuse(whyNot(rollout, step.step, nowMs)));
}

function changed(rollout: Rollout, step: Exclude<Step, { readonly step: 'finish' }>, nowMs: number): Rollout | null {
  if (step.step === 'extend') return extended(rollout, step.byMs, nowMs);
  if (step.step === 'advance') return advanced(rollout, nowMs);
  return step.step === 'hold' ? held(rollout, step.reason, nowMs) : stopped(rollout, step.reason);
}

function whyNot(rollout: Rollout, step: Step['step'], nowMs: number): string {
  const { id, state } = rollout;
  if (state === 'stopped') return `rollout ${id} is stopped: \`gatepost rollout start\` with this name starts it again`;
  if (isComplete(rollout, nowMs)) return `rollout ${id} is complete: everyone is in`;
  if (step === 'hold') return `rollout ${id} is held already`;
  return `the next stage of rollout ${id} has no date: it waits until you advance it`;
}

export function rolloutIn({ rollouts = [] }: PublishedPolicy, id: string): Rollout {
  const known = rollouts.map((rollout) => rollout.id).join(', ');
  const hint = known === '' ? 'there is none' : `there is ${known}`;
  return rollouts.find((rollout) => rollout.id === id) ?? refuse(`no rollout has the name ${id}: ${hint}`);
}

/** What is published there, without a look at who signed it: that is for `gatepost status`. */
export async function readPublished(folder: string, nowMs: number): Promise<PublishedPolicy> {
  const file = path.join(folder, DOCUMENT_NAME);
  const document = await readTextIfThere(file, 'the published policy');
  if (document === null) throw new CommandError(`nothing is published: there is no ${file}`, EXIT.refused);
  const reading = await readDocument(document.trim(), null, nowMs);
  if (reading.ok) return withRolloutsForCopies(reading.policy);
  const why = `${reading.code}: ${reading.detail}`;
  throw new CommandError(`${file} is not a policy that browsers accept (${why})`, EXIT.refused);
}

function refuse(message: string): never {
  throw new CommandError(`${message}; nothing was published`, EXIT.refused);
}
