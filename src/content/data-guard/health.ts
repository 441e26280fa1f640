/** Whether the guard sees what it should: a guard that a page's change has switched off must not look like a quiet one. */
import { textOf } from './composer.js';
import { planKnown } from './current-plan.js';
import { reportDegraded, type DegradedCode } from './report.js';
import { lastComposer, lastSendAtMs } from './sending.js';
import { transferAgeMs } from './transfers.js';

/** A paste's own input event comes in the same task; a drop's may come a little later. */
const RECENT_MS = 2_000;
/** Long enough a pause for a message to have been sent. */
const PAUSE_MS = 1_000;
const TAKES_OUT = new Set(['Backspace', 'Delete', 'Escape']);

let lastKeyAtMs = 0;
/** The editor that the reader has written in last, and has taken nothing out of since: it cannot be empty by itself. */
let writtenIn: HTMLElement | null = null;

export function degraded(code: DegradedCode): void {
  void planKnown().then((plan) => {
    if (plan) reportDegraded(plan.rule, code);
  });
}

/** Something was pasted or dropped into an editor, and no paste or drop was seen before it. */
export function checkInput({ inputType }: InputEvent): void {
  if (/^(?:delete|history)/.test(inputType)) writtenIn = null;
  const isTransfer = inputType === 'insertFromPaste' || inputType === 'insertFromDrop';
  if (isTransfer && transferAgeMs() > RECENT_MS) degraded('no-events');
}

/**
 * The editor is empty after the reader wrote in it, and nothing was seen that could have sent the text. Looked at after a pause
 * only: what an editor holds takes time to read.
 */
export function checkKey({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): void {
  const nowMs = performance.now();
  const [before, pausedMs] = [lastKeyAtMs, nowMs - lastKeyAtMs];
  lastKeyAtMs = nowMs;
  const composer = lastComposer();
  const isGone = pausedMs > PAUSE_MS && composer !== null && composer === writtenIn && textOf(composer).trim() === '';
  if (isGone && lastSendAtMs() < before) degraded('no-events');
  if (isGone || ctrlKey || metaKey || altKey || TAKES_OUT.has(key)) writtenIn = null;
  else if (key.length === 1 && key !== ' ') writtenIn = composer;
}
