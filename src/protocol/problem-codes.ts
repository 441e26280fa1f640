/**
 * The problems that a browser can have: one row a code, under which its pages, events and support file name it. What
 * administrators read about each stands in `problem-words.ts`.
 */

/** What enforcement rests on, as the health report lists it; each has a text `selfcheck_…`. */
export const HEALTH_ITEMS = [
  ...(['configuration', 'policy', 'rules', 'guards', 'storage', 'alarms', 'host-access', 'incognito'] as const),
  ...(['clock', 'host'] as const),
];

interface ProblemRow {
  /** The item of the health report that it puts out of order. */
  readonly item: (typeof HEALTH_ITEMS)[number];
  /** `update`: a check failed, and what was active stays active. `enforcement`: something is not enforced as the policy says. */
  readonly severity: 'enforcement' | 'update';
  /** Who can remove it: `reader`, the person in front of the browser; with all others the support needs to know. */
  readonly owner: 'administrator' | 'reader';
  /** The text of the pages; null: `problem_` and the code. */
  readonly text: 'problem_refused_document' | null;
}

const row = (item: ProblemRow['item'], own: Partial<ProblemRow> = {}): ProblemRow => ({
  ...{ item, severity: item === 'host' ? 'update' : 'enforcement', owner: 'administrator', text: null },
  ...own,
});

const BY_READER = { owner: 'reader' } as const;
/** Codes that come to the same for the reader share one text, with the code as its detail. */
const MALFORMED = { text: 'problem_refused_document' } as const;

export const PROBLEMS = {
  'managed-invalid': row('configuration'),
  'no-policy': row('policy'),
  'initial-fail-closed': row('policy'),
  'initial-observed': row('policy'),
  'policy-lost': row('policy'),
  'signer-revoked': row('policy'),
  'policy-expired': row('policy'),
  'rules-rejected': row('rules'),
  'rules-truncated': row('rules'),
  'guards-refused': row('guards'),
  'session-full': row('storage'),
  'time-zone-unknown': row('policy'),
  'site-unknown': row('policy'),
  'no-host-access': row('host-access'),
  'bootstrap-refused': row('configuration'),
  'clock-behind': row('clock', BY_READER),
  'clock-ahead': row('clock', BY_READER),
  offline: row('host', BY_READER),
  'host-unreachable': row('host'),
  'host-timeout': row('host'),
  'http-status': row('host'),
  'redirect-refused': row('host'),
  'not-a-policy': row('host'),
  'wrong-media-type': row('host'),
  'empty-answer': row('host'),
  'too-large': row('host'),
  'not-signed': row('host', MALFORMED),
  'wrong-type': row('host', MALFORMED),
  'untrusted-key': row('host'),
  'wrong-algorithm': row('host', MALFORMED),
  'algorithm-unsupported': row('host'),
  'signature-invalid': row('host'),
  'not-json': row('host', MALFORMED),
  'format-unknown': row('host', MALFORMED),
  'capability-unknown': row('host'),
  'schema-invalid': row('host', MALFORMED),
  'name-mismatch': row('host'),
  rollback: row('host'),
  'revision-reused': row('host'),
  'fast-forward': row('host'),
  'not-yet-valid': row('host'),
  expired: row('host'),
} as const satisfies Readonly<Record<string, ProblemRow>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemCodes = Object.keys(PROBLEMS) as readonly string[] as readonly [ProblemCode, ...ProblemCode[]];

/** How a check of the policy's host can fail: what was active stays active. */
export const checkProblemCodes = problemCodes.filter((code) => PROBLEMS[code].severity === 'update');

/** The key of what pages say about it. */
export function problemText(code: ProblemCode): string {
  return PROBLEMS[code].text ?? `problem_${code.replaceAll('-', '_')}`;
}
