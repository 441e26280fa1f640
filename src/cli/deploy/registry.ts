/**
 * Settings as values of the Windows registry, and back. Chromium reads scalars, numbered lists of texts, and everything
 * else as JSON in a text. Firefox reads JSON for some policies only, and registry keys as maps for the others.
 */
import type { Policies, PolicyValue } from './browser-policies.js';
import { readChromiumJson } from './chromium-json.js';
import { isMap } from './json-files.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';

export interface RegistryValue {
  /** Below HKEY_LOCAL_MACHINE. */
  readonly key: string;
  readonly name: string;
  /** A text is a REG_SZ, a number a REG_DWORD. */
  readonly data: string | number;
}

/** Firefox's schema marks these as JSON; all others are registry keys. */
const FIREFOX_JSON: ReadonlySet<string> = new Set(['ExtensionSettings', 'WebsiteFilter', 'Preferences']);

export function registryValues(settings: Settings): RegistryValue[] {
  const { browser, policies } = settings;
  const root = PLACES[browser].registryKey;
  const values = Object.entries(policies).flatMap(([name, value]) =>
    browser === 'firefox' && !FIREFOX_JSON.has(name) ? asTree(root, name, value) : [asValue(root, name, value)].flat(),
  );
  return [...values, ...configurationValues(settings)];
}

/** The key that holds nothing but the extension's configuration; for Firefox the one value that does. */
export function configurationKey({ browser, extensionId }: Settings): string {
  const root = PLACES[browser].registryKey;
  return browser === 'firefox'
    ? `${root}\\3rdparty\\Extensions`
    : `${root}\\3rdparty\\extensions\\${extensionId}\\policy`;
}

/** Policies that are lists of texts: keys of their own, with values 1, 2, 3. */
export function isListOfTexts(value: PolicyValue): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** A numbered text: an entry of such a list. */
export function isListEntry({ name, data }: RegistryValue): boolean {
  return typeof data === 'string' && /^[1-9]\d*$/.test(name);
}

function configurationValues(settings: Settings): RegistryValue[] {
  const { browser, extensionId, configuration } = settings;
  const key = configurationKey(settings);
  if (Object.keys(configuration).length === 0) return [];
  if (browser === 'firefox') return [{ key, name: extensionId, data: JSON.stringify(configuration) }];
  return Object.entries(configuration).map(([name, value]) => ({ key, name, data: asData(value) }));
}

function asValue(key: string, name: string, value: PolicyValue): RegistryValue[] {
  if (isListOfTexts(value))
    return value.map((data, index) => ({ key: `${key}\\${name}`, name: String(index + 1), data }));
  return [{ key, name, data: asData(value) }];
}

function asTree(key: string, name: string, value: PolicyValue): RegistryValue[] {
  if (!isMap(value)) return asValue(key, name, value);
  return Object.entries(value).flatMap(([child, part]) => asTree(`${key}\\${name}`, child, part));
}

function asData(value: PolicyValue): string | number {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) return value;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the browser would make of the values, for `doctor` and for reading our own files back. Booleans stay numbers. */
export function settingsFromRegistry(values: readonly RegistryValue[], root: string): Policies {
  const tree: Record<string, PolicyValue> = {};
  for (const { key, name, data } of values) {
    if (key.toLowerCase() !== root.toLowerCase() && !key.toLowerCase().startsWith(`${root.toLowerCase()}\\`)) continue;
    const path = key
      .slice(root.length)
      .split('\\')
      .filter((part) => part !== '');
    let place = tree;
    for (const part of path) place = (place[part] ??= {}) as Record<string, PolicyValue>;
    place[name] = typeof data === 'string' ? jsonOrText(data) : data;
  }
  return numberedAsLists(tree) as Policies;
}

function jsonOrText(text: string): PolicyValue {
  if (!/^\s*[[{/]/.test(text)) return text;
  const read = readChromiumJson(Buffer.from(text));
  return read.ok ? (read.value as PolicyValue) : text;
}

function numberedAsLists(value: PolicyValue): PolicyValue {
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, numberedAsLists(part)] as const);
  const numbered = entries.length > 0 && entries.every(([key]) => /^[1-9]\d*$/.test(key));
  return numbered
    ? entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, part]) => part)
    : Object.fromEntries(entries);
}
