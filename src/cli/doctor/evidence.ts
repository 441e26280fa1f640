/** What `gatepost doctor` knows about one browser, wherever it was read: on the machine, or from a support file. */
import type { Policies, PolicyBrowser, PolicyValue } from '../deploy/browser-policies.js';
import { isMap } from '../deploy/json-files.js';

/** One place that the browser reads policies from, in the order in which it reads them. */
export interface PolicySource {
  /** A file, a registry key or a preference domain. */
  readonly place: string;
  /** Null when it cannot be read. */
  readonly content: Policies | null;
  /** Why it cannot be read; null when it can. */
  readonly mistake: string | null;
}

export interface Evidence {
  readonly browser: PolicyBrowser;
  readonly sources: readonly PolicySource[];
  /** Ids of extensions found in profiles; null when nobody looked. */
  readonly installedIds: readonly string[] | null;
}

export interface Delivered {
  /** `ExtensionSettings` as the browser understands it. */
  readonly extensions: Policies;
  /** Managed configurations by extension id. */
  readonly configurations: Policies;
  /** The sources that set `ExtensionSettings`; the last one wins. */
  readonly setters: readonly PolicySource[];
  /** All policies by name; of two sources with one policy, the last one wins. */
  readonly policies: Policies;
}

/** Puts the sources together as the browser does: the last `ExtensionSettings` wins, configurations are joined key by key. */
export function deliveredBy({ sources }: Evidence): Delivered {
  const setters = sources.filter(({ content }) => content?.['ExtensionSettings'] !== undefined);
  const configurations: Record<string, Policies> = {};
  for (const { content } of sources) {
    for (const [id, keys] of Object.entries(configurationsIn(content?.['3rdparty'])))
      configurations[id] = { ...configurations[id], ...asMap(keys) };
  }
  return {
    extensions: asMap(setters.at(-1)?.content?.['ExtensionSettings']),
    configurations,
    setters,
    policies: Object.assign({}, ...sources.map(({ content }) => content ?? {})) as Policies,
  };
}

/** The sources that configure the extension. */
export function configurersOf(id: string, { sources }: Evidence): PolicySource[] {
  return sources.filter(({ content }) => id in configurationsIn(content?.['3rdparty']));
}

/** Chromium calls the key `extensions`, Firefox `Extensions`; in the registry each has a key `policy` more. */
function configurationsIn(thirdParty: PolicyValue | undefined): Policies {
  const all = asMap(thirdParty);
  const byId = { ...asMap(all['extensions']), ...asMap(all['Extensions']) };
  return Object.fromEntries(
    Object.entries(byId).map(([id, value]) => [id, isMap(value) && isMap(value['policy']) ? value['policy'] : value]),
  );
}

/** In the registry, maps are JSON texts where they could not be read as keys. */
export function asMap(value: PolicyValue | undefined): Policies {
  return isMap(value) ? value : {};
}
