/**
 * `gatepost pause` and `gatepost resume`: what is published now, published again so that it restricts nothing for a while
 * (every browser ends that by itself), and so that it restricts again at once.
 */
import { inWords } from '../../lib/duration.js';
import { lifetimeMs, observesUntilMs, paused, republished, withoutPause } from '../../../authoring/republish.js';
import type { PublishedPolicy } from '../../../policy/schema.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { MAX_REASON_LENGTH } from '../../lib/reason.js';
import { publishNext, type PublicationOptions, type Published } from '../../publishing/publication.js';

export interface PauseOptions extends PublicationOptions {
  /** How long, in milliseconds from now. */
  readonly forMs: number;
  /** At most 300 characters; whoever reads the published policy can read it. */
  readonly reason?: string | undefined;
}

/** A pause that is on already ends at the new moment instead. @throws CommandError when there is nothing to pause */
export async function pause(options: PauseOptions): Promise<Published> {
  const { folder, forMs, nowMs } = options;
  if ((options.reason?.length ?? 0) > MAX_REASON_LENGTH) {
    throw new CommandError(`the reason is too long: expected ${MAX_REASON_LENGTH} characters at most`);
  }
  const untilMs = nowMs + forMs;
  return publishNext(options, (policyState) => {
    const previous = ensurePublished(policyState.previous, folder);
    ensureRestricts(withoutPause(previous), untilMs, nowMs);
    if (forMs > lifetimeMs(previous)) {
      const lifetime = inWords(lifetimeMs(previous));
      throw refused(`a pause of ${inWords(forMs)} is longer than this policy is valid (${lifetime}): ${FOR_LONG}`);
    }
    const reason = options.reason ?? (isPaused(previous, nowMs) ? previous.pause?.reason : undefined);
    return { policy: republished(paused(previous, untilMs, reason), { ...policyState, previous }) };
  });
}

const FOR_LONG = 'publish one with `mode: observe` instead';

/** @throws CommandError when it is not paused */
export async function resume(options: PublicationOptions): Promise<Published> {
  const { folder, nowMs } = options;
  return publishNext(options, (policyState) => {
    const previous = ensurePublished(policyState.previous, folder);
    if (!isPaused(previous, nowMs)) throw refused(notPaused(previous, nowMs));
    return { policy: republished(withoutPause(previous), { ...policyState, previous }) };
  });
}

function isPaused(policy: PublishedPolicy, nowMs: number): boolean {
  return policy.pause !== undefined && observesUntilMs(policy, nowMs) !== null;
}

function ensurePublished(previous: PublishedPolicy | null, folder: string): PublishedPolicy {
  if (previous === null) throw refused(`nothing is published in ${folder}`);
  return previous;
}

/** @throws CommandError when the policy lets everything through by itself for as long as that */
function ensureRestricts(policy: PublishedPolicy, untilMs: number, nowMs: number): void {
  const ownUntilMs = observesUntilMs(policy, nowMs);
  if (ownUntilMs === null || ownUntilMs < untilMs) return;
  const end = policy.observeUntil === undefined ? 'until you publish another' : `until ${policy.observeUntil}`;
  throw refused(`the policy itself is in observe mode ${end}, longer than the pause`);
}

function notPaused(policy: PublishedPolicy, nowMs: number): string {
  if (policy.pause !== undefined) return `the pause ended by itself at ${policy.observeUntil ?? ''}`;
  if (observesUntilMs(policy, nowMs) === null) return 'the policy is not paused: browsers enforce it';
  return 'the policy is not paused: it is in observe mode. Publish it with `mode: enforce`';
}

function refused(message: string): CommandError {
  return new CommandError(`${message}; nothing was published`, EXIT.refused);
}
