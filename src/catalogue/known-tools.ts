/** The catalogue's entries as tools that a policy can name. */
import type { KnownTool } from '../policy/known-tools.js';
import { loadCatalogue } from './catalogue.js';

export function catalogueTools(): KnownTool[] {
  return loadCatalogue().map(({ sites, embedded, ...tool }) => ({
    ...tool,
    sites: [...sites.app, ...sites.content],
    api: sites.api,
    embedded: embedded.map(({ site }) => site),
  }));
}
