/**
 * How a guard ends a page: whatever it does stops, and the block page takes its place. Nothing here is a secret, and
 * nothing of the page is read but its address.
 */
import type { ContentMessage } from '../protocol/content-messages.js';
import { guardedAddress, type GuardReason } from '../protocol/block-page-url.js';

let departing = false;
let hasTold = false;

/** The address of a document, for the decision; null where it belongs to no site. */
export function addressHere(): string | null {
  if (/^https?:$/.test(location.protocol)) return location.href;
  return self.origin === 'null' ? null : `${self.origin}/`;
}

/** Keeps the page's own script from seeing where it is led. Has to be called before that script runs. */
export function hideDepartures(): void {
  if (!('navigation' in window)) return;
  const hide = (event: Event) => {
    if (departing) event.stopImmediatePropagation();
  };
  window.navigation.addEventListener('navigate', hide, true);
}

/** Ends a page that has not begun. */
export function stopPage(): void {
  window.stop();
  depart('guard');
}

/** Ends a page that is in use. */
export function endPage(guardReason: GuardReason): void {
  announce();
  disarm();
  depart(guardReason);
}

/**
 * A page whose script may run can stop every departure: whether it has left is for the worker to see. It is told the address,
 * since the page may move back, and told once, since the page's script decides how often it moves.
 */
export function announce(): void {
  const address = addressHere();
  if (hasTold || address === null) return;
  hasTold = true;
  void chrome.runtime.sendMessage({ kind: 'ending', address } satisfies ContentMessage).catch(() => undefined);
}

/** The page had left, and is there again. */
export function announceAgain(): void {
  hasTold = false;
}

/**
 * A document's timers have numbers, so its script can clear those of others by counting. Nobody else holds this signal.
 */
export function later(ms: number, act: () => void): void {
  AbortSignal.timeout(ms).addEventListener('abort', act);
}

/** Takes away what would ask the reader to stay: the document's listeners go with its content. */
export function disarm(): void {
  window.stop();
  try {
    document.open();
    document.close();
  } catch {
    // Not every document can be opened (images, XML); those have no such question.
  }
  const silence = (event: Event) => {
    event.stopImmediatePropagation();
  };
  window.addEventListener('beforeunload', silence, true);
}

function depart(guardReason: GuardReason): void {
  const address = addressHere();
  if (departing || address === null) return;
  departing = true;
  goTo(guardedAddress(chrome.runtime.getURL('blocked.html'), guardReason, address), FIRST_WAIT_MS);
}

/** Time enough to leave, unless the machine is very busy: each attempt takes back the one before. */
const FIRST_WAIT_MS = 500;

/** Again and again: a move inside the page, or its script's `stop`, takes a departure back. */
function goTo(address: string, waitMs: number): void {
  location.replace(address);
  later(waitMs, () => {
    goTo(address, waitMs * 2);
  });
}
