/** The profile for Intune's settings catalogue: which settings it has, in the form that Intune exports. */
import { describe, expect, test } from '@jest/globals';
import { installFiles } from '../../../../src/cli/deploy/deploy-files.js';
import { switchesOf } from '../../../../src/cli/deploy/hardening.js';
import { settingsCatalog } from '../../../../src/cli/deploy/settings-catalog.js';
import { settingsFor, type Settings, type SettingsRequest } from '../../../../src/cli/deploy/settings.js';
import { ID } from '../../../support/deploying.js';

function settings(browser: SettingsRequest['browser'], changes: Partial<SettingsRequest> = {}): Settings {
  return settingsFor({
    browser,
    extensionId: ID,
    address: 'https://policy.contoso.example/updates.xml',
    firefoxUpdateUrl: null,
    configuration: { policyUrl: 'https://policy.contoso.example/policy.jws' },
    compiled: { URLBlocklist: ['a.example'] },
    possible: [],
    hardening: switchesOf(browser),
    unsignedXpi: false,
    signInDomains: [],
    otherExtensions: null,
    ...changes,
  });
}

interface Choice {
  readonly settingDefinitionId: string;
  readonly choiceSettingValue?: { readonly value: string; readonly children: readonly Choice[] };
  readonly simpleSettingValue?: { readonly value: string };
}

/** What is chosen or written, by the last part of the setting's id; every choice is one of its own setting's. */
function chosenIn(instances: readonly Choice[]): Record<string, string> {
  return Object.assign(
    {},
    ...instances.map(({ settingDefinitionId, choiceSettingValue, simpleSettingValue }) => {
      const name = settingDefinitionId.slice(settingDefinitionId.lastIndexOf('~') + 1);
      if (choiceSettingValue === undefined) return { [name]: simpleSettingValue?.value };
      const { value, children } = choiceSettingValue;
      expect(value.startsWith(`${settingDefinitionId}_`)).toBe(true);
      for (const child of children) expect(child.settingDefinitionId.startsWith(`${settingDefinitionId}_`)).toBe(true);
      return { [name]: value.slice(settingDefinitionId.length + 1), ...chosenIn(children) };
    }),
  ) as Record<string, string>;
}

function profileOf(of: Settings) {
  const file = installFiles(of, 'windows', null).find(({ name }) => name === 'settings-catalog.json');
  return JSON.parse(String(file?.content)) as {
    readonly settingCount: number;
    readonly name: string;
    readonly settings: readonly { readonly settingInstance: Choice }[];
  };
}

const instancesOf = (of: Settings) => profileOf(of).settings.map(({ settingInstance }) => settingInstance);

describe('the settings catalogue', () => {
  test('of Edge has the installation and what hardening it knows', () => {
    const of = settings('edge');
    const entry = JSON.stringify(of.policies['ExtensionSettings']);
    expect(chosenIn(instancesOf(of))).toEqual({
      extensions_extensionsettings: '1',
      extensions_extensionsettings_extensionsettings: entry,
      microsoft_edge_inprivatemodeavailability: '1',
      microsoft_edge_inprivatemodeavailability_inprivatemodeavailability: '1',
      microsoft_edge_browserguestmodeenabled: '0',
    });
    expect(profileOf(of).settingCount).toBe(3);
  });

  test('of Chrome has the same under its own names', () => {
    const ids = instancesOf(settings('chrome')).map(({ settingDefinitionId }) => settingDefinitionId);
    const chrome = 'device_vendor_msft_policy_config_chromeintunev1~policy~googlechrome';
    expect(ids).toEqual([
      `${chrome}~extensions_extensionsettings`,
      `${chrome}_incognitomodeavailability`,
      `${chrome}_browserguestmodeenabled`,
    ]);
  });

  test('has no switch that was not chosen, and names what it leaves to the scripts', () => {
    const catalog = settingsCatalog(settings('edge', { hardening: ['debugging'] }));
    expect(catalog?.included).toEqual(['ExtensionSettings']);
    expect(catalog?.missing).toEqual(['URLBlocklist', 'RemoteDebuggingAllowed']);
  });

  test('has nothing of other browsers', () => {
    for (const browser of ['brave', 'chromium', 'firefox'] as const)
      expect(settingsCatalog(settings(browser))).toBeNull();
  });

  test('names the ring and the groups of its variant', () => {
    const configuration = { policyUrl: 'https://policy.contoso.example/policy.jws', ring: 'pilot', groups: ['legal'] };
    expect(profileOf(settings('edge', { configuration })).name).toBe('Gatepost for Microsoft Edge (pilot, legal)');
  });
});
