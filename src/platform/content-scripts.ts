/**
 * The page guards as the browser holds them: registrations that outlive worker and browser, and the lists they judge by.
 * A registration that matches nothing carries the fingerprint of the set, as the marker rule does for rules.
 */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { GuardPlan } from '../dnr/guards.js';
import type { GuardInstaller } from '../worker/ports.js';

type Registration = Browser.Scripting.RegisteredContentScript & { matchOriginAsFallback?: boolean };

/** Beside `src/content/guard.ts`, which reads them. */
const LIST_PREFIX = 'guard.list.';
const LISTED_HOSTS_KEY = 'guard.hosts';

const MARKER_ID = 'guard-marker';
const IDS = ['guard-closed', 'guard-closed-places', 'guard-judged', 'observed', MARKER_ID];

/** The top-level name "invalid" is reserved (RFC 2606): no page is ever there. */
const NOWHERE = 'gatepost.invalid';
/** A registration has to name at least one. */
const UNUSED = `*://${NOWHERE}/*`;

export const guardInstaller: GuardInstaller = {
  dottedHostsApart: self.location.origin.startsWith('moz-extension:'),
  async installed() {
    const present = await browser.scripting.getRegisteredContentScripts({ ids: IDS });
    if (present.length < IDS.length) return null;
    const patterns = (id: string, side: 'matches' | 'excludeMatches' = 'matches') =>
      (present.find((each) => each.id === id)?.[side] ?? []).filter((pattern) => pattern !== UNUSED);
    return {
      fingerprint: new RegExp(`^\\*://f-(\\w+)\\.${NOWHERE}/\\*$`).exec(patterns(MARKER_ID)[0] ?? '')?.[1] ?? '',
      closed: patterns('guard-closed'),
      closedExcept: patterns('guard-closed', 'excludeMatches'),
      closedPlaces: patterns('guard-closed-places'),
      judged: patterns('guard-judged'),
      observed: patterns('observed'),
    };
  },
  async lists(hosts) {
    const stored = await browser.storage.local.get(hosts.map((host) => LIST_PREFIX + host));
    return Object.fromEntries(Object.entries(stored).map(([key, list]) => [key.slice(LIST_PREFIX.length), list]));
  },
  async install(plan, fingerprint) {
    const forgetOld = await writeLists(plan);
    const wanted = registrationsOf(plan, fingerprint);
    const present = await presentIds();
    if (wanted.every(({ id }) => present.has(id))) await browser.scripting.updateContentScripts(wanted);
    else {
      if (present.size > 0) await browser.scripting.unregisterContentScripts({ ids: [...present] });
      await browser.scripting.registerContentScripts(wanted);
    }
    await forgetOld();
  },
  async clear() {
    await browser.scripting.unregisterContentScripts();
    const hosts = await listedHosts();
    await browser.storage.local.remove([...hosts.map((host) => LIST_PREFIX + host), LISTED_HOSTS_KEY]);
  },
};

function registrationsOf(plan: GuardPlan, fingerprint: string): Registration[] {
  return [
    // Such windows have no path, so patterns of paths cannot be asked for them.
    registration('guard-closed', 'guard-closed.js', plan.closed, { matchOriginAsFallback: true }, plan.closedExcept),
    registration('guard-closed-places', 'guard-closed.js', plan.closedPlaces, { matchOriginAsFallback: false }),
    registration('guard-judged', 'guard.js', plan.judged, { matchOriginAsFallback: true }),
    registration('observed', 'observe.js', plan.observed, { matchOriginAsFallback: false }),
    registration(MARKER_ID, 'guard.js', [`*://f-${fingerprint}.${NOWHERE}/*`], { matchOriginAsFallback: false }),
  ];
}

function registration(
  id: string,
  file: string,
  matches: readonly string[],
  { matchOriginAsFallback }: { matchOriginAsFallback: boolean },
  excludeMatches: readonly string[] = [],
): Registration {
  return {
    id,
    js: [file],
    matches: matches.length > 0 ? [...matches] : [UNUSED],
    excludeMatches: [...excludeMatches],
    matchOriginAsFallback,
    allFrames: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  };
}

/** @returns what takes away the lists of before, once nothing asks for them */
async function writeLists({ lists }: GuardPlan): Promise<() => Promise<void>> {
  const before = await listedHosts();
  const hosts = Object.keys(lists);
  const entries = Object.entries(lists).map(([host, list]) => [LIST_PREFIX + host, list] as const);
  await browser.storage.local.set({ ...Object.fromEntries(entries), [LISTED_HOSTS_KEY]: hosts });
  const gone = before.filter((host) => !(host in lists));
  return () => browser.storage.local.remove(gone.map((host) => LIST_PREFIX + host));
}

async function listedHosts(): Promise<string[]> {
  const stored = (await browser.storage.local.get(LISTED_HOSTS_KEY))[LISTED_HOSTS_KEY];
  return Array.isArray(stored) ? stored.filter((host) => typeof host === 'string') : [];
}

async function presentIds(): Promise<Set<string>> {
  return new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
}
