/**
 * The guard of hosts on which the address decides. It reads the host's list, which the worker has compiled, and judges every
 * address that the page takes on: at its start, inside the page, out of the back/forward cache, and when the list changes.
 */
import type { GuardMark } from '../protocol/block-page-url.js';
import { guardedHosts, restrictedBy, type GuardList } from '../policy/guard-list.js';
import { addressHere, endPage, hideDepartures, later, stopPage, tell, tellAnew } from './depart.js';

/** Beside `src/platform/content-scripts.ts`, which writes them. */
const LIST_PREFIX = 'guard.list.';

/** Kept in the extension's own world, which the page does not see. */
const world = globalThis as { gatepostGuard?: true };

const site = addressHere();
const keys = site === null ? [] : guardedHosts(new URL(site).hostname).map((host) => LIST_PREFIX + host);

let list: GuardList | null = null;

/** A page that was there before us can keep every event from us, but not its address. */
const LOOK_MS = 500;
let seen = location.href;

async function readList(): Promise<boolean> {
  const stored = await chrome.storage.local.get(keys);
  const nearest = keys.find((key) => key in stored);
  list = nearest === undefined ? null : (stored[nearest] as GuardList);
  return list !== null;
}

/** @param mark of a page that is in use */
function judge(mark: GuardMark): void {
  const address = addressHere();
  if (list === null || address === null || !restrictedBy(list, address)) return;
  tell();
  if (document.readyState === 'loading') stopPage();
  else endPage(mark);
}

async function judgeAnew(): Promise<void> {
  const known = list !== null;
  if (await readList()) judge('guard-back');
  // Its list went while the page was kept: only a new request can tell why.
  else if (known) location.reload();
}

const moved = () => {
  judge('guard-moved');
};

const shown = ({ persisted, isTrusted }: PageTransitionEvent) => {
  if (!persisted || !isTrusted) return;
  tellAnew();
  void judgeAnew();
};

function look(): void {
  if (location.href !== seen) {
    seen = location.href;
    moved();
  }
  later(LOOK_MS, look);
}

/** Listening twice is listening once. */
function listen(): void {
  for (const change of ['popstate', 'hashchange']) window.addEventListener(change, moved);
  window.addEventListener('pageshow', shown);
}

function watch(): void {
  hideDepartures();
  const judgeOpen = () => {
    judge('guard-open');
  };
  if ('navigation' in window) window.navigation.addEventListener('currententrychange', moved);
  listen();
  // A page that writes itself anew (`document.open`) takes every listener off its window.
  new MutationObserver(listen).observe(document, { childList: true });
  chrome.storage.local.onChanged.addListener((changes) => {
    if (keys.some((key) => key in changes)) void readList().then(judgeOpen);
  });
  void readList().then(judgeOpen);
  look();
}

if (world.gatepostGuard === undefined) {
  world.gatepostGuard = true;
  watch();
}
