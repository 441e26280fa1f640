/** The catalogue's entries as tools that a policy can name. */
import type { KnownTool } from './known-tools.js';
import { loadCatalogue } from '../catalogue/catalogue.js';

export function catalogueTools(): KnownTool[] {
  return loadCatalogue().map(({ sites, embedded, ...tool }) => ({
    ...tool,
    sites: [...sites.app, ...sites.content],
    api: sites.api,
    embedded: embedded.map(({ site }) => site),
  }));
}
