/** Tools of the catalogue, by id and by address. */
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import type { CatalogueTool } from '../../src/catalogue/schema.js';
import { toolsAtIn } from '../../src/catalogue/search.js';
import { parseAddress } from '../../src/policy/site.js';

export function knownTool(id: string): CatalogueTool {
  const tool = loadCatalogue().find((each) => each.id === id);
  if (tool === undefined) throw new Error(`no tool ${id}`);
  return tool;
}

/** The tools that a URL belongs to, the one with the narrowest site first. */
export function toolsAt(url: string): CatalogueTool[] {
  const address = parseAddress(url);
  return address === null ? [] : toolsAtIn(loadCatalogue(), address);
}
