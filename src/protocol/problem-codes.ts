/**
 * The problems that a browser can have: one row a code, under which its pages, events and support file name it. What
 * administrators read about each stands in `problem-words.ts`.
 */

interface ProblemRow {
  /** The item of the health report that it puts out of order. */
  readonly item: 'configuration' | 'policy' | 'rules' | 'guards' | 'storage' | 'host-access' | 'clock' | 'host';
  /** `update`: a check failed, and what was active stays active. `enforcement`: something is not enforced as the policy says. */
  readonly severity: 'enforcement' | 'update';
  /** Who can remove it: `reader`, the person in front of the browser; with all others the support needs to know. */
  readonly owner: 'administrator' | 'reader';
  /** The text of the pages. Codes that come to the same for the reader share one, with the code as its detail. */
  readonly text: string;
}

const row = (item: ProblemRow['item'], text: string, owner: ProblemRow['owner'] = 'administrator'): ProblemRow => ({
  item,
  severity: item === 'host' ? 'update' : 'enforcement',
  owner,
  text,
});

export const PROBLEMS = {
  'managed-invalid': row('configuration', 'problem_managed_invalid'),
  'no-policy': row('policy', 'problem_no_policy'),
  'initial-closed': row('policy', 'problem_initial_closed'),
  'initial-observed': row('policy', 'problem_initial_observed'),
  'policy-lost': row('policy', 'problem_policy_lost'),
  'policy-distrusted': row('policy', 'problem_policy_distrusted'),
  'policy-stale': row('policy', 'problem_policy_stale'),
  'rules-refused': row('rules', 'problem_rules_refused'),
  'rules-left-out': row('rules', 'problem_rules_left_out'),
  'guards-refused': row('guards', 'problem_guards_refused'),
  'session-full': row('storage', 'problem_session_full'),
  'time-zone-unknown': row('policy', 'problem_time_zone_unknown'),
  'no-host-access': row('host-access', 'problem_no_host_access'),
  'bootstrap-refused': row('configuration', 'problem_bootstrap_refused'),
  'clock-behind': row('clock', 'problem_clock_behind', 'reader'),
  'clock-ahead': row('clock', 'problem_clock_ahead', 'reader'),
  offline: row('host', 'problem_offline', 'reader'),
  'host-unreachable': row('host', 'problem_host_unreachable'),
  'host-timeout': row('host', 'problem_host_timeout'),
  'http-status': row('host', 'problem_http_status'),
  'redirect-refused': row('host', 'problem_redirect_refused'),
  'not-a-policy': row('host', 'problem_not_a_policy'),
  'wrong-media-type': row('host', 'problem_wrong_media_type'),
  'empty-answer': row('host', 'problem_empty_answer'),
  'too-large': row('host', 'problem_too_large'),
  'not-signed': row('host', 'problem_refused_document'),
  'wrong-type': row('host', 'problem_refused_document'),
  'key-unknown': row('host', 'problem_key_unknown'),
  'wrong-algorithm': row('host', 'problem_refused_document'),
  'algorithm-unsupported': row('host', 'problem_algorithm_unsupported'),
  'signature-invalid': row('host', 'problem_signature_invalid'),
  'not-json': row('host', 'problem_refused_document'),
  'format-unknown': row('host', 'problem_refused_document'),
  'ability-unknown': row('host', 'problem_ability_unknown'),
  'schema-invalid': row('host', 'problem_refused_document'),
  'name-differs': row('host', 'problem_name_differs'),
  'revision-older': row('host', 'problem_revision_older'),
  'revision-reused': row('host', 'problem_revision_reused'),
  'revision-absurd': row('host', 'problem_revision_absurd'),
  'not-yet-valid': row('host', 'problem_not_yet_valid'),
  expired: row('host', 'problem_expired'),
} as const satisfies Readonly<Record<string, ProblemRow>>;

export type ProblemCode = keyof typeof PROBLEMS;

export const problemCodes = Object.keys(PROBLEMS) as readonly string[] as readonly [ProblemCode, ...ProblemCode[]];

/** How a check of the policy's host can fail: what was active stays active. */
export const checkProblemCodes = problemCodes.filter((code) => PROBLEMS[code].severity === 'update');
