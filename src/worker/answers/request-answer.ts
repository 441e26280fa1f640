/** What the administrator has answered to this browser's request, in its reader's language. */
import type { Decision } from '../../policy/decide.js';
import { answerTo, type RequestAnswer } from '../../policy/request-answers.js';
import type { State } from '../state/load-state.js';
import type { InForce } from '../state/policy-state.js';
import { onOwnClock } from '../state/trusted-clock.js';
import { textFor } from './views.js';

interface ShownAnswer {
  readonly answer: RequestAnswer['answer'];
  readonly reason: string;
  /** By this browser's own clock, in milliseconds since the epoch. */
  readonly untilMs: number;
}

export function requestAnswerFor(
  { installation, nowMs }: State,
  { effective: { policy }, time }: InForce,
  decision: Decision,
  { host, languages }: { readonly host: string; readonly languages: readonly string[] },
): ShownAnswer | null {
  const asked = { answers: policy.answers, browser: installation.supportId, host, nowMs: time.nowMs };
  const found = answerTo(decision, asked);
  const reason = found === null ? null : textFor(policy, found.reason, languages);
  if (found === null || reason === null) return null;
  return { answer: found.answer, reason, untilMs: onOwnClock(nowMs, time, Date.parse(found.until)) };
}
