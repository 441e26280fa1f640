/** What the PowerShell scripts (5.1 and later) share: how texts are written, how the registry is read, and the settings by kind. */
import type { PolicyValue } from './browser-policies.js';
import { isMap } from './json-files.js';
import { configurationKey, isListOfTexts, registryValues, type RegistryValue } from './registry.js';
import type { Settings } from './settings.js';
import { PLACES } from './targets.js';

/** Maps that other products write into as well; each entry is its own. */
const SHARED_MAPS: readonly string[] = ['ExtensionSettings', 'Preferences'];

export interface Parts {
  readonly root: string;
  readonly maps: readonly { readonly name: string; readonly entry: string; readonly value: PolicyValue }[];
  readonly lists: readonly { readonly name: string; readonly texts: readonly string[] }[];
  /** Values that are ours alone. */
  readonly values: readonly RegistryValue[];
  /** The key that is ours as a whole; null in Firefox, where it is one value among others. */
  readonly ownKey: string | null;
  /** What the record of `install.ps1` names: the keys of lists, and the single values outside of our own key. */
  readonly recorded: { readonly lists: readonly string[]; readonly values: readonly string[] };
}

export function partsOf(settings: Settings): Parts {
  const { browser, policies } = settings;
  const entries = Object.entries(policies);
  const shared = entries.filter(([name]) => SHARED_MAPS.includes(name));
  const lists = entries.flatMap(([name, value]) => (isListOfTexts(value) ? [{ name, texts: value }] : []));
  const handled = new Set([...shared.map(([name]) => name), ...lists.map(({ name }) => name)]);
  const rest = Object.fromEntries(entries.filter(([name]) => !handled.has(name)));
  const root = PLACES[browser].registryKey;
  const values = registryValues({ ...settings, policies: rest });
  const ownKey = browser === 'firefox' ? null : configurationKey(settings);
  return {
    root,
    maps: shared.flatMap(([name, map]) =>
      isMap(map) ? Object.entries(map).map(([entry, value]) => ({ name, entry, value })) : [],
    ),
    lists,
    values,
    ownKey,
    recorded: {
      lists: lists.map(({ name }) => `${root}\\${name}`),
      values: values.filter(({ key }) => key !== ownKey).map(({ key, name }) => `${key}\\${name}`),
    },
  };
}

export function call(name: string, ...words: string[]): string {
  return [name, ...words.map(word)].join(' ');
}

export function wordList(texts: readonly string[]): string {
  return `@(${texts.map(word).join(', ')})`;
}

/** A text in single quotes; PowerShell takes the typographic ones for quotes too. */
export function word(text: string): string {
  return `'${text.replace(/['\u2018-\u201B]/g, '$&$&')}'`;
}

/** Without a break at the end of a part. With the mark of UTF-8, without which PowerShell 5.1 would read another encoding. */
export function scriptOf(parts: readonly string[]): Buffer {
  return Buffer.from(`\ufeff${parts.join('\n')}\n`.replace(/\r?\n/g, '\r\n'), 'utf8');
}

export const STRICT = `$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2.0`;

/** The functions that read. */
export const READING = `function Get-Path([string] $Key) { 'HKLM:\\' + $Key }

function Get-Text([string] $Key, [string] $Name) {
    $path = Get-Path $Key
    if (-not (Test-Path -LiteralPath $path)) { return $null }
    (Get-Item -LiteralPath $path).GetValue($Name, $null)
}

# One entry of a map that is kept as JSON; the entries of others stay.
function Get-Map([string] $Key, [string] $Name) {
    $text = Get-Text $Key $Name
    if ([string]::IsNullOrEmpty($text)) { return New-Object PSObject }
    try { return ConvertFrom-Json -InputObject $text }
    catch { throw "HKLM\\$Key, value $Name, is not JSON. Correct or remove it, then run this script again." }
}

# A list of texts: values 1, 2, 3 of a key.
function Get-Texts([string] $Key) {
    $path = Get-Path $Key
    if (-not (Test-Path -LiteralPath $path)) { return @() }
    $item = Get-Item -LiteralPath $path
    @($item.GetValueNames() | Sort-Object { $_ -as [int] } | ForEach-Object { $item.GetValue($_) })
}

# Where install.ps1 records what it sets.
$record = 'SOFTWARE\\Gatepost\\Deployed'

function Get-Names([string] $Key) {
    $path = Get-Path $Key
    if (Test-Path -LiteralPath $path) { (Get-Item -LiteralPath $path).GetValueNames() }
}`;
