/** What is done about something found, and what about something that could not be looked at. */

/** From the weakest to the strongest. */
export const DATA_ACTIONS = ['off', 'count', 'warn', 'redact', 'block'] as const;
export type DataAction = (typeof DATA_ACTIONS)[number];

/** What holds when a text could not be checked; `allow` still counts it, so that it is never silently clean. */
export const FALLBACKS = ['allow', 'warn', 'block'] as const;
export type Fallback = (typeof FALLBACKS)[number];

export function strongest(actions: readonly DataAction[]): DataAction {
  return actions.reduce((best, action) => (isStronger(action, best) ? action : best), 'off');
}

export function isStronger(action: DataAction, other: DataAction): boolean {
  return DATA_ACTIONS.indexOf(action) > DATA_ACTIONS.indexOf(other);
}
