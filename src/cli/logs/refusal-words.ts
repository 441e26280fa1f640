/** How logs say that the proxy itself refused a request: nobody saw a page then. */
import { ByteMemo } from './byte-memo.js';

const REFUSED: ReadonlySet<string> = new Set([
  ...['block', 'blocked', 'blk', 'deny', 'denied', 'drop', 'dropped', 'reject', 'rejected', 'refuse', 'refused'],
  ...['reset', 'forbidden', 'prohibited', 'quarantined', 'sinkhole', 'sinkholed', 'lockout', 'unauthorized'],
]);
/** "Not blocked", "would block", "blocked (monitor)": the request went through. */
const WENT_THROUGH: ReadonlySet<string> = new Set([
  ...['not', 'no', 'non', 'never', 'allow', 'allowed', 'permit', 'permitted', 'monitor', 'monitored', 'would'],
  ...['audit', 'audited', 'simulated'],
]);

/**
 * Of an answer: 407 and 511 ask for a sign-in at the proxy; 12202, 12209 and 12210 are the numbers of Microsoft's proxies for a
 * URL that is denied and for a sign-in. A site itself may answer 403.
 */
const STATUS: ReadonlySet<string> = new Set(['407', '511', '12202', '12209', '12210']);

/** Logs have few different ones. */
const MOST_KNOWN = 1000;
const known = new Map<string, boolean>();

/** @param action what the log says was done, such as `TCP_DENIED`, `Blocked`, `block-url`, or a status */
export function isRefusal(action: string): boolean {
  const before = known.get(action);
  if (before !== undefined) return before;
  const words = action
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);
  const status = action.slice(action.lastIndexOf('/') + 1);
  const refused =
    STATUS.has(status) || (words.some((word) => REFUSED.has(word)) && !words.some((word) => WENT_THROUGH.has(word)));
  if (known.size < MOST_KNOWN) known.set(action, refused);
  return refused;
}

/** For a column such as `blocked`, which says yes or no. */
export function saysYes(value: string): boolean {
  return /^(1|true|yes|y)$/i.test(value);
}

/** The same for bytes: 1 when it does. */
export const refusals = new ByteMemo((text) => (isRefusal(text) ? 1 : 0), 1024);
export const yeses = new ByteMemo((text) => (saysYes(text) ? 1 : 0));
