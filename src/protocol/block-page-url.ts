/**
 * The address of the explanation page as a rule writes it and the worker reads it:
 * `blocked.html#1/<proof>/<policy rule id>/<restricted URL>`. The URL comes last because it may contain anything.
 */
interface BlockedAddress {
  readonly proof: string;
  readonly ruleId: string;
  readonly url: string;
}

const VERSION = '1';

export function formatBlockedAddress(blockedPage: string, { proof, ruleId, url }: BlockedAddress): string {
  return `${blockedPage}#${VERSION}/${proof}/${ruleId}/${url}`;
}

/** @param fragment the page's `location.hash`; null when it is not one that a rule of ours can have written */
export function parseBlockedAddress(fragment: string): BlockedAddress | null {
  const match = /^#?1\/([A-Za-z0-9_-]{1,64})\/([a-z0-9._-]{1,64})\/(.+)$/s.exec(fragment);
  if (match === null) return null;
  const [, proof = '', ruleId = '', url = ''] = match;
  return { proof, ruleId, url };
}

/**
 * What stands in the proof's place when a guard, not a rule, opened the page: the page's own script could read what a guard
 * writes, so it writes no secret. It says which miss the guard closed: `guard` ended a page that began without a request,
 * the others one that was in use: whose address changed inside it, that came back from the back/forward cache, or that was
 * open when the policy came.
 */
const GUARD_MARKS = ['guard', 'guard-moved', 'guard-back', 'guard-open'] as const;
export type GuardMark = (typeof GUARD_MARKS)[number];

export function isGuardMark(proof: string): proof is GuardMark {
  return GUARD_MARKS.some((mark) => mark === proof);
}

/** The address of the explanation page as a guard writes it. */
export function guardedAddress(blockedPage: string, mark: GuardMark, url: string): string {
  return formatBlockedAddress(blockedPage, { proof: mark, ruleId: '-', url });
}
