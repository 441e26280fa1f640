/** The tools that a policy can name: those of the catalogue, corrected and completed by the policy's own. */
import type { PolicySource, SourceTool } from './source.js';
import type { SourceText } from './source-fields.js';

/** A tool with its sites told apart, as the published policy will list it. */
export interface KnownTool {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly category: string;
  readonly home?: string | undefined;
  readonly about?: SourceText | undefined;
  readonly sites: readonly string[];
  readonly api: readonly string[];
  readonly embedded: readonly string[];
  readonly account?: AccountControl | undefined;
  /** For AI that is part of a browser: what switches it off, by browser. It has no sites, so the extension never sees it. */
  readonly builtIn?: object | undefined;
}

/** The vendor's documented way to let a company's own accounts in and keep private ones out. */
export interface AccountControl {
  readonly headers: readonly {
    readonly name: string;
    /** What the administrator supplies, such as `workspace-ids`. */
    readonly value: string;
    /** Between several ids; without it there can be one only. */
    readonly separator?: string | undefined;
  }[];
  readonly hosts: readonly string[];
  readonly anonymous: readonly string[];
}

/** A mistake in the source, at the place of its path. */
export interface SourceMistake {
  readonly path: readonly (string | number)[];
  readonly found: unknown;
  readonly expected: string;
}

export interface KnownTools {
  readonly byId: ReadonlyMap<string, KnownTool>;
  readonly mistakes: readonly SourceMistake[];
}

/** @param catalogue every tool that the policy need not describe itself */
export function knownTools(source: PolicySource, catalogue: Iterable<KnownTool>): KnownTools {
  const byId = new Map([...catalogue].map((tool) => [tool.id, tool]));
  const mistakes: SourceMistake[] = [];
  const own = new Set<string>();
  for (const [index, tool] of source.tools.entries()) {
    if (own.has(tool.id)) {
      const expected = 'expected an id that no entry before this one has';
      mistakes.push({ path: ['tools', index, 'id'], found: tool.id, expected });
    }
    own.add(tool.id);
    const base = byId.get(tool.id);
    const missing = base === undefined ? missingKeys(tool) : [];
    if (missing.length > 0) {
      const expected = `expected ${missing.join(', ')} as well: the catalogue has no tool ${tool.id}`;
      mistakes.push({ path: ['tools', index], found: tool.id, expected });
    } else {
      byId.set(tool.id, merged(base, tool));
    }
  }
  return { byId, mistakes };
}

function missingKeys(tool: SourceTool): string[] {
  const missing = (['name', 'vendor', 'category'] as const).filter((key) => tool[key] === undefined);
  const placed = tool.sites !== undefined || tool.embedded !== undefined;
  return placed ? missing : [...missing, 'sites'];
}

function merged(base: KnownTool | undefined, tool: SourceTool): KnownTool {
  const { id, sites } = tool;
  const given = Array.isArray(sites) ? { app: sites, api: [], content: [] } : sites;
  return {
    id,
    name: tool.name ?? base?.name ?? id,
    vendor: tool.vendor ?? base?.vendor ?? '',
    category: tool.category ?? base?.category ?? '',
    home: tool.home ?? base?.home,
    about: tool.about ?? base?.about,
    sites: given === undefined ? (base?.sites ?? []) : [...given.app, ...given.content],
    api: given?.api ?? base?.api ?? [],
    embedded: tool.embedded?.map(({ site }) => site) ?? base?.embedded ?? [],
    account: tool.account ?? base?.account,
    builtIn: base?.builtIn,
  };
}
