/** Counts down to the moment at which the site opens by itself, and tells when it has come. */
import { byId } from '../shared/elements.js';
import { duration } from '../shared/date-format.js';
import { texts } from '../shared/texts.js';

/** Rules are changed by an alarm, which may ring a little late. */
const GRACE_MS = 1_500;

let ticking: number | undefined;

/** @param untilMs milliseconds since the epoch; null ends the countdown */
export function countDown(untilMs: number | null, language: string, whenOver: () => void): void {
  window.clearInterval(ticking);
  const timer = byId('countdown');
  timer.hidden = untilMs === null;
  if (untilMs === null) return;
  const tick = () => {
    const leftMs = untilMs - Date.now();
    timer.textContent = texts('time_left', duration(leftMs, language));
    if (leftMs > -GRACE_MS) return;
    window.clearInterval(ticking);
    whenOver();
  };
  ticking = window.setInterval(tick, 1000);
  tick();
}
