/** Whether the guard sees what it should: a guard that a page's change has switched off must not look like a quiet one. */
import { textOf } from './composer.js';
import { knownPlan } from './current-plan.js';
import { reportDegraded, type DegradedCode } from './report.js';
import { lastComposer, lastSendAtMs } from './sending.js';
import { transferAgeMs } from './transfers.js';

/** A paste's own input event comes in the same task; a drop's may come a little later. */
const RECENT_MS = 2_000;
/** Long enough a pause for a message to have been sent. */
const PAUSE_MS = 1_000;

let lastKeyAtMs = 0;
let lengthBefore = 0;

export function degraded(code: DegradedCode): void {
  const plan = knownPlan();
  if (plan) reportDegraded(plan.rule, code);
}

/** Something was pasted or dropped into an editor, and no paste or drop was seen before it. */
export function checkInput({ inputType }: InputEvent): void {
  const isTransfer = inputType === 'insertFromPaste' || inputType === 'insertFromDrop';
  if (isTransfer && transferAgeMs() > RECENT_MS) degraded('no-events');
}

/** The editor is empty where a text was, and nothing was seen that could have sent it. Looked at after a pause only. */
export function checkKey(): void {
  const nowMs = performance.now();
  const pausedMs = nowMs - lastKeyAtMs;
  const before = lastKeyAtMs;
  lastKeyAtMs = nowMs;
  const composer = pausedMs > PAUSE_MS ? lastComposer() : null;
  if (composer === null) return;
  const length = textOf(composer).trim().length;
  if (length === 0 && lengthBefore > 0 && lastSendAtMs() < before) degraded('no-events');
  lengthBefore = length;
}
