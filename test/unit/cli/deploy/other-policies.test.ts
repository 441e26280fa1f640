/** Policies of others that stop the extension, or open a way around it. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Policies } from '../../../../src/cli/deploy/browser-policies.js';
import { NEEDED_PERMISSIONS, otherPolicies } from '../../../../src/cli/deploy/other-policies.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { settingsFor } from '../../../../src/cli/deploy/settings.js';
import { ROOT } from '../../../support/repository.js';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const UPDATES = 'https://policy.contoso.example/gatepost-chrome-updates.xml';

const ours = settingsFor({
  browser: 'chrome',
  extensionId: ID,
  address: UPDATES,
  firefoxUpdateUrl: null,
  configuration: {},
  compiled: { URLBlocklist: ['chatgpt.com'] },
  possible: [],
  hardening: switchesOf('chrome'),
  unsignedXpi: false,
  otherExtensions: [],
  signInDomains: [],
}).policies;

const entry = (ours['ExtensionSettings'] as Record<string, Policies>)[ID];
const found = (policies: Policies, browser: 'chrome' | 'edge' = 'chrome') =>
  otherPolicies({ ...ours, ...policies }, { browser, extensionId: ID });
const names = (policies: Policies): string[] => found(policies).map(({ name }) => name);
const settings = (changes: Policies, others: Policies = {}): Policies => ({
  ExtensionSettings: { ...others, [ID]: { ...entry, ...changes } },
});

test('what deploy writes itself is none of them', () => {
  expect(found({})).toEqual([]);
});

test('the permissions are those of the manifest', () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'manifest.json'), 'utf8')) as { permissions: string[] };
  expect([...NEEDED_PERMISSIONS].sort()).toEqual([...manifest.permissions].sort());
});

describe('a list of blocked addresses', () => {
  test.each<[string, string[], string[]]>([
    ['every extension', ['chrome-extension://*'], []],
    ['every extension, shorter', ['chrome-extension:*'], []],
    ['in capitals', ['Chrome-Extension://*'], []],
    ['this one', [`chrome-extension://${ID}`], []],
    ['this one by what looks like a host', [ID], []],
    ['a page of it', [`chrome-extension://${ID}/blocked.html`], []],
    ['every extension, and only the id allowed', ['chrome-extension://*'], [`chrome-extension://${ID}`]],
    ['a page of it, and the id allowed', [`${ID}/popup.html`], [ID]],
  ])('is told with %s', (_, URLBlocklist, URLAllowlist) => {
    const [policy] = found({ URLBlocklist, URLAllowlist });
    expect(policy).toMatchObject({ name: 'URLBlocklist', effect: 'stops' });
    expect(policy?.does).toContain(URLBlocklist[0]);
  });

  test.each<[string, string[], string[]]>([
    ['everything, which leaves extensions out', ['*'], []],
    ['sites', ['chatgpt.com', 'http://*', 'https://abc.example/blocked.html'], []],
    ['another extension', ['chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba'], []],
    ['a page that it has not', [`chrome-extension://${ID}/options.html`], []],
    ['every extension, and every one allowed', ['chrome-extension://*'], ['chrome-extension://*']],
    ['the id, and the id allowed', [ID], [`chrome-extension://${ID}`]],
  ])('is not told with %s', (_, URLBlocklist, URLAllowlist) => {
    expect(found({ URLBlocklist, URLAllowlist })).toEqual([]);
  });
});

test.each<[string, Policies, 'stops' | 'weakens']>([
  ['ExtensionAllowedTypes', { ExtensionAllowedTypes: ['theme'] }, 'stops'],
  ['DisabledSchemes', { DisabledSchemes: ['chrome-extension'] }, 'stops'],
  [`ExtensionSettings["*"].allowed_types`, settings({}, { '*': { allowed_types: ['theme'] } }), 'stops'],
  [`ExtensionSettings["${ID}"].blocked_permissions`, settings({ blocked_permissions: ['scripting'] }), 'stops'],
  [
    `ExtensionSettings["*"].blocked_permissions`,
    settings({}, { '*': { blocked_permissions: ['storage'] } }),
    'weakens',
  ],
  [
    `ExtensionSettings["update_url:${UPDATES}"].blocked_permissions`,
    settings({}, { [`update_url:${UPDATES}`]: { blocked_permissions: ['storage'] } }),
    'stops',
  ],
  [`ExtensionSettings["${ID}"].runtime_blocked_hosts`, settings({ runtime_blocked_hosts: ['*://*'] }), 'stops'],
  [
    `ExtensionSettings["*"].runtime_blocked_hosts`,
    settings({}, { '*': { runtime_blocked_hosts: ['*://*'] } }),
    'weakens',
  ],
  [`ExtensionSettings["${ID}"].minimum_version_required`, settings({ minimum_version_required: '9' }), 'weakens'],
  ['IncognitoModeAvailability', { IncognitoModeAvailability: 2 }, 'stops'],
  ['IncognitoModeAvailability', { IncognitoModeAvailability: 0 }, 'weakens'],
  ['BrowserGuestModeEnforced', { BrowserGuestModeEnforced: true }, 'stops'],
  ['BrowserGuestModeEnabled', { BrowserGuestModeEnabled: true }, 'weakens'],
  ['ForceEphemeralProfiles', { ForceEphemeralProfiles: true }, 'weakens'],
  ['DeveloperToolsAvailability', { DeveloperToolsAvailability: 1 }, 'weakens'],
  ['RemoteDebuggingAllowed', { RemoteDebuggingAllowed: true }, 'weakens'],
])('%s is named', (name, policies, effect) => {
  expect(found(policies)).toMatchObject([{ name, effect }]);
});

test('what does no harm is not named', () => {
  expect(names({ ExtensionAllowedTypes: ['extension', 'theme'], DeveloperToolsAvailability: 2 })).toEqual([]);
  expect(names(settings({ blocked_permissions: ['downloads'] }, { '*': { installation_mode: 'blocked' } }))).toEqual(
    [],
  );
});

test('Edge has a name of its own for private windows, and Firefox a list of what it removes', () => {
  expect(found({ InPrivateModeAvailability: 2 }, 'edge')).toMatchObject([{ name: 'InPrivateModeAvailability' }]);
  const firefox = { browser: 'firefox', extensionId: 'gatepost@contoso.example' } as const;
  expect(otherPolicies({ Extensions: { Uninstall: [firefox.extensionId] } }, firefox)).toHaveLength(1);
  expect(otherPolicies({ Extensions: { Uninstall: ['x@y'] } }, firefox)).toEqual([]);
});
