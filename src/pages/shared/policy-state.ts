/** The policy's state in plain words: who signed it, how old it is, when it was looked for last. */
import type { Status } from '../../protocol/answers.js';
import type { RolloutView } from '../../protocol/views.js';
import { ago, dayAndTime } from './date-format.js';
import type { Texts } from './texts.js';

export function policyLines(
  status: Status,
  policy: NonNullable<Status['policy']>,
  texts: Texts,
  language: string,
  nowMs: number,
): string[] {
  const key = policy.keyId === null ? 'popup_policy_unsigned' : 'popup_policy_signed';
  const justNow = texts('just_now');
  const checkedAtMs = status.lastCheckAtMs;
  const checked =
    checkedAtMs === null
      ? texts('popup_policy_never_checked')
      : texts('popup_policy_checked', ago(checkedAtMs, nowMs, language, justNow));
  return [
    texts(key, policy.organisation ?? policy.name, String(policy.revision), checked),
    texts('popup_policy_issued', ago(Date.parse(policy.issuedAt), nowMs, language, justNow)),
    texts('popup_support_id', status.supportId),
  ];
}

/** How the page's reader is told things. */
interface Reader {
  readonly texts: Texts;
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export function remarksOf({ managed, policy, rollouts, notice }: Status, reader: Reader): string[] {
  const { texts } = reader;
  const remarks: string[] = [];
  if (managed === 'demonstration') remarks.push(texts('popup_demonstration'));
  if (managed === 'unmanaged') remarks.push(texts('popup_unmanaged'), texts('popup_unmanaged_more'));
  if (managed === 'waiting') remarks.push(texts('popup_waiting'));
  if (policy?.source === 'bootstrap') remarks.push(texts('popup_policy_bootstrap'));
  if (policy?.mode === 'observing') remarks.push(...observingRemarks(policy, reader));
  remarks.push(...rollouts.map((rollout) => rolloutRemark(rollout, reader)));
  if (notice !== null) remarks.push(notice);
  return remarks;
}

/** Whether new rules apply here, while they reach browsers in stages. */
function rolloutRemark({ id, isIn, joinsAtMs }: RolloutView, { texts, language, nowMs }: Reader): string {
  if (isIn) return texts('popup_rollout_in', id);
  return joinsAtMs === null
    ? texts('popup_rollout_waiting', id)
    : texts('popup_rollout_from', id, dayAndTime(joinsAtMs, nowMs, language));
}

/** Why nothing is blocked, and until when: a pause, or a policy that observes. */
function observingRemarks(
  { observeUntilMs, pause }: NonNullable<Status['policy']>,
  { texts, language, nowMs }: Reader,
): string[] {
  if (observeUntilMs === null) return [texts('popup_policy_observing')];
  const until = dayAndTime(observeUntilMs, nowMs, language);
  if (pause === null) return [texts('popup_policy_observing_until', until)];
  const reason = pause.reason === null ? [] : [texts('popup_policy_pause_reason', pause.reason)];
  return [texts('popup_policy_paused', until), ...reason];
}
