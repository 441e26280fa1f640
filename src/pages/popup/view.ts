/** What the popup shows for a status. Pure: texts in, texts out. */
import type { ProblemCode, Status } from '../../messages/requests.js';
import { ago, longDate, timeOfDay } from '../moments.js';
import type { Texts } from '../texts.js';

export interface PopupView {
  readonly site: { readonly kind: Status['site']['kind']; readonly headline: string; readonly reason: string | null };
  /** Null: there is no policy to speak of. */
  readonly policy: readonly string[] | null;
  /** Shown in place of a policy, or beside it. */
  readonly remarks: readonly string[];
  readonly problems: readonly string[];
  /** Null: there is no policy to speak of. */
  readonly approved: Status['approved'] | null;
  /** Whether there is anything that a fresh look could find. */
  readonly canCheck: boolean;
}

const SITE_TEXTS: Readonly<Record<Status['site']['kind'], string>> = {
  'no-site': 'popup_site_none',
  ungoverned: 'popup_site_ungoverned',
  restricted: 'popup_site_restricted',
  warned: 'popup_site_warned',
  account: 'popup_site_account',
  approved: 'popup_site_approved',
  observed: 'popup_site_observed',
};

/** Codes that come to the same for the reader share one text, with the code as its detail. */
const MALFORMED: ReadonlySet<ProblemCode> = new Set([
  'not-signed',
  'wrong-type',
  'wrong-algorithm',
  'not-json',
  'format-unknown',
  'schema-invalid',
]);

/** Codes after which what applied before still applies, whatever they say themselves. */
const KEPT_PROBLEMS: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  ...MALFORMED,
  'offline',
  'host-unreachable',
  'host-timeout',
  'http-status',
  'redirect-refused',
  'not-a-policy',
  'wrong-media-type',
  'empty-answer',
  'too-large',
  'key-unknown',
  'signature-invalid',
  'ability-unknown',
  'name-differs',
  'revision-older',
  'revision-reused',
  'revision-absurd',
  'not-yet-valid',
  'expired',
]);

export function popupView(status: Status, texts: Texts, language: string, nowMs: number): PopupView {
  const { site, policy } = status;
  const hasArrived = policy !== null && policy.source !== 'initial';
  return {
    site: {
      kind: site.kind,
      headline: siteHeadline(site, texts, language),
      reason: ['restricted', 'warned', 'account'].includes(site.kind) ? site.reason : null,
    },
    policy: hasArrived ? policyLines(status, policy, texts, language, nowMs) : null,
    remarks: remarksOf(status, texts),
    problems: status.problems.map((problem) => problemText(problem, hasArrived, texts, language)),
    approved: hasArrived ? status.approved : null,
    canCheck: status.managed !== 'unmanaged',
  };
}

function siteHeadline({ kind, toolName, host, permitUntilMs }: Status['site'], texts: Texts, language: string): string {
  const name = toolName ?? host ?? '';
  if (permitUntilMs === null) return texts(SITE_TEXTS[kind], name);
  return texts('popup_site_permitted', name, timeOfDay(permitUntilMs, language));
}

function policyLines(
  status: Status,
  policy: NonNullable<Status['policy']>,
  texts: Texts,
  language: string,
  nowMs: number,
): string[] {
  const key = policy.keyId === null ? 'popup_policy_unsigned' : 'popup_policy_signed';
  const checkedAtMs = status.lastCheckAtMs;
  return [
    texts(key, policy.organisation ?? policy.name, String(policy.revision)),
    texts('popup_policy_issued', ago(Date.parse(policy.issuedAt), nowMs, language)),
    checkedAtMs === null
      ? texts('popup_policy_never_checked')
      : texts('popup_policy_checked', ago(checkedAtMs, nowMs, language)),
    texts('popup_support_id', status.supportId),
  ];
}

function remarksOf({ managed, policy, notice }: Status, texts: Texts): string[] {
  const remarks: string[] = [];
  if (managed === 'demonstration') remarks.push(texts('popup_demonstration'));
  if (managed === 'unmanaged') remarks.push(texts('popup_unmanaged'), texts('popup_unmanaged_more'));
  if (managed === 'waiting') remarks.push(texts('popup_waiting'));
  if (policy?.source === 'bootstrap') remarks.push(texts('popup_policy_bootstrap'));
  if (policy?.mode === 'observing') remarks.push(texts('popup_policy_observing'));
  if (notice !== null) remarks.push(notice);
  return remarks;
}

function problemText(problem: Status['problems'][number], hasPolicy: boolean, texts: Texts, language: string): string {
  const text = problemAlone(problem, texts, language);
  return hasPolicy && KEPT_PROBLEMS.has(problem.code) ? `${text} ${texts('problem_kept')}` : text;
}

function problemAlone({ code, detail }: Status['problems'][number], texts: Texts, language: string): string {
  if (MALFORMED.has(code)) return texts('problem_refused_document', detail === '' ? code : `${code}: ${detail}`);
  if (code === 'policy-stale') return texts('problem_policy_stale', longDate(detail, language));
  return texts(`problem_${code.replaceAll('-', '_')}`, detail);
}
