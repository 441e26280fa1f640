/**
 * The catalogue's data files, validated by its schema. The build runs this module and puts its results in its place, so that
 * what is distributed has valid entries only, and spends no time on validating them.
 */
// Whoever imports the catalogue needs to know what a .yaml import is, whichever tsconfig covers them.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./yaml.d.ts" />
import { CATEGORIES, type Category } from './categories.js';
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
import extensions from './extensions.yaml';
import { readExtensions, type CatalogueExtension } from './read-extensions.js';
import { readTools } from './read-tools.js';
import { sharedHostsSchema, type CatalogueTool } from './schema.js';
import sharedHosts from './shared-hosts.yaml';

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

/** Every tool, category by category. @throws Error that names the entry with a mistake */
export function checkedTools(): CatalogueTool[] {
  return CATEGORIES.flatMap((category) => readTools(FILES[category], category));
}

/** Hosts that many services or many people's sites share. */
export function checkedSharedHosts(): string[] {
  return sharedHostsSchema.parse(sharedHosts);
}

/** AI extensions of browsers. @throws Error that names the entry with a mistake */
export function checkedExtensions(): CatalogueExtension[] {
  return readExtensions(extensions);
}
