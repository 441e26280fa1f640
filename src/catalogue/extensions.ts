/** The AI extensions that the catalogue knows, read when they are first asked for. */
import { checkedExtensions } from './checked-data.js';
import type { CatalogueExtension } from './read-extensions.js';

let loaded: readonly CatalogueExtension[] | undefined;

/** Every AI extension that the catalogue knows. */
export function loadExtensions(): readonly CatalogueExtension[] {
  loaded ??= checkedExtensions();
  return loaded;
}
