/** The data guard of one page: starts before the page's first script, on sites with a data rule only. */
import { watchChannels } from './channels.js';
import { askForPlan, currentPlan } from './current-plan.js';
import { checkShim, connectPageClipboard } from './page-clipboard.js';
import { parts } from './parts.js';

/** Enough for the browser's last compiler (`npm run bench -- data`). */
const WARM_UPS = 40;
const ARRIVAL_MS = 500;

function start(): void {
  watchChannels();
  connectPageClipboard();
  void askForPlan();
  chrome.runtime.onMessage.addListener((message: unknown): undefined => {
    const { kind } = (message ?? {}) as { kind?: unknown };
    if (kind === 'policy-changed') void askForPlan();
  });
  window.addEventListener('pageshow', ({ persisted }) => {
    // What was kept for the back button may have missed a new policy.
    if (persisted) void askForPlan();
  });
  window.addEventListener('load', () => {
    checkShim();
  });
  window.addEventListener(
    'focusin',
    () => {
      warmUp(WARM_UPS);
    },
    { once: true },
  );
}

/** The table of keywords is made, and the browser compiles what a first paste would wait for, while nobody waits for it. */
function warmUp(times: number): void {
  requestIdleCallback(() => {
    const guarding = currentPlan();
    if (guarding === null) return;
    // Plan or engine are on their way, in a page that has just begun.
    if (guarding === 'waiting') {
      setTimeout(warmUp, ARRIVAL_MS, times);
      return;
    }
    guarding.engine.warmUp(guarding.plan, guarding.detectors);
    if (times > 1) warmUp(times - 1);
  });
}

if (parts.isStarted !== true) {
  parts.isStarted = true;
  start();
}
