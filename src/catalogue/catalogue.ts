/** The catalogue of AI tools, read when it is first asked for: most commands never need it. */
import { checkedTools } from './checked-data.js';
import type { CatalogueTool } from './schema.js';
import { searchIn, type SearchOptions } from './search.js';

let loaded: readonly CatalogueTool[] | undefined;

/** Every tool, category by category. */
export function loadCatalogue(): readonly CatalogueTool[] {
  loaded ??= checkedTools();
  return loaded;
}

/** The tools that answer the query, best first; every tool when it is empty. */
export function searchTools(query: string, options: SearchOptions = {}): CatalogueTool[] {
  return searchIn(loadCatalogue(), query, options);
}
