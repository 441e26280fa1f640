/** Searches tools the way an administrator types: part of a name, a vendor, a host, or an address from the browser. */
import { parseAddress, parseSite, siteMatches, type Address, type Site } from '../policy/site.js';
import type { Category } from './categories.js';
import { sitesOf } from './places.js';
import type { CatalogueTool } from './schema.js';

export interface SearchOptions {
  readonly category?: Category | undefined;
}

/** How well a text answers a query; lower is better. */
const LEVEL = { exact: 0, prefix: 1, word: 2, substring: 3, scattered: 4 } as const;
const FIELDS = 4;

/** The tools that answer the query, best first; every tool, in the catalogue's order, when the query is empty. */
export function searchIn(tools: readonly CatalogueTool[], query: string, { category }: SearchOptions): CatalogueTool[] {
  const candidates = tools.filter((tool) => category === undefined || tool.category === category);
  const wanted = fold(query.trim());
  if (wanted === '') return candidates;
  const address = addressIn(query.trim());
  const atAddress = address === null ? [] : toolsAtIn(candidates, address);
  const found = candidates
    .filter((tool) => !atAddress.includes(tool))
    .map((tool) => ({ tool, score: scoreOf(tool, wanted) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0) || compare(fold(a.tool.name), fold(b.tool.name)));
  return [...atAddress, ...found.map(({ tool }) => tool)];
}

/** The tools that an address belongs to, the one with the narrowest site first. */
export function toolsAtIn(tools: readonly CatalogueTool[], address: Address): CatalogueTool[] {
  return tools
    .map((tool) => ({ tool, narrowness: Math.max(...matchingSites(tool, address).map(narrownessOf)) }))
    .filter(({ narrowness }) => narrowness > 0)
    .sort((a, b) => b.narrowness - a.narrowness)
    .map(({ tool }) => tool);
}

/** Lower case without accents, so that "jose" finds "José". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function matchingSites(tool: CatalogueTool, address: Address): Site[] {
  return sitesOf(tool).flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok && siteMatches(parsed.site, address) ? [parsed.site] : [];
  });
}

function narrownessOf({ host, path, query }: Site): number {
  return host.length + path.length + (query === null ? 0 : query.key.length + query.value.length);
}

/** Null unless the query is an address: words and single names are not. */
function addressIn(query: string): Address | null {
  if (/\s/.test(query) || !query.includes('.')) return null;
  return parseAddress(query.includes('://') ? query : `https://${query}`);
}

function scoreOf(tool: CatalogueTool, wanted: string): number | null {
  const fields = [[tool.id, tool.name], tool.aliases, [tool.vendor], sitesOf(tool)].map((texts) => texts.map(fold));
  const scores = fields.flatMap((texts, field) => texts.map((text) => levelOf(text, wanted) * FIELDS + field));
  const best = Math.min(...scores);
  if (best < LEVEL.scattered * FIELDS) return best;
  const terms = wanted.split(/\s+/);
  const all = fields.flat();
  const scattered = terms.length > 1 && terms.every((term) => all.some((text) => text.includes(term)));
  return scattered ? LEVEL.scattered * FIELDS : null;
}

function levelOf(text: string, wanted: string): number {
  if (text === wanted) return LEVEL.exact;
  if (text.startsWith(wanted)) return LEVEL.prefix;
  if (text.split(/[^\p{L}\p{N}]+/u).includes(wanted)) return LEVEL.word;
  return text.includes(wanted) ? LEVEL.substring : LEVEL.scattered;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
