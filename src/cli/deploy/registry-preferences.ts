/**
 * Registry items of Group Policy Preferences ([MS-GPPREF] 2.2.1.17): what an administrator pastes into the Group Policy
 * editor in place of typing each value.
 */
import { createHash } from 'node:crypto';
import type { RegistryValue } from './registry.js';
import { escapedXml } from './xml-text.js';

/** [MS-GPPREF] 2.2.1: the identifiers of the file and of an item. */
const SETTINGS = '{A3CCFC41-DFDB-43a5-8D26-0FE8B954DA51}';
const ITEM = '{9CD4B2F4-923D-47f5-A062-E897DD1DAD50}';

/** What the editor shows beside an item, by its action. */
const IMAGES = { U: 2, D: 3 } as const;

type Action = keyof typeof IMAGES;

export interface Deleted {
  /** Keys that go with all that is in them. */
  readonly keys: readonly string[];
  readonly values: readonly Pick<RegistryValue, 'key' | 'name'>[];
}

/** @param updated values that are set, whatever was there; @param deleted what is removed before that */
export function renderPreferences(updated: readonly RegistryValue[], deleted: Deleted = { keys: [], values: [] }) {
  const items = [
    ...deleted.values.map(({ key, name }) => item('D', { key, name, data: '' })),
    // An item without the name of a value is about its key.
    ...deleted.keys.map((key) => item('D', { key, name: '', data: '' })),
    ...updated.map((value) => item('U', value)),
  ];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<RegistrySettings clsid="${SETTINGS}">`,
    ...items,
    '</RegistrySettings>',
    '',
  ].join('\r\n');
}

function item(action: Action, { key, name, data }: RegistryValue): string {
  const type = typeof data === 'number' ? 'REG_DWORD' : 'REG_SZ';
  const value = typeof data === 'number' ? data.toString(16).toUpperCase().padStart(8, '0') : data;
  const valueName = escapedXml(name);
  const label = valueName === '' ? escapedXml(key.slice(key.lastIndexOf('\\') + 1)) : valueName;
  const properties = attributes({ action, displayDecimal: '1', default: '0', hive: 'HKEY_LOCAL_MACHINE' });
  const own = attributes({ clsid: ITEM, name: label, status: label, image: String(IMAGES[action]) });
  return [
    `  <Registry ${own} uid="${identifier(key, name)}" bypassErrors="1">`,
    `    <Properties ${properties} key="${escapedXml(key)}" name="${valueName}" type="${type}" value="${escapedXml(value)}"/>`,
    '  </Registry>',
  ].join('\r\n');
}

function attributes(named: Readonly<Record<string, string>>): string {
  return Object.entries(named)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

/** The same for the same value each time (RFC 9562, section 5.8), so that two files can be compared. */
function identifier(key: string, name: string): string {
  const digest = createHash('sha256').update(`${key}\n${name}`).digest('hex').toUpperCase();
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`];
  return `{${[...parts, digest.slice(20, 32)].join('-')}}`;
}
