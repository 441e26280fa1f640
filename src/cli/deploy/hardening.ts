/** The browsers' own policies that keep people from getting around the extension, switch by switch. */
import { CommandError } from '../lib/command-error.js';
import type { Policies, PolicyBrowser } from './browser-policies.js';

interface Switch {
  /** Null: this browser has no such policy, or needs none. */
  readonly policiesOf: (browser: PolicyBrowser) => Policies | null;
  /** What people meet, for the instructions. */
  readonly does: string;
}

const chromium =
  (policies: Policies) =>
  (browser: PolicyBrowser): Policies | null =>
    browser === 'firefox' ? null : policies;
const only =
  (which: PolicyBrowser, policies: Policies) =>
  (browser: PolicyBrowser): Policies | null =>
    browser === which ? policies : null;

/** Firefox's private windows need no closing: the extension is let into them. */
function incognito(browser: PolicyBrowser): Policies | null {
  if (browser === 'firefox') return null;
  return { [browser === 'edge' ? 'InPrivateModeAvailability' : 'IncognitoModeAvailability']: 1 };
}

/** What each does, and why, is in docs/guides/roll-out.md, "Hardening". */
const SWITCHES = {
  incognito: { policiesOf: incognito, does: 'private windows cannot be opened' },
  guest: { policiesOf: chromium({ BrowserGuestModeEnabled: false }), does: 'guest windows cannot be opened' },
  developer: {
    policiesOf: chromium({ ExtensionInstallTypeBlocklist: ['command_line'], ExtensionDeveloperModeSettings: 1 }),
    does: 'the developer mode of the extensions page is off, and no extension is loaded from the command line',
  },
  debugging: {
    // A program on a debugging port shows a blocked site under another address.
    policiesOf: chromium({ RemoteDebuggingAllowed: false }),
    does: 'remote debugging is off',
  },
  tor: { policiesOf: only('brave', { TorDisabled: true }), does: 'Tor windows cannot be opened' },
  'safe-mode': { policiesOf: only('firefox', { DisableSafeMode: true }), does: 'the safe mode cannot be started' },
  'about-config': { policiesOf: only('firefox', { BlockAboutConfig: true }), does: 'about:config is closed' },
} as const satisfies Readonly<Record<string, Switch>>;

export type HardeningSwitch = keyof typeof SWITCHES;

export const HARDENING_SWITCHES = Object.keys(SWITCHES) as readonly string[] as readonly HardeningSwitch[];

/** The switches that this browser has. */
export function switchesOf(browser: PolicyBrowser): HardeningSwitch[] {
  return HARDENING_SWITCHES.filter((name) => SWITCHES[name].policiesOf(browser) !== null);
}

/** @param chosen true: every switch that the browser has @throws CommandError for one that it does not have */
export function chosenSwitches(
  chosen: boolean | readonly HardeningSwitch[],
  browser: PolicyBrowser,
): HardeningSwitch[] {
  const own = switchesOf(browser);
  if (typeof chosen === 'boolean') return chosen ? own : [];
  const foreign = chosen.find((name) => !own.includes(name));
  if (foreign === undefined) return own.filter((name) => chosen.includes(name));
  throw new CommandError(`--hardening ${foreign}: ${browser} has no such switch; it has ${own.join(', ')}`);
}

export function hardeningPolicies(switches: readonly HardeningSwitch[], browser: PolicyBrowser): Policies {
  return Object.assign({}, ...switches.map((name) => SWITCHES[name].policiesOf(browser))) as Policies;
}

/** The line of "Read this first": what changes for everybody whom the files reach. */
export function hardeningWarning(switches: readonly HardeningSwitch[], browser: PolicyBrowser): string {
  const none = switchesOf(browser).filter((name) => !switches.includes(name));
  const left = none.length === 0 ? '' : ` Not set: ${none.join(', ')}.`;
  if (switches.length === 0) return `No hardening is set: people can get around the extension.${left}`;
  const set = switches.map((name) => `${SWITCHES[name].does} (${name})`).join('; ');
  return (
    `Hardening, for everybody whom these files reach, developers too: ${set}.${left} To set some of them only, name those, such as ` +
    `--hardening ${switches.slice(0, 2).join(',')} (with --all: hardening in the deployment file); none sets none.`
  );
}
