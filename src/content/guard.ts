/**
 * The guard of hosts on which the address decides. Its registration spells the host's list, which the worker has compiled; it
 * decides every address that the page takes on: at its start, inside the page, out of the back/forward cache, and when the
 * worker says that the policy has changed.
 */
import type { GuardReason } from '../protocol/block-page-url.js';
import type { ContentMessage } from '../protocol/content-messages.js';
import { restrictedBy, type GuardList } from '../policy/guard-list.js';
import { readSpelling, type SpelledList } from '../policy/guard-spelling.js';
import { addressHere, endPage, hideDepartures, later, stopPage, announce, announceAgain } from './depart.js';

/** Kept in the extension's own world, which the page does not see. */
const world = globalThis as {
  /** What the files before this one have spelled; `scripts/build.mjs` writes them. */
  spelled?: number[];
  /** Set by the guard that runs here already. */
  gatepostGuard?: (spelled: SpelledList | null) => void;
};

let list: GuardList | null = null;
/** Of the list; a longer one is nearer to this page. */
let listHost = '';

/** A page that was there before us can keep every event from us, but not its address. */
const WATCH_MS = 500;
let seen = location.href;

/** Takes what is spelled: a window may be used for two documents, and be spelled to twice. */
function spelledHere(): SpelledList | null {
  const files = world.spelled ?? [];
  delete world.spelled;
  const address = addressHere();
  return address === null ? null : readSpelling(files, new URL(address).hostname);
}

/** The worker's own list for this page, which wakes it: for what no registration spells. */
async function askForList(): Promise<void> {
  const answer: unknown = await chrome.runtime
    .sendMessage({ kind: 'guard-list' } satisfies ContentMessage)
    .catch(() => null);
  // Without an answer, what is known goes on to hold.
  if (typeof answer === 'object' && answer !== null && 'list' in answer) list = answer.list as GuardList | null;
}

/** @param mark of a page that is in use */
function checkAddress(guardReason: GuardReason): void {
  const address = addressHere();
  if (list === null || address === null || !restrictedBy(list, address)) return;
  announce();
  if (document.readyState === 'loading') stopPage();
  else endPage(guardReason);
}

async function checkAgainstNewList(): Promise<void> {
  const known = list !== null;
  await askForList();
  if (list !== null) checkAddress('guard-back');
  // Its list went while the page was kept: only a new request can tell why.
  else if (known) location.reload();
}

const moved = () => {
  checkAddress('guard-moved');
};

const checkOpenPage = () => {
  checkAddress('guard-open');
};

const shown = ({ persisted, isTrusted }: PageTransitionEvent) => {
  if (!persisted || !isTrusted) return;
  announceAgain();
  void checkAgainstNewList();
};

function watchAddress(): void {
  if (location.href !== seen) {
    seen = location.href;
    moved();
  }
  later(WATCH_MS, watchAddress);
}

/** Listening twice is listening once. */
function listen(): void {
  for (const change of ['popstate', 'hashchange']) window.addEventListener(change, moved);
  window.addEventListener('pageshow', shown);
}

function watch(): void {
  hideDepartures();
  if ('navigation' in window) window.navigation.addEventListener('currententrychange', moved);
  listen();
  // A page that writes itself anew (`document.open`) takes every listener off its window.
  new MutationObserver(listen).observe(document, { childList: true });
  chrome.runtime.onMessage.addListener((message: unknown): undefined => {
    const { kind } = (message ?? {}) as { kind?: unknown };
    if (kind === 'policy-changed') void askForList().then(checkOpenPage);
  });
  watchAddress();
}

function start(spelled: SpelledList | null): void {
  if (spelled === null) {
    void askForList().then(checkOpenPage);
    return;
  }
  // Hosts above may have spelled a list too, which says the same of this page.
  if (spelled.host.length >= listHost.length) ({ host: listHost, list } = spelled);
  checkOpenPage();
}

const spelled = spelledHere();
if (world.gatepostGuard === undefined) {
  world.gatepostGuard = start;
  watch();
}
world.gatepostGuard(spelled);
