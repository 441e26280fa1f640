/**
 * A profile of Intune's settings catalogue, for its "Import policy". The catalogue knows the templates of Edge and Chrome as
 * Intune has them, and no extension's configuration. Only settings whose form was read in a profile exported from Intune are
 * in the file; docs/guides/roll-out.md, "Sources", names it.
 */
import type { PolicyBrowser, PolicyValue } from './browser-policies.js';
import { renderJson } from './json-files.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';

/** How the ids of a browser's settings begin. */
const TEMPLATES: Partial<Readonly<Record<PolicyBrowser, string>>> = {
  chrome: 'device_vendor_msft_policy_config_chromeintunev1~policy~googlechrome',
  edge: 'device_vendor_msft_policy_config_microsoft_edge~policy~microsoft_edge',
};

const CHOICE = '#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance';
const TEXT = '#microsoft.graph.deviceManagementConfigurationSimpleSettingInstance';
const TEXT_VALUE = '#microsoft.graph.deviceManagementConfigurationStringSettingValue';

type Form = (id: string, name: string, value: PolicyValue) => PolicyValue;

/** By policy: where it is among the settings, and how its value is written. */
const FORMS: Readonly<Record<string, { readonly category: string; readonly form: Form }>> = {
  ExtensionSettings: {
    category: '~extensions',
    form: (id, name, value) => choice(id, '1', [text(`${id}_${name}`, JSON.stringify(value))]),
  },
  IncognitoModeAvailability: { category: '', form: numberChoice },
  InPrivateModeAvailability: { category: '', form: numberChoice },
  BrowserGuestModeEnabled: { category: '', form: (id, _, value) => choice(id, value === true ? '1' : '0', []) },
};

interface SettingsCatalog {
  /** The profile, as JSON. */
  readonly content: string;
  /** Names of the browser's policies that are in it, and of those that are not. */
  readonly included: readonly string[];
  readonly missing: readonly string[];
}

/** Null for a browser that Intune has no settings of. */
export function settingsCatalog(settings: Settings): SettingsCatalog | null {
  const { browser, policies } = settings;
  const template = TEMPLATES[browser];
  if (template === undefined) return null;
  const names = Object.keys(policies);
  const included = names.filter((name) => name in FORMS);
  const instances = Object.entries(policies).flatMap(([policy, value]): PolicyValue[] => {
    const entry = FORMS[policy];
    if (entry === undefined) return [];
    const name = policy.toLowerCase();
    return [entry.form(`${template}${entry.category}_${name}`, name, value)];
  });
  return {
    content: renderJson(profileOf(settings, instances)),
    included,
    missing: names.filter((name) => !included.includes(name)),
  };
}

function profileOf({ browser, variant }: Settings, instances: readonly PolicyValue[]) {
  const audience = variant.length === 0 ? '' : ` (${variant.join(', ')})`;
  return {
    name: `Gatepost for ${PLACES[browser].title}${audience}`,
    description: 'Installs Gatepost. Its configuration is delivered beside it: see README.md.',
    platforms: 'windows10',
    technologies: 'mdm',
    roleScopeTagIds: ['0'],
    settingCount: instances.length,
    templateReference: { templateId: '', templateFamily: 'none' },
    settings: instances.map((settingInstance, index) => ({ id: String(index), settingInstance })),
  };
}

function numberChoice(id: string, name: string, value: PolicyValue): PolicyValue {
  const inner = `${id}_${name}`;
  return choice(id, '1', [choice(inner, JSON.stringify(value), [])]);
}

function choice(id: string, chosen: string, children: readonly PolicyValue[]): PolicyValue {
  return {
    '@odata.type': CHOICE,
    settingDefinitionId: id,
    choiceSettingValue: { value: `${id}_${chosen}`, children },
  };
}

function text(id: string, value: string): PolicyValue {
  return {
    '@odata.type': TEXT,
    settingDefinitionId: id,
    simpleSettingValue: { '@odata.type': TEXT_VALUE, value },
  };
}
