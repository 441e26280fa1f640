/**
 * What is to be done, as values: decided purely, carried out once by `apply`. Their order matters where the worker may die
 * between two of them.
 */
import type { EventInput } from '../../events/event.js';
import type { AccessRequest } from './access-requests.js';
import type { Bypass } from './bypasses.js';
import type { PendingNavigation } from './pending-navigations.js';

export type Effect =
  /** Keys of one storage, written in one call; undefined removes one. */
  | { readonly kind: 'store'; readonly area: 'durable' | 'session'; readonly values: Readonly<Record<string, unknown>> }
  | { readonly kind: 'record-event'; readonly event: EventInput }
  /** Rings once at this moment; null: not at all. */
  | { readonly kind: 'alarm'; readonly name: string; readonly atMs: number | null }
  /** Rings every so often, first at this moment; null: after the first interval. */
  | {
      readonly kind: 'periodic-alarm';
      readonly name: string;
      readonly firstAtMs: number | null;
      readonly everySeconds: number;
    }
  /** Lists of the browser's session, which several pieces of work change: each names its own part. */
  | { readonly kind: 'grant-bypass'; readonly bypass: Bypass }
  | { readonly kind: 'forget-bypasses'; readonly ended: readonly Bypass[] }
  | { readonly kind: 'record-pending-navigation'; readonly pendingNavigation: PendingNavigation }
  | { readonly kind: 'note-access-request'; readonly request: AccessRequest };

export const recordEffect = (event: EventInput): Effect => ({ kind: 'record-event', event });

/** One call for what has changed; no effect where nothing has. */
export function storeEffects(
  area: 'durable' | 'session',
  values: Readonly<Record<string, unknown>>,
): readonly Effect[] {
  return Object.keys(values).length === 0 ? [] : [{ kind: 'store', area, values }];
}
