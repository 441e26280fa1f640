/** How each browser switches the AI off that is part of it, as the catalogue knows it. */
import { loadCatalogue } from '../../catalogue/catalogue.js';
import type { BuiltInSwitches } from './browser-policies.js';

export function builtInSwitches(): BuiltInSwitches {
  return new Map(
    loadCatalogue().flatMap(({ id, builtIn }) => {
      if (builtIn === undefined) return [];
      const given = Object.entries(builtIn).filter(([, policies]) => policies !== undefined);
      return [[id, Object.fromEntries(given)] as const];
    }),
  );
}
