/** What a browser is told, as native values: the one thing from which the files of every system are written and read back. */
import type { Policies, PolicyBrowser } from './browser-policies.js';
import { hardeningPolicies, type HardeningSwitch } from './hardening.js';

/** The domain of a company's accounts, such as contoso.example. */
export const ACCOUNT_DOMAIN = /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i;

export interface Settings {
  readonly browser: PolicyBrowser;
  readonly extensionId: string;
  /** The browser's policies by name, the one that installs the extension among them. */
  readonly policies: Policies;
  /** The extension's managed configuration. */
  readonly configuration: Policies;
  /** Policies that are not set, and that an earlier delivery may have set: they have to go. */
  readonly lifted: readonly string[];
  readonly hardening: readonly HardeningSwitch[];
  /** For whom the files are, as parts of an identifier: ring and groups of the configuration; none: for everybody. */
  readonly variant: readonly string[];
}

export interface SettingsRequest {
  readonly browser: PolicyBrowser;
  readonly extensionId: string;
  /** For Firefox the address of the package, otherwise that of the update manifest. */
  readonly address: string;
  /** Where Firefox looks for newer versions; null: where the package itself says. */
  readonly firefoxUpdateUrl: string | null;
  readonly configuration: Policies;
  /** From the company's policy. */
  readonly compiled: Policies;
  /** Names of all that the company's policy could have set; none when it is not asked. */
  readonly possible: readonly string[];
  readonly hardening: readonly HardeningSwitch[];
  /** Lets Firefox ESR take a package that Mozilla has not signed. */
  readonly unsignedXpi: boolean;
  /** Ids of the extensions that stay allowed beside ours; null: what others there are is not our matter. */
  readonly otherExtensions: readonly string[] | null;
  /** Of the accounts that may sign in to Edge, in lower case; none: every account may. */
  readonly signInDomains: readonly string[];
}

const STORES: readonly string[] = [
  'https://clients2.google.com/service/update2/crx',
  'https://edge.microsoft.com/extensionwebstorebase/v1/crx',
];

export function settingsFor(request: SettingsRequest): Settings {
  const { browser, extensionId, configuration, compiled, possible, hardening } = request;
  const install = browser === 'firefox' ? firefoxInstall(request) : chromiumInstall(request);
  const policies = { ...install, ...compiled, ...hardeningPolicies(hardening, browser), ...signInTo(request) };
  // What the hardening closes, the extension cannot see: its self-check is told.
  const told = hardening.includes('incognito') ? { privateWindows: 'off', ...configuration } : configuration;
  return {
    browser,
    extensionId,
    policies,
    configuration: told,
    lifted: possible.filter((name) => !(name in policies)),
    hardening,
    variant: variantOf(configuration),
  };
}

/**
 * What takes the extension away again where no policy is not enough: Firefox keeps an add-on that a policy installed, and
 * removes it when a policy forbids it. Null: without our settings it goes by itself.
 */
export function removalSettings({ browser, extensionId, variant }: Settings): Settings | null {
  if (browser !== 'firefox') return null;
  const policies = { ExtensionSettings: { [extensionId]: { installation_mode: 'blocked' } } };
  return { browser, extensionId, policies, configuration: {}, lifted: [], hardening: [], variant };
}

function variantOf({ ring, groups }: Policies): string[] {
  const names = [ring, groups].flat();
  return names.filter((name) => typeof name === 'string');
}

function chromiumInstall({ browser, extensionId, address, otherExtensions }: SettingsRequest): Policies {
  const own = STORES.includes(address) ? {} : { override_update_url: true };
  // Edge has a key of its own for the button in the toolbar.
  const pinned = browser === 'edge' ? { toolbar_state: 'force_shown' } : { toolbar_pin: 'force_pinned' };
  const entry = { installation_mode: 'force_installed', update_url: address, ...own, ...pinned };
  return { ExtensionSettings: { ...entriesForOthers(otherExtensions), [extensionId]: entry } };
}

/** Another extension asks for blocked sites past ours, and may take an account header off: only a known one may run. */
function entriesForOthers(allowed: readonly string[] | null): Policies {
  if (allowed === null) return {};
  const entries = allowed.map((id) => [id, { installation_mode: 'allowed' }] as const);
  return { '*': { installation_mode: 'blocked' }, ...Object.fromEntries(entries) };
}

/** Edge leaves most policies out of a profile that a private Microsoft account is signed in to, and keeps to this one there too. */
function signInTo({ browser, signInDomains }: SettingsRequest): Policies {
  if (browser !== 'edge' || signInDomains.length === 0) return {};
  const domains = signInDomains.map((domain) => domain.replaceAll('.', String.raw`\.`));
  return { RestrictSigninToPattern: `.*@(${domains.join('|')})` };
}

function firefoxInstall({ extensionId, address, firefoxUpdateUrl, unsignedXpi }: SettingsRequest): Policies {
  const entry = {
    installation_mode: 'force_installed',
    install_url: address,
    ...(firefoxUpdateUrl === null ? {} : { update_url: firefoxUpdateUrl }),
    private_browsing: true,
    default_area: 'navbar',
  };
  const unsigned = { Preferences: { 'xpinstall.signatures.required': { Value: false, Status: 'locked' } } };
  return { ExtensionSettings: { [extensionId]: entry }, ...(unsignedXpi ? unsigned : {}) };
}
