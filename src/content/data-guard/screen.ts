/** A text on its way to the tool: is it clean, does somebody have to be asked, or does the answer take longer? */
import type { Finding, ScanResult } from '../../data/finding.js';
import type { Evaluation } from '../../data/plan.js';
import { AcceptedTexts, PASTE_MS, SUBMIT_MS } from './accepted.js';
import { KnownFindings } from './known-findings.js';
import { currentPlan, planArrived, type Guarding } from './current-plan.js';
import type { Question } from './question.js';
import { reportDegraded, reportFound, type Channel, type Outcome } from './report.js';

/** Characters that a frame has time for, with all detectors on (`npm run bench -- data`). */
const FRAME_CHARACTERS = 200_000;
/** Beyond this nothing is scanned: `onUnreadable` says what holds. */
export const MOST_CHARACTERS = 10_000_000;

export type Answered = { readonly kind: 'clean' } | Question;
/**
 * `wait`: plan or engine have not arrived, the text takes longer than a frame, or may be the company's own, which the worker
 * knows; `settled` gives the answer.
 */
export type Screened = Answered | { readonly kind: 'wait'; readonly settled: () => Promise<Answered> };

const CLEAN: Answered = { kind: 'clean' };
/** Texts without a finding, which could not be checked. */
const acceptedTexts = new AcceptedTexts();
const accepted = new KnownFindings();
/** What was counted and told already: sending a text that was pasted is not a second finding. */
const told = new KnownFindings();

export function screen(text: string, channel: Channel): Screened {
  const guarding = currentPlan();
  if (guarding === null || text.trim() === '') return CLEAN;
  if (guarding === 'waiting' || text.length > FRAME_CHARACTERS)
    return { kind: 'wait', settled: () => screenSlowly(text, channel) };
  const { engine, plan, detectors } = guarding;
  const result = engine.scanFor(text, plan, detectors);
  const evaluation = engine.evaluate(result, plan);
  if (evaluation.action !== 'block' && engine.mayBeOwn(text, plan))
    return { kind: 'wait', settled: () => withOwn(text, channel, guarding, result) };
  return conclude(text, channel, guarding, evaluation);
}

async function screenSlowly(text: string, channel: Channel): Promise<Answered> {
  const guarding = await planArrived();
  if (guarding === null) return CLEAN;
  if (text.length > MOST_CHARACTERS) return unreadable(text, channel, guarding);
  const { engine, plan, detectors } = guarding;
  return withOwn(text, channel, guarding, await engine.scanInSlices(text, plan, detectors));
}

/** Together: what only the one finds must not go on with the reader's leave about the other. */
async function withOwn(text: string, channel: Channel, guarding: Guarding, result: ScanResult): Promise<Answered> {
  const { engine, plan } = guarding;
  const own = await engine.ownOf(text, plan);
  if (own.isMissing) reportDegraded(plan.rule, 'fingerprints-missing');
  const findings = [...result.findings, ...own.findings];
  return conclude(text, channel, guarding, engine.evaluate({ ...result, findings }, plan, own.isRead));
}

function conclude(text: string, channel: Channel, guarding: Guarding, evaluation: Evaluation): Answered {
  const { rule } = guarding.plan;
  const nowMs = Date.now();
  const within = channel === 'submit' ? SUBMIT_MS : PASTE_MS;
  if (evaluation.unchecked.length > 0) reportDegraded(rule, 'detector-failed');
  const counted = evaluation.counted.filter((each) => !told.has(text, each, nowMs, SUBMIT_MS));
  if (counted.length > 0) {
    reportFound(rule, counted, channel, 'counted');
    for (const each of counted) told.add(text, each, nowMs);
  }
  if (evaluation.action === 'off' || evaluation.action === 'count') return CLEAN;
  const isKnown = (finding: Finding): boolean => accepted.has(text, finding, nowMs, within);
  const isAccepted =
    evaluation.causes.length === 0
      ? acceptedTexts.has(text, nowMs, within)
      : evaluation.causes.every((each) => isKnown(each.finding));
  if (evaluation.mayInsertAnyway && isAccepted) return CLEAN;
  return { kind: 'ask', guarding, evaluation, text, channel, unreadable: false };
}

function unreadable(text: string, channel: Channel, guarding: Guarding): Answered {
  const { rule, onUnreadable } = guarding.plan;
  reportDegraded(rule, 'unreadable');
  if (onUnreadable === 'allow' || acceptedTexts.has(text, Date.now(), PASTE_MS)) return CLEAN;
  const evaluation: Evaluation = {
    action: onUnreadable,
    causes: [],
    counted: [],
    unchecked: [],
    replaceable: [],
    redactedStillWarns: false,
    mayInsertAnyway: onUnreadable === 'warn',
  };
  return { kind: 'ask', guarding, evaluation, text, channel, unreadable: true };
}

/** Notes what became of it; what was let through on purpose is not asked about again. */
export function noteOutcome({ text, channel, evaluation, guarding }: Question, outcome: Outcome): void {
  reportFound(guarding.plan.rule, evaluation.causes, channel, outcome);
  if (outcome !== 'inserted') return;
  const nowMs = Date.now();
  acceptedTexts.accept(text, nowMs);
  for (const { finding } of evaluation.causes) accepted.add(text, finding, nowMs);
}
