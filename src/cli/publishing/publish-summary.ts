/** Says what browsers will do with a policy that was just published, and when. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { observesUntilMs } from '../../authoring/republish.js';
import type { PublishedPolicy } from '../../policy/schema.js';
import { inWords } from '../lib/duration.js';
import { renderRollout } from './format-rollout.js';
import type { Published } from './publication.js';

/** What became of it, and what browsers do with it and when: a few lines. @param nowMs milliseconds since the epoch */
export function renderEffect({ file, policy, previous, keyId }: Published, nowMs: number): string[] {
  const { name, revision, rules, expiresAt } = policy;
  return [
    `Published ${name}, revision ${revision}, ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}, to ${file}`,
    `Signed with key ${keyId}; valid until ${expiresAt}.`,
    whatBrowsersDo(policy, nowMs),
    ...rolloutsIn(policy, previous, nowMs),
    whenTheyDo(policy, previous),
  ];
}

/** Where each rollout stands; whether this publication has moved it. */
function rolloutsIn(policy: PublishedPolicy, previous: PublishedPolicy | null, nowMs: number): string[] {
  const now = policy.rollouts ?? [];
  const before = new Map(previous?.rollouts?.map((rollout) => [rollout.id, rollout]));
  const gone = [...before.values()].filter(({ id }) => !now.some((rollout) => rollout.id === id));
  return [
    ...now.flatMap((rollout) => {
      const isSame = isDeepStrictEqual(before.get(rollout.id)?.stages, rollout.stages);
      const lines = renderRollout(rollout, nowMs);
      return isSame ? lines.map((line, index) => (index === 0 ? `${line} (unchanged)` : line)) : lines;
    }),
    ...gone.map(({ id, rules }) =>
      policy.rules.some((rule) => rules.includes(rule.id))
        ? `Rollout ${id} is over: its rules apply to everyone they name.`
        : `Rollout ${id} has ended: none of its rules is left.`,
    ),
  ];
}

function whatBrowsersDo(policy: PublishedPolicy, nowMs: number): string {
  const untilMs = observesUntilMs(policy, nowMs);
  if (untilMs === null) return 'Browsers enforce its rules.';
  if (untilMs === Number.POSITIVE_INFINITY)
    return 'Browsers block nothing until you publish another policy (mode: observe).';
  const span = inWords(untilMs - nowMs);
  return `Browsers block nothing until ${policy.observeUntil ?? ''} (${span}); then they enforce the rules again by themselves.`;
}

/** Browsers come at the pace of the policy they have. */
function whenTheyDo({ pollSeconds }: PublishedPolicy, previous: PublishedPolicy | null): string {
  const poll = inWords((previous?.pollSeconds ?? pollSeconds) * 1000);
  return `Running browsers check about every ${poll}; a block page checks at once when it is opened or reloaded.`;
}
