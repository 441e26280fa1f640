/** The JSON forms: Chromium's and Firefox's policy files, and what the Google Admin console takes for an extension. */
import type { Policies, PolicyBrowser, PolicyValue } from './browser-policies.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { readChromiumJson } from './chromium-json.js';
import type { Settings } from './settings.js';

/** The whole of a policy file, native values. */
export function jsonContent(settings: Settings): Policies {
  const { browser, extensionId, policies, configuration } = settings;
  if (Object.keys(configuration).length === 0) return browser === 'firefox' ? { policies } : policies;
  if (browser === 'firefox')
    return { policies: { ...policies, '3rdparty': { Extensions: { [extensionId]: configuration } } } };
  return { ...policies, '3rdparty': { extensions: { [extensionId]: configuration } } };
}

export function renderJson(content: unknown): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** https://support.google.com/chrome/a/answer/2657289 */
export function renderGoogleAdmin({ configuration }: Settings): string {
  return renderJson(Object.fromEntries(Object.entries(configuration).map(([key, value]) => [key, { Value: value }])));
}

export interface PolicyFile {
  readonly content: Policies;
  /** Comments, which are lost when the file is written again. */
  readonly hasComments: boolean;
}

/**
 * Reads a policy file as the browser does that it is for.
 * @throws CommandError when that browser would ignore it
 */
export function parsePolicyFile(bytes: Uint8Array, file: string, browser: PolicyBrowser): PolicyFile {
  const read = browser === 'firefox' ? readFirefoxJson(bytes) : readChromiumJson(bytes);
  if (!read.ok) throw new CommandError(`${file}: ${read.mistake}`, EXIT.refused);
  if (isMap(read.value)) return { content: read.value, hasComments: read.hasComments };
  throw new CommandError(`${file}: expected a JSON object of policies`, EXIT.refused);
}

type ReadJson =
  | { readonly ok: true; readonly value: unknown; readonly hasComments: boolean }
  | { readonly ok: false; readonly mistake: string };

/** Firefox takes JSON in UTF-8, and nothing else: no byte order mark either. */
function readFirefoxJson(bytes: Uint8Array): ReadJson {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.startsWith('\ufeff'))
      return { ok: false, mistake: 'expected no byte order mark: Firefox ignores such a file' };
    return { ok: true, value: JSON.parse(text) as unknown, hasComments: false };
  } catch (error) {
    return { ok: false, mistake: error instanceof SyntaxError ? error.message : 'expected UTF-8' };
  }
}

/** Ours added to what is there: maps are joined, lists are united, other values become ours. */
export function joined(there: PolicyValue | undefined, ours: PolicyValue): PolicyValue {
  if (isList(there) && isList(ours)) return [...there, ...leftOf(ours, there)];
  if (!isMap(there) || !isMap(ours)) return ours;
  return {
    ...there,
    ...Object.fromEntries(Object.entries(ours).map(([key, value]) => [key, joined(there[key], value)])),
  };
}

/** Ours taken out of what is there; a map or list that held nothing else goes with it. Undefined: nothing is left. */
export function without(there: PolicyValue, ours: PolicyValue): PolicyValue | undefined {
  if (isList(there) && isList(ours)) {
    const rest = leftOf(there, ours);
    return rest.length === 0 ? undefined : rest;
  }
  if (!isMap(there) || !isMap(ours)) return undefined;
  const rest = Object.entries(there).flatMap(([key, value]): [string, PolicyValue][] => {
    const own = ours[key];
    const left = own === undefined ? value : without(value, own);
    return left === undefined ? [] : [[key, left]];
  });
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

export function isMap(value: unknown): value is Policies {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: PolicyValue | undefined): value is readonly PolicyValue[] {
  return Array.isArray(value);
}

/** The entries of the one list that the other does not have. */
function leftOf(list: readonly PolicyValue[], other: readonly PolicyValue[]): PolicyValue[] {
  const known = new Set(other.map((each) => JSON.stringify(each)));
  return list.filter((each) => !known.has(JSON.stringify(each)));
}
