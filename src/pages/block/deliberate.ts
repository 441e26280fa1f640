/** Joins the watch over presses to this document. */
import { FrontWatch, IN_FRONT_MS } from './front-watch.js';

const watch = new FrontWatch();
let onChange: (ready: boolean) => void = () => undefined;
/** A timer may ring a little before the clock of `performance.now()` is there. */
const TIMER_SLACK_MS = 20;
let waiting: number | undefined;

/** @param listener told whether the page can be acted on, now and at each change */
export function watchFront(listener: (ready: boolean) => void): void {
  onChange = listener;
  for (const kind of ['focus', 'blur', 'pageshow', 'pagehide']) window.addEventListener(kind, look);
  document.addEventListener('visibilitychange', look);
  for (const kind of ['pointerdown', 'mousedown', 'keydown']) window.addEventListener(kind, notePress, true);
  look();
}

/** The page shows something else to act on. */
export function restartWatch(): void {
  watch.end();
  look();
}

/** Whether this click is its reader's own, on a page that they have had before them. To be asked once for each click. */
export function isDeliberate(click: Event): boolean {
  return click.isTrusted && isInFront() && watch.takeClick(click.timeStamp);
}

const isInFront = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

function look(): void {
  if (isInFront() === watch.isInFront) return;
  if (watch.isInFront) watch.end();
  else watch.begin(performance.now());
  enable();
}

function enable(): void {
  window.clearTimeout(waiting);
  const ready = watch.isReady(performance.now());
  onChange(ready);
  if (watch.isInFront && !ready) waiting = window.setTimeout(enable, IN_FRONT_MS + TIMER_SLACK_MS);
}

/** The keys that press a button or follow a link. */
const PRESSING: ReadonlySet<string> = new Set(['Enter', ' ']);

function notePress(event: Event): void {
  if (!event.isTrusted) return;
  if (!(event instanceof KeyboardEvent)) watch.press(event.timeStamp, false);
  else if (PRESSING.has(event.key)) watch.press(event.timeStamp, event.repeat);
}
