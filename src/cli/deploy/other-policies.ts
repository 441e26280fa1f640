/**
 * Policies of others that take the extension away, switch it off or make it useless, although its own entry is as it should be.
 * Found by going through the 573 policies that Chromium 156 knows; what those of `ExtensionSettings`, `ExtensionAllowedTypes`, URLBlocklist
 * and DisabledSchemes do was seen there with a force-installed extension, the others follow from what the browsers document.
 */
import type { Policies, PolicyBrowser, PolicyValue } from './browser-policies.js';
import { isMap } from './json-files.js';
import { blocksPagesOf } from './url-patterns.js';

export interface OtherPolicy {
  readonly name: string;
  /** `stops`: nothing is restricted, or nothing explained. `weakens`: people get around the extension. */
  readonly effect: 'stops' | 'weakens';
  /** What it does, as words that follow the name. */
  readonly does: string;
}

interface Subject {
  readonly browser: PolicyBrowser;
  readonly extensionId: string;
}

/** What the extension cannot work without: `permissions` of its manifest. */
export const NEEDED_PERMISSIONS = ['alarms', 'declarativeNetRequest', 'scripting', 'storage', 'webNavigation'];

/** @param policies all that the browser is told, by name, native values */
export function otherPolicies(policies: Policies, subject: Subject): OtherPolicy[] {
  return subject.browser === 'firefox' ? firefoxPolicies(policies, subject) : chromiumPolicies(policies, subject);
}

/** Single values that do harm. */
const CHROMIUM_VALUES: readonly (OtherPolicy & { readonly value: PolicyValue })[] = [
  {
    ...stop(
      'IncognitoModeAvailability',
      'opens private windows only, in which the extension does not run without leave',
    ),
    value: 2,
  },
  { ...stop('BrowserGuestModeEnforced', 'opens guest windows only, in which no extension runs'), value: true },
  {
    ...weaken(
      'IncognitoModeAvailability',
      'lets people open private windows, in which the extension needs their leave',
    ),
    value: 0,
  },
  { ...weaken('BrowserGuestModeEnabled', 'lets people open guest windows, in which no extension runs'), value: true },
  {
    ...weaken('ForceEphemeralProfiles', 'throws the profile away: each start begins without extension and policy'),
    value: true,
  },
  {
    ...weaken('DeveloperToolsAvailability', 'lets people open the tools of the extension itself, and empty its rules'),
    value: 1,
  },
  { ...weaken('RemoteDebuggingAllowed', 'lets a program steer the browser, and show a blocked site'), value: true },
];

function stop(name: string, does: string): OtherPolicy {
  return { name, effect: 'stops', does };
}

function weaken(name: string, does: string): OtherPolicy {
  return { name, effect: 'weakens', does };
}

function chromiumPolicies(policies: Policies, { extensionId, browser }: Subject): OtherPolicy[] {
  const types = policies['ExtensionAllowedTypes'];
  const blocked = blocksPagesOf(extensionId, textsIn(policies['URLBlocklist']), textsIn(policies['URLAllowlist']));
  const values = CHROMIUM_VALUES.map((each) =>
    browser === 'edge' && each.name === 'IncognitoModeAvailability'
      ? { ...each, name: 'InPrivateModeAvailability' }
      : each,
  );
  return [
    ...blocked.map((pattern) =>
      stop('URLBlocklist', `with ${pattern} blocks the extension's own pages: what it restricts ends in an error page`),
    ),
    ...(isList(types) && !types.includes('extension') ? [stop('ExtensionAllowedTypes', NOT_ALLOWED)] : []),
    ...(textsIn(policies['DisabledSchemes']).includes('chrome-extension')
      ? [stop('DisabledSchemes', "with chrome-extension blocks the extension's own pages")]
      : []),
    ...entriesAbout(policies['ExtensionSettings'], extensionId),
    ...values
      .filter(({ name, value }) => policies[name] === value)
      .map(({ name, effect, does }) => ({ name, effect, does })),
  ];
}

const NOT_ALLOWED = 'allows no extensions, and switches it off';

/** Of `ExtensionSettings`: its own entry, that of its update address, and the one for all. */
function entriesAbout(settings: PolicyValue | undefined, id: string): OtherPolicy[] {
  const own = mapIn(settings, id);
  const address = own['update_url'];
  const forAddress = typeof address === 'string' ? `update_url:${address}` : id;
  return [...new Set([id, forAddress, '*'])].flatMap((key) => {
    const entry = mapIn(settings, key);
    const name = `ExtensionSettings["${key}"]`;
    const types = entry['allowed_types'];
    const permissions = textsIn(entry['blocked_permissions']).filter((each) => NEEDED_PERMISSIONS.includes(each));
    const hosts = textsIn(entry['runtime_blocked_hosts']);
    // Seen: what the entry for all takes away, an extension with an entry of its own keeps.
    const evaluated = key === '*' ? weaken : stop;
    const reach = key === '*' ? ', from every extension without an entry of its own' : '';
    return [
      ...(isList(types) && !types.includes('extension') ? [stop(`${name}.allowed_types`, NOT_ALLOWED)] : []),
      ...(permissions.length === 0
        ? []
        : [
            evaluated(
              `${name}.blocked_permissions`,
              `takes ${permissions.join(', ')} away${reach}, and switches it off`,
            ),
          ]),
      ...(hosts.length === 0
        ? []
        : [evaluated(`${name}.runtime_blocked_hosts`, `takes ${hosts.join(', ')} away${reach}`)]),
      ...(entry['minimum_version_required'] === undefined || key === '*'
        ? []
        : [weaken(`${name}.minimum_version_required`, 'switches it off while it is older')]),
    ];
  });
}

function firefoxPolicies(policies: Policies, { extensionId }: Subject): OtherPolicy[] {
  const removed = textsIn(mapIn(policies, 'Extensions')['Uninstall']);
  return removed.includes(extensionId) ? [stop('Extensions.Uninstall', 'removes it at every start')] : [];
}

function mapIn(value: PolicyValue | undefined, key: string): Policies {
  const found = isMap(value) ? value[key] : undefined;
  return isMap(found) ? found : {};
}

function textsIn(value: PolicyValue | undefined): string[] {
  return isList(value) ? value.filter((each) => typeof each === 'string') : [];
}

function isList(value: PolicyValue | undefined): value is readonly PolicyValue[] {
  return Array.isArray(value);
}
