/**
 * The address of the block page as a rule writes it and the worker reads it:
 * `blocked.html#1/<proof>/<policy rule id>/<restricted URL>`. The URL comes last because it may contain anything.
 */
interface BlockedAddress {
  readonly pageToken: string;
  readonly ruleId: string;
  readonly url: string;
}

const VERSION = '1';

export function formatBlockedAddress(blockedPage: string, { pageToken, ruleId, url }: BlockedAddress): string {
  return `${blockedPage}#${VERSION}/${pageToken}/${ruleId}/${url}`;
}

/** @param fragment the page's `location.hash`; null when it is not one that a rule of ours can have written */
export function parseBlockedAddress(fragment: string): BlockedAddress | null {
  const match = /^#?1\/([A-Za-z0-9_-]{1,64})\/([a-z0-9._-]{1,64})\/(.+)$/s.exec(fragment);
  if (match === null) return null;
  const [, pageToken = '', ruleId = '', url = ''] = match;
  return { pageToken, ruleId, url };
}

/**
 * What stands in the proof's place when a guard, not a rule, opened the page: the page's own script could read what a guard
 * writes, so it writes no secret. It says which miss the guard closed: `guard` ended a page that began without a request,
 * the others one that was in use: whose address changed inside it, that came back from the back/forward cache, or that was
 * open when the policy came.
 */
const GUARD_REASONS = ['guard', 'guard-moved', 'guard-back', 'guard-open'] as const;
export type GuardReason = (typeof GUARD_REASONS)[number];

export function isGuardReason(pageToken: string): pageToken is GuardReason {
  return GUARD_REASONS.some((guardReason) => guardReason === pageToken);
}

/** The address of the block page as a guard writes it. */
export function guardedAddress(blockedPage: string, guardReason: GuardReason, url: string): string {
  return formatBlockedAddress(blockedPage, { pageToken: guardReason, ruleId: '-', url });
}
