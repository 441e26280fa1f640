/** The catalogue of AI tools, read when it is first asked for: most commands never need it. */
import { parseAddress } from '../policy/site.js';
import { checkedTools } from './checked-data.js';
import type { CatalogueTool } from './schema.js';
import { searchIn, toolsAtIn, type SearchOptions } from './search.js';

let loaded: readonly CatalogueTool[] | undefined;
let byId: ReadonlyMap<string, CatalogueTool> | undefined;

/** Every tool, category by category. */
export function loadCatalogue(): readonly CatalogueTool[] {
  loaded ??= checkedTools();
  return loaded;
}

export function findTool(id: string): CatalogueTool | undefined {
  byId ??= new Map(loadCatalogue().map((tool) => [tool.id, tool]));
  return byId.get(id);
}

/** The tools that answer the query, best first; every tool when it is empty. */
export function searchTools(query: string, options: SearchOptions = {}): CatalogueTool[] {
  return searchIn(loadCatalogue(), query, options);
}

/** The tools that a URL belongs to, the one with the narrowest site first. */
export function toolsAt(url: string): CatalogueTool[] {
  const address = parseAddress(url);
  return address === null ? [] : toolsAtIn(loadCatalogue(), address);
}
