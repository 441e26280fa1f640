/**
 * Puts entries into layers, so that the first matching rule decides as the list does: where entries with different actions overlap,
 * the more specific one lies in the higher layer. https://support.google.com/chrome/a/answer/9942583
 */
import type { Action } from '../../policy/actions.js';
import { OverlappingSites } from '../../policy/site-index.js';
import type { Site } from '../../policy/site.js';

interface Ordered {
  readonly site: Site;
  readonly does: Action;
  readonly beatsAll?: boolean | undefined;
}

/** Each entry with its layer, from 0: the rules of the highest come first. */
export function inLayers<Entry extends Ordered>(entries: readonly Entry[]): { entry: Entry; layer: number }[] {
  const placed = new OverlappingSites<{ entry: Entry; layer: number }>();
  const others = entries.filter(({ beatsAll }) => beatsAll !== true);
  const layered = [...others]
    .sort((one, other) => compare(one.site, other.site))
    .map((entry) => {
      let layer = 0;
      for (const { value } of placed.overlapping(entry.site)) {
        layer = Math.max(layer, value.layer + (value.entry.does === entry.does ? 0 : 1));
      }
      const own = { entry, layer };
      placed.add(entry.site, own);
      return own;
    });
  const highest = layered.reduce((most, { layer }) => Math.max(most, layer), 0);
  const first = entries.filter(({ beatsAll }) => beatsAll === true);
  return [...layered, ...first.map((entry) => ({ entry, layer: highest + 1 }))];
}

/** The less specific one first. */
function compare(one: Site, other: Site): number {
  return (
    one.host.length - other.host.length ||
    Number(one.exact) - Number(other.exact) ||
    one.path.length - other.path.length ||
    Number(one.query !== null) - Number(other.query !== null)
  );
}
