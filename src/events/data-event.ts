/** What an event says of something found in what people hand over: how it came, and what became of it. Never of the text. */
import { EVENT_DATA_KINDS } from '../policy/data-policy.js';
import * as z from '../policy/shapes.js';

/** How a text came to the tool. */
export const DATA_CHANNELS = ['paste', 'drop', 'insert', 'submit', 'page-paste', 'file'] as const;
export type DataChannel = (typeof DATA_CHANNELS)[number];

/** What became of it. `counted`: nobody was asked. `inserted`: as it was, after the dialog. */
export const DATA_OUTCOMES = ['counted', 'cancelled', 'redacted', 'inserted', 'blocked'] as const;
export type DataOutcome = (typeof DATA_OUTCOMES)[number];

/** Why a guard does not see what it should. */
export const DEGRADED_CODES = [
  'no-events',
  'listeners-removed',
  'shim-missing',
  'detector-failed',
  'unreadable',
  'fingerprints-missing',
] as const;
export type DegradedCode = (typeof DEGRADED_CODES)[number];

export const dataKindShape = z.enum(EVENT_DATA_KINDS);
export const channelShape = z.enum(DATA_CHANNELS);
export const outcomeShape = z.enum(DATA_OUTCOMES);
export const degradedShape = z.enum(DEGRADED_CODES);
