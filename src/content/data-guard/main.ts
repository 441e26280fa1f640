/** The data guard of one page: starts before the page's first script, on sites with a data rule only. */
import { watchChannels } from './channels.js';
import { askForPlan, currentPlan } from './current-plan.js';
import { checkShim, connectPageClipboard } from './page-clipboard.js';
import { parts } from './parts.js';

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
  // The table of keywords is made while nobody waits for it.
  window.addEventListener('focusin', () => requestIdleCallback(currentPlan), { once: true });
}

if (parts.isStarted !== true) {
  parts.isStarted = true;
  start();
}
