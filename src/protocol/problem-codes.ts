/** The problems that a browser can have, as its pages, events and support file name them; docs/reference/problem-codes.md explains each. */

/** How a look at the policy's host can fail: what applied before still applies. */
export const checkProblemCodes = [
  'offline',
  'host-unreachable',
  'host-timeout',
  'http-status',
  'redirect-refused',
  'not-a-policy',
  'wrong-media-type',
  'empty-answer',
  'too-large',
  'not-signed',
  'wrong-type',
  'key-unknown',
  'wrong-algorithm',
  'algorithm-unsupported',
  'signature-invalid',
  'not-json',
  'format-unknown',
  'ability-unknown',
  'schema-invalid',
  'name-differs',
  'revision-older',
  'revision-reused',
  'revision-absurd',
  'not-yet-valid',
  'expired',
] as const;

/** What an employee or an administrator should know is wrong; each has its words in `_locales`. */
export const problemCodes = [
  'managed-invalid',
  'no-policy',
  'initial-closed',
  'initial-observed',
  'policy-lost',
  'policy-distrusted',
  'policy-stale',
  'rules-refused',
  'rules-left-out',
  'guards-refused',
  'session-full',
  'time-zone-unknown',
  'site-unknown',
  'no-host-access',
  'bootstrap-refused',
  'clock-behind',
  'clock-ahead',
  ...checkProblemCodes,
] as const;

export type ProblemCode = (typeof problemCodes)[number];
