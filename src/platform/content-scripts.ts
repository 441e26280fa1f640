/**
 * The page guards as the browser holds them: registrations that outlive worker and browser. One that matches nothing carries
 * the fingerprint of the set, as the metadata rule does for rules. Lists are spelled by the files that a registration names.
 */
import type Browser from 'webextension-polyfill';
import { browser } from '../protocol/browser.js';
import type { GuardPlan } from '../dnr/guards.js';
import type { GuardInstaller } from '../worker/ports.js';

type Registration = Browser.Scripting.RegisteredContentScript & {
  matchOriginAsFallback?: boolean;
  world?: 'MAIN';
};
type Spelling = GuardPlan['spellings'][number];

const METADATA_ID = 'guard-metadata';
const IDS = ['guard-static', 'guard-static-places', 'observed', METADATA_ID];
/** What the data guard works with. */
export const DATA_PARTS = ['data-guard-engine.js', 'data-guard-dialog.js'];

/** Only where a data rule applies. The shim runs in the page's own world, before the page's first script as the guard does. */
const DATA_FILES = {
  'data-guard': ['data-guard.js'],
  'data-guard-shim': ['data-guard-shim.js'],
  // When the document has been parsed and the browser rests: a page loads no later for it.
  'data-guard-parts': DATA_PARTS,
} as const;
/** With a number behind it. */
const DYNAMIC_ID = 'guard-dynamic-';

/** The top-level name "invalid" is reserved (RFC 2606): no page is ever there. */
const NOWHERE = 'gatepost.invalid';
/** A registration has to name at least one. */
const UNUSED = `*://${NOWHERE}/*`;

const GUARD_FILE = 'guard.js';
/** As `scripts/build.mjs` names them. */
const spellingFile = (file: number): string => `s/${file}.js`;

export const guardInstaller: GuardInstaller = {
  dottedHostsApart: self.location.origin.startsWith('moz-extension:'),
  async installed() {
    const present = new Map((await browser.scripting.getRegisteredContentScripts()).map((each) => [each.id, each]));
    if (!IDS.every((id) => present.has(id))) return null;
    const patterns = (id: string, side: 'matches' | 'excludeMatches' = 'matches') =>
      (present.get(id)?.[side] ?? []).filter((pattern) => pattern !== UNUSED);
    return {
      fingerprint: new RegExp(`^\\*://f-(\\w+)\\.${NOWHERE}/\\*$`).exec(patterns(METADATA_ID)[0] ?? '')?.[1] ?? '',
      staticHosts: patterns('guard-static'),
      staticExcept: patterns('guard-static', 'excludeMatches'),
      staticPlaces: patterns('guard-static-places'),
      observed: patterns('observed'),
      data: inAll(Object.keys(DATA_FILES).map((id) => patterns(id))),
      spellings: [...present.values()].filter(({ id }) => id.startsWith(DYNAMIC_ID)).map(spellingOf),
    };
  },
  async install(plan, fingerprint) {
    const wanted = registrationsOf(plan, fingerprint);
    const ids = new Set(wanted.map(({ id }) => id));
    const present = new Set((await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id));
    const gone = [...present].filter((id) => !ids.has(id));
    const known = wanted.filter(({ id }) => present.has(id));
    const added = wanted.filter(({ id }) => !present.has(id));
    // New ones come before old ones go, and the metadata rule's fingerprint last: no page is left without.
    if (added.length > 0) await browser.scripting.registerContentScripts(added);
    if (known.length > 0) await browser.scripting.updateContentScripts(known);
    if (gone.length > 0) await browser.scripting.unregisterContentScripts({ ids: gone });
  },
  async clear() {
    await browser.scripting.unregisterContentScripts();
  },
};

function registrationsOf(plan: GuardPlan, fingerprint: string): Registration[] {
  return [
    // Such windows have no path, so patterns of paths cannot be asked for them.
    registration('guard-static', ['stop-page.js'], plan.staticHosts, {
      matchOriginAsFallback: true,
      excludeMatches: plan.staticExcept,
    }),
    registration('guard-static-places', ['stop-page.js'], plan.staticPlaces),
    ...plan.spellings.map(({ files, matches }, index) =>
      registration(DYNAMIC_ID + String(index), [...files.map(spellingFile), GUARD_FILE], matches, {
        matchOriginAsFallback: true,
      }),
    ),
    registration('observed', ['observe.js'], plan.observed),
    ...(plan.data.length === 0 ? [] : dataRegistrations(plan.data)),
    registration(METADATA_ID, [GUARD_FILE], [`*://f-${fingerprint}.${NOWHERE}/*`]),
  ];
}

function dataRegistrations(matches: readonly string[]): Registration[] {
  return Object.entries(DATA_FILES).map(([id, files]) => ({
    ...registration(id, [...files], matches, { matchOriginAsFallback: true }),
    ...(id === 'data-guard-shim' ? { world: 'MAIN' as const } : {}),
    ...(id === 'data-guard-parts' ? { runAt: 'document_idle' as const } : {}),
  }));
}

/** One without the others is none. */
function inAll([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  return first.filter((pattern) => others.every((each) => each.includes(pattern)));
}

function registration(
  id: string,
  js: string[],
  matches: readonly string[],
  { matchOriginAsFallback = false, excludeMatches = [] as readonly string[] } = {},
): Registration {
  return {
    id,
    js,
    matches: matches.length > 0 ? [...matches] : [UNUSED],
    excludeMatches: [...excludeMatches],
    matchOriginAsFallback,
    allFrames: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  };
}

/** What names another file than ours spells nothing that we would have written. */
function spellingOf({ js = [], matches = [] }: Browser.Scripting.RegisteredContentScript): Spelling {
  const files = js.slice(0, -1).map((file) => Number(/(?:^|\/)s\/(\d+)\.js$/.exec(file)?.[1] ?? Number.NaN));
  return { files: js.at(-1)?.endsWith(GUARD_FILE) === true ? files : [Number.NaN], matches };
}
