/** `gatepost extensions`: which AI extensions inventories hold, and what a policy does about their tools. Asks no network. */
import { loadCatalogue } from '../../../catalogue/catalogue.js';
import { loadExtensions } from '../../../catalogue/extensions.js';
import type { CatalogueExtension } from '../../../catalogue/read-extensions.js';
import type { InstalledExtension, InventoryFormat, UnreadPart } from '../../inventory/inventory.js';
import { readInventory } from '../../inventory/read-inventory.js';
import { readNamedPolicy } from '../../publishing/load-policy.js';
import { policyWords } from '../../publishing/policy-words.js';

export interface ExtensionsOptions {
  readonly inventories: readonly string[];
  /** A policy source or a published document; null: nothing is said of it. */
  readonly policyFile: string | null;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

export interface FoundExtension {
  readonly name: string;
  readonly vendor: string | null;
  /** The tool of the catalogue that it belongs to. */
  readonly tool: string | null;
  /** The ids under which it was found. */
  readonly ids: readonly string[];
  /** On how many browsers; null where no inventory says it. */
  readonly browsers: number | null;
  /** With how many people; null where no inventory says it. */
  readonly people: number | null;
  /** What the policy does at each site of the tool, each answer once; null without a policy or a tool. */
  readonly policy: readonly string[] | null;
}

export interface FoundExtensions {
  readonly inventories: readonly {
    readonly file: string;
    readonly format: InventoryFormat;
    /** Rows that were read. */
    readonly extensions: number;
    readonly unread: readonly UnreadPart[];
  }[];
  readonly found: readonly FoundExtension[];
  /** Ids in the inventories that are none of the catalogue's. */
  readonly otherIds: number;
}

/** @throws CommandError when an inventory cannot be read at all, or the policy has mistakes */
export async function findExtensions({ inventories, policyFile, nowMs }: ExtensionsOptions): Promise<FoundExtensions> {
  const decide = policyFile === null ? null : await toolPolicy(policyFile, nowMs);
  const read = await Promise.all(inventories.map(async (file) => ({ file, ...(await readInventory(file)) })));
  const byId = new Map<string, InstalledExtension[]>();
  // Of two inventories, the same name of a browser means the same browser.
  for (const installed of read.flatMap(({ extensions }) => extensions)) {
    const same = byId.get(installed.id);
    if (same === undefined) byId.set(installed.id, [installed]);
    else same.push(installed);
  }
  const found = loadExtensions().flatMap((extension) => foundIn(extension, byId, decide));
  const known = new Set(found.flatMap(({ ids }) => ids));
  return {
    inventories: read.map(({ extensions, ...rest }) => ({ ...rest, extensions: extensions.length })),
    found: found.sort((a, b) => (b.browsers ?? 0) - (a.browsers ?? 0)),
    otherIds: [...byId.keys()].filter((id) => !known.has(id)).length,
  };
}

export const isBlocked = ({ policy }: FoundExtension): boolean => policy?.includes('blocked') ?? false;

function foundIn(
  { name, vendor, tool, ids }: CatalogueExtension,
  byId: ReadonlyMap<string, readonly InstalledExtension[]>,
  decide: ((tool: string) => readonly string[]) | null,
): FoundExtension[] {
  const present = ids.map(({ id }) => id).filter((id) => byId.has(id));
  if (present.length === 0) return [];
  const installed = present.flatMap((id) => byId.get(id) ?? []);
  const policy = decide === null || tool === undefined ? null : decide(tool);
  return [{ name, vendor: vendor ?? null, tool: tool ?? null, ids: present, ...numbersOf(installed), policy }];
}

function numbersOf(installed: readonly InstalledExtension[]): Pick<FoundExtension, 'browsers' | 'people'> {
  const named = new Set(installed.flatMap(({ browser }) => browser ?? []));
  const counts = installed.flatMap(({ count }) => count ?? []);
  const people = new Set(installed.flatMap(({ person }) => person ?? []));
  const browsers = named.size + counts.reduce((sum, count) => sum + count, 0);
  return {
    browsers: named.size + counts.length === 0 ? null : browsers,
    people: people.size === 0 ? null : people.size,
  };
}

/** What the policy does at the sites of a tool, as the policy or the catalogue names them. */
async function toolPolicy(file: string, nowMs: number): Promise<(tool: string) => readonly string[]> {
  const { policy, tools } = await readNamedPolicy(file, { nowMs, reachesAll: true });
  const wordsAt = await policyWords(policy, nowMs);
  const opened = new Map(loadCatalogue().map(({ id, sites }) => [id, sites.app]));
  return (tool) => {
    const sites = tools.get(tool)?.sites ?? [];
    const app = opened.get(tool)?.filter((site) => sites.includes(site)) ?? [];
    return [...new Set((app.length > 0 ? app : sites).flatMap((site) => wordsAt(site.replace(/^=/, ''))))];
  };
}
