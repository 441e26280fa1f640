/**
 * The settings for Windows by device management: an administrative template of our own, made for these very values, and the
 * values as OMA-URI rows for it. A browser's own template knows nothing of an extension's configuration, and has other ids
 * from one version to the next; ours writes what the .reg file writes, for every browser alike.
 */
import { isListEntry, registryValues, type RegistryValue } from './registry.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';
import { escapedXml } from './xml-text.js';

/** One input of the template: a value of the registry, or a key whose values are a list. */
interface Input {
  /** What the values are named by; the same from one `gatepost deploy` to the next. */
  readonly id: string;
  readonly key: string;
  readonly content:
    | { readonly kind: 'text' | 'decimal'; readonly valueName: string; readonly data: string | number }
    | { readonly kind: 'list'; readonly entries: readonly RegistryValue[] };
}

const CATEGORY = 'Gatepost';
const POLICY = 'Settings';
/** Between the names and values of a list. https://learn.microsoft.com/en-us/windows/client-management/understanding-admx-backed-policies */
const LIST_SEPARATOR = '\uF000';
/** Templates take 1,023 characters and numbers to 9,999 unless they say otherwise. */
const LONGEST_TEXT = 1_048_576;
const LARGEST_NUMBER = 0xffff_ffff;

/** The template; its words are in the .adml beside it. */
export function renderAdmx(settings: Settings): string {
  const { title, registryKey } = PLACES[settings.browser];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<!-- Gatepost in ${title}: see README.md. -->`,
    '<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    `  <policyNamespaces><target prefix="gatepost" namespace="Gatepost.Policies.${appName(settings)}"/></policyNamespaces>`,
    '  <resources minRequiredRevision="1.0"/>',
    '  <supportedOn><definitions><definition name="Supported" displayName="$(string.Supported)"/></definitions></supportedOn>',
    `  <categories><category name="${CATEGORY}" displayName="$(string.${CATEGORY})"/></categories>`,
    '  <policies>',
    `    <policy name="${POLICY}" class="Machine" displayName="$(string.${POLICY})" explainText="$(string.Explain)" presentation="$(presentation.${POLICY})" key="${escapedXml(registryKey)}">`,
    `      <parentCategory ref="${CATEGORY}"/>`,
    '      <supportedOn ref="Supported"/>',
    '      <elements>',
    ...inputsOf(settings).map((input) => `        ${elementOf(input)}`),
    '      </elements>',
    '    </policy>',
    '  </policies>',
    '</policyDefinitions>',
    '',
  ].join('\n');
}

/** The template's words, in English. */
export function renderAdml(settings: Settings): string {
  const { title } = PLACES[settings.browser];
  const strings = {
    [CATEGORY]: `Gatepost in ${title}`,
    [POLICY]: 'Install and configure the extension',
    Explain: 'Made by gatepost deploy for one configuration. The values are in intune-settings.xml.',
    Supported: `${title} on Windows 10 and later`,
  };
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">',
    `  <displayName>Gatepost</displayName>`,
    `  <description>Gatepost in ${escapedXml(title)}</description>`,
    '  <resources>',
    '    <stringTable>',
    ...Object.entries(strings).map(([id, text]) => `      <string id="${id}">${escapedXml(text)}</string>`),
    '    </stringTable>',
    '    <presentationTable>',
    `      <presentation id="${POLICY}">`,
    ...inputsOf(settings).map((input) => `        ${presentationOf(input)}`),
    '      </presentation>',
    '    </presentationTable>',
    '  </resources>',
    '</policyDefinitionResources>',
    '',
  ].join('\n');
}

/** What device management is told: one row brings the template, the other its values. Each is a text (String). */
interface OmaUriRow {
  readonly name: string;
  readonly uri: string;
  readonly value: string;
}

export function omaUriRows(settings: Settings): { readonly template: OmaUriRow; readonly values: OmaUriRow } {
  const app = appName(settings);
  return {
    template: {
      name: 'Gatepost: template',
      uri: `./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/${app}/Policy/${app}Admx`,
      value: renderAdmx(settings),
    },
    values: {
      name: 'Gatepost: settings',
      uri: `./Device/Vendor/MSFT/Policy/Config/${app}~Policy~${CATEGORY}/${POLICY}`,
      value: settingsPayload(settings),
    },
  };
}

/** The second row's value. */
export function settingsPayload(settings: Settings): string {
  const data = inputsOf(settings).map((input) => `<data id="${input.id}" value="${valueOf(input)}"/>`);
  return ['<enabled/>', ...data, ''].join('\n');
}

/** The rows as SyncML, which is what the device gets whatever console they are typed into. */
export function renderSyncMl(settings: Settings): string {
  const { template, values } = omaUriRows(settings);
  const items = [template, values].map(({ name, uri, value }, index) =>
    [
      `    <!-- ${name} -->`,
      '    <Replace>',
      `      <CmdID>${index + 1}</CmdID>`,
      '      <Item>',
      '        <Meta><Format xmlns="syncml:metinf">chr</Format><Type xmlns="syncml:metinf">text/plain</Type></Meta>',
      `        <Target><LocURI>${escapedXml(uri)}</LocURI></Target>`,
      // No value holds the sign that would end this: in a value every > is written as &gt;.
      `        <Data><![CDATA[${value}]]></Data>`,
      '      </Item>',
      '    </Replace>',
    ].join('\n'),
  );
  return [
    '<SyncML xmlns="SYNCML:SYNCML1.2">',
    '  <SyncBody>',
    ...items,
    '    <Final/>',
    '  </SyncBody>',
    '</SyncML>',
    '',
  ].join('\n');
}

function appName({ browser }: Settings): string {
  return `Gatepost${browser.charAt(0).toUpperCase()}${browser.slice(1)}`;
}

function inputsOf(settings: Settings): Input[] {
  const root = PLACES[settings.browser].registryKey;
  const values = registryValues(settings);
  const lists = new Map<string, RegistryValue[]>();
  const inputs: Input[] = [];
  for (const value of values) {
    const { key, name, data } = value;
    if (isListEntry(value)) {
      const entries = lists.get(key);
      if (entries === undefined) {
        const own = [value];
        lists.set(key, own);
        inputs.push({ id: idOf(root, key, ''), key, content: { kind: 'list', entries: own } });
      } else entries.push(value);
      continue;
    }
    const kind = typeof data === 'number' ? 'decimal' : 'text';
    inputs.push({ id: idOf(root, key, name), key, content: { kind, valueName: name, data } });
  }
  return inputs;
}

/** The path below the browser's key, in signs that every reader of ids takes. */
function idOf(root: string, key: string, name: string): string {
  return [...key.slice(root.length).split('\\'), name]
    .filter((part) => part !== '')
    .join('_')
    .replace(/[^\w]/g, '_');
}

function elementOf({ id, key, content }: Input): string {
  const place = `id="${id}" key="${escapedXml(key)}"`;
  if (content.kind === 'list') return `<list ${place} explicitValue="true"/>`;
  const named = `${place} valueName="${escapedXml(content.valueName)}" required="true"`;
  if (content.kind === 'text') return `<text ${named} maxLength="${LONGEST_TEXT}"/>`;
  return `<decimal ${named} minValue="0" maxValue="${LARGEST_NUMBER}"/>`;
}

function presentationOf({ id, content }: Input): string {
  if (content.kind === 'list') return `<listBox refId="${id}">${id}</listBox>`;
  if (content.kind === 'decimal') return `<decimalTextBox refId="${id}" defaultValue="0">${id}</decimalTextBox>`;
  return `<textBox refId="${id}"><label>${id}</label></textBox>`;
}

function valueOf({ content }: Input): string {
  if (content.kind !== 'list') return escapedXml(String(content.data));
  return content.entries
    .flatMap(({ name, data }) => [name, String(data)])
    .map(escapedXml)
    .join(escapedXml(LIST_SEPARATOR));
}
