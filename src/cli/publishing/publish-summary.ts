/** Says what browsers will do with a policy that was just published, and when. Pure. */
import { observesUntilMs } from '../../authoring/republish.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { inWords } from '../lib/duration.js';
import type { Published } from './publication.js';

/** What became of it, and what browsers do with it and when: a few lines. @param nowMs milliseconds since the epoch */
export function renderEffect({ file, policy, previous, keyId }: Published, nowMs: number): string[] {
  const { name, revision, rules, expiresAt } = policy;
  return [
    `Published ${name}, revision ${revision}, ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, to ${file}`,
    `Signed with key ${keyId}; good until ${expiresAt}.`,
    whatBrowsersDo(policy, nowMs),
    whenTheyDo(policy, previous),
  ];
}

function whatBrowsersDo(policy: PublishedPolicy, nowMs: number): string {
  const untilMs = observesUntilMs(policy, nowMs);
  if (untilMs === null) return 'Browsers restrict what its rules restrict.';
  if (untilMs === Number.POSITIVE_INFINITY)
    return 'Browsers let everything through until you publish another (mode: observe).';
  const span = inWords(untilMs - nowMs);
  return `Browsers let everything through until ${policy.observeUntil ?? ''} (${span}); then each restricts again by itself.`;
}

/** Browsers come at the pace of the policy they have. */
function whenTheyDo({ pollSeconds }: PublishedPolicy, previous: PublishedPolicy | null): string {
  const poll = inWords((previous?.pollSeconds ?? pollSeconds) * 1000);
  return `Running browsers ask about every ${poll}; a blocked page asks at once when it is opened or reloaded.`;
}
