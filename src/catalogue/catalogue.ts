/** The catalogue of AI tools, read and judged when it is first asked for: most commands never need it. */
// Whoever imports the catalogue needs to know what a .yaml import is, whichever tsconfig covers them.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./yaml.d.ts" />
import { z } from 'zod';
import { parseAddress } from '../policy/site.js';
import agents from './data/agents.yaml';
import assistant from './data/assistant.yaml';
import audio from './data/audio.yaml';
import browser from './data/browser.yaml';
import code from './data/code.yaml';
import companion from './data/companion.yaml';
import data from './data/data.yaml';
import image from './data/image.yaml';
import meetings from './data/meetings.yaml';
import modelHosting from './data/model-hosting.yaml';
import research from './data/research.yaml';
import search from './data/search.yaml';
import translation from './data/translation.yaml';
import video from './data/video.yaml';
import writing from './data/writing.yaml';
import { CATEGORIES, catalogueToolSchema, type CatalogueTool, type Category } from './schema.js';
import { searchIn, toolsAtIn, type SearchOptions } from './search.js';

const FILES: Readonly<Record<Category, unknown>> = {
  assistant,
  search,
  image,
  video,
  audio,
  code,
  writing,
  meetings,
  agents,
  translation,
  research,
  data,
  'model-hosting': modelHosting,
  companion,
  browser,
};

let loaded: readonly CatalogueTool[] | undefined;
let byId: ReadonlyMap<string, CatalogueTool> | undefined;

/** Every tool, category by category. */
export function loadCatalogue(): readonly CatalogueTool[] {
  loaded ??= CATEGORIES.flatMap((category) => readTools(FILES[category], category));
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

/** Reads the content of one data file; its name says the category. A mistake names the entry. */
export function readTools(content: unknown, category: Category): CatalogueTool[] {
  const entries = z.array(z.looseObject({ id: z.unknown() })).parse(content);
  return entries.map((entry) => {
    const read = catalogueToolSchema.safeParse({ ...entry, category });
    if (read.success) return read.data;
    throw new Error(`catalogue, ${category}.yaml, tool ${String(entry.id)}:\n${z.prettifyError(read.error)}`);
  });
}
