/** The files for each system: pure, by name, from the settings. */
import { renderAdml, renderAdmx, renderSyncMl, settingsPayload } from './admx.js';
import { isListOfTexts, registryValues, configurationKey, type RegistryValue } from './registry.js';
import type { Existing } from './existing-file.js';
import { joined, jsonContent, renderGoogleAdmin, renderJson, without } from './json-files.js';
import { renderProfile } from './mobileconfig.js';
import { renderDetectScript } from './powershell-detect.js';
import { renderInstallScript, renderRemovalScript } from './powershell.js';
import { renderPreferences, type Deleted } from './registry-preferences.js';
import { renderReg, renderRegRemoval, type Removal } from './reg-file.js';
import { settingsCatalog } from './settings-catalog.js';
import { removalSettings, type Settings } from './settings.js';
import { renderInstallShell, renderRemovalShell } from './shell.js';
import { CHROMIUM_FILE, FIREFOX_FILE, PLACES, type System } from './targets.js';

export interface DeployFile {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** A script that is run by its name. */
  readonly executable?: boolean;
}

export function policyFileName(settings: Settings, existing: Existing | null): string {
  return existing?.name ?? (settings.browser === 'firefox' ? FIREFOX_FILE : CHROMIUM_FILE);
}

export function installFiles(settings: Settings, system: System, existing: Existing | null): DeployFile[] {
  const json = {
    name: policyFileName(settings, existing),
    content: renderJson(joined(existing?.content, jsonContent(settings))),
  };
  const firefox = settings.browser === 'firefox' ? [json] : [];
  const console =
    settings.browser === 'chrome' ? [{ name: 'google-admin.json', content: renderGoogleAdmin(settings) }] : [];
  switch (system) {
    case 'linux': {
      const script = renderInstallShell(settings, json.name, existing !== null);
      return [json, { name: 'install.sh', content: script, executable: true }, ...console];
    }
    case 'windows':
      return [
        { name: 'install.ps1', content: renderInstallScript(settings) },
        { name: 'detect.ps1', content: renderDetectScript(settings) },
        {
          name: 'gatepost.reg',
          content: renderReg(registryValues(settings), clearedKeys(settings), liftedValues(settings)),
        },
        { name: 'Registry.xml', content: renderPreferences(registryValues(settings)) },
        { name: 'registry-values.csv', content: renderCsv(registryValues(settings)) },
        { name: 'gatepost.admx', content: renderAdmx(settings) },
        { name: 'en-US/gatepost.adml', content: renderAdml(settings) },
        { name: 'intune-settings.xml', content: settingsPayload(settings) },
        { name: 'oma-uri.xml', content: renderSyncMl(settings) },
        ...catalogFile(settings),
        ...firefox,
        ...console,
      ];
    case 'macos':
      return [{ name: 'gatepost.mobileconfig', content: renderProfile(settings) }, ...firefox, ...console];
    case 'chromeos': {
      const { ExtensionSettings: _, ...policies } = settings.policies;
      return [...console, { name: 'google-admin-policies.json', content: renderJson(policies) }];
    }
  }
}

function catalogFile(settings: Settings): DeployFile[] {
  const catalog = settingsCatalog(settings);
  return catalog === null ? [] : [{ name: 'settings-catalog.json', content: catalog.content }];
}

/** What undoes the installation; on ChromeOS, and for Chromium on macOS, the instructions alone do. */
export function removalFiles(settings: Settings, system: System, existing: Existing | null): DeployFile[] {
  const removal = removalSettings(settings);
  const rest = existing === null ? undefined : without(existing.content, jsonContent(settings));
  const left = removal === null ? rest : joined(rest, jsonContent(removal));
  const alternatives = removal === null ? [] : registryValues(removal);
  const name = policyFileName(settings, existing);
  const json = left === undefined ? [] : [{ name, content: renderJson(left) }];
  switch (system) {
    case 'windows':
      return [
        { name: 'uninstall.ps1', content: renderRemovalScript(settings, removal) },
        { name: 'gatepost-uninstall.reg', content: renderRegRemoval(removalOf(settings, alternatives)) },
        {
          name: 'Registry.xml',
          content: renderPreferences(alternatives, deletedOf(settings, alternatives)),
        },
        ...json,
      ];
    case 'macos':
      return removal === null ? json : [{ name: 'gatepost.mobileconfig', content: renderProfile(removal) }, ...json];
    case 'linux': {
      const script = left === undefined ? renderRemovalShell(settings, name) : renderInstallShell(settings, name, true);
      return [...json, { name: 'uninstall.sh', content: script, executable: true }];
    }
    case 'chromeos':
      return [];
  }
}

/** Keys that are wholly ours once the .reg file is imported. */
function clearedKeys(settings: Settings): string[] {
  const root = PLACES[settings.browser].registryKey;
  const lists = Object.entries(settings.policies).flatMap(([name, value]) =>
    isListOfTexts(value) ? [`${root}\\${name}`] : [],
  );
  const lifted = settings.lifted.map((name) => `${root}\\${name}`);
  return [...lists, ...lifted, ...(settings.browser === 'firefox' ? [] : [configurationKey(settings)])];
}

/** A policy that was lifted may have been one value, or a key with a list or a map: both go. */
function liftedValues({ browser, lifted }: Settings): Pick<RegistryValue, 'key' | 'name'>[] {
  return lifted.map((name) => ({ key: PLACES[browser].registryKey, name }));
}

function removalOf(settings: Settings, alternatives: readonly RegistryValue[]): Removal {
  const root = PLACES[settings.browser].registryKey;
  const cleared = clearedKeys(settings);
  const own =
    settings.browser === 'firefox' ? cleared : [...cleared, `${root}\\3rdparty\\extensions\\${settings.extensionId}`];
  const values = [...registryValues(settings).filter(({ key }) => !cleared.includes(key)), ...liftedValues(settings)];
  return { keys: own, values, alternatives };
}

/** Of lists only the values that were set: each is an item of its own in Group Policy. */
function deletedOf(settings: Settings, alternatives: readonly RegistryValue[]): Deleted {
  const keys = settings.browser === 'firefox' ? [] : [configurationKey(settings)];
  const isSet = ({ key, name }: RegistryValue) => alternatives.some((each) => each.key === key && each.name === name);
  return { keys, values: registryValues(settings).filter((value) => !keys.includes(value.key) && !isSet(value)) };
}

function renderCsv(values: readonly RegistryValue[]): string {
  const cell = (text: string | number) => `"${String(text).replaceAll('"', '""')}"`;
  const line = (cells: readonly (string | number)[]) => `${cells.map(cell).join(',')}\r\n`;
  const rows = values.map(({ key, name, data }) =>
    line(['HKEY_LOCAL_MACHINE', key, name, typeof data === 'number' ? 'REG_DWORD' : 'REG_SZ', data]),
  );
  return [line(['Hive', 'Key', 'Value name', 'Type', 'Value']), ...rows].join('');
}
