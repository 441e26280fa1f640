/** The kinds of events: one row a kind. What each means stands in `event-words.ts`, which is in no bundle of the extension. */

/** The code of `problem-found` in a browser that does not count all observed pages: its policy names too many sites. */
export const OBSERVED_IN_PART = 'observed-in-part';
/** The code of `problem-found` where a page had more frames blocked than the extension remembers addresses for. */
export const NAVIGATION_FLOOD = 'navigation-flood';

const KINDS = {
  restricted: 'info',
  warned: 'info',
  continued: 'info',
  requested: 'info',
  'alternative-opened': 'info',
  'bypass-ended': 'info',
  observed: 'info',
  'guard-blocked': 'info',
  'data-found': 'info',
  'policy-accepted': 'info',
  'policy-refused': 'warning',
  'check-failed': 'warning',
  'trust-domain-changed': 'warning',
  'state-repaired': 'warning',
  'problem-found': 'warning',
  'problem-resolved': 'info',
  'data-guard-degraded': 'warning',
  heartbeat: 'info',
  'events-lost': 'warning',
} as const satisfies Readonly<Record<string, 'info' | 'warning'>>;

export type EventKind = keyof typeof KINDS;

export const eventKinds = Object.keys(KINDS) as readonly string[] as readonly EventKind[];

/** Whether somebody should look into it. */
export const isWarning = (kind: EventKind): boolean => KINDS[kind] === 'warning';
