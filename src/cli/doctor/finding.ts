/** What `gatepost doctor` says: one thing that is right, noteworthy or wrong. */

export interface Finding {
  readonly code: FindingCode;
  /** `warn`: it works, and something about it should be known. */
  readonly result: 'good' | 'warn' | 'bad';
  /** What was found, and for all but a good one what to do. */
  readonly message: string;
}

/** The names stand in docs/guides/troubleshoot.md. */
export type FindingCode =
  | 'delivered'
  | 'broken-file'
  | 'sources-in-conflict'
  | 'other-policies'
  | 'wrong-id'
  | 'force-installed'
  | 'host-access'
  | 'configuration'
  | 'installed'
  | 'update-url'
  | 'policy-host'
  | 'policy-accepted'
  | 'rules';

export function good(code: FindingCode, message: string): Finding {
  return { code, result: 'good', message };
}

export function bad(code: FindingCode, message: string): Finding {
  return { code, result: 'bad', message: `${message}.` };
}

export function warn(code: FindingCode, message: string): Finding {
  return { code, result: 'warn', message: `${message}.` };
}
