/**
 * What the data guard's content script says to the worker, which reads every message by this schema and takes the page's address
 * from the browser, never from the message. Nothing here can carry a text: ids, words of a list, a count, and keyed hashes, which
 * the worker looks up and forgets.
 */
import type { DataPlan } from '../data/plan.js';
import { channelShape, degradedShape, outcomeShape } from '../events/data-event.js';
import { identifier } from '../policy/fields.js';
import { MAX_FILTERS } from '../policy/limits.js';
import * as z from '../policy/shapes.js';
import { BYTES_PER_HASH, HASH_TEXT, MAX_HASHES } from './hash-text.js';

/** More of one detector in one text than anybody reads. */
export const MAX_FOUND = 100_000;

export const dataRequestSchema = z.discriminatedUnion('kind', [
  /** The script has started: what is it to do? The answer is a `DataPlan`, or null when nothing. */
  z.object({
    kind: z.literal('data-plan'),
    languages: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(20)),
  }),
  /** Something is to be checked before engine and dialog have come by themselves. */
  z.object({ kind: z.literal('data-parts') }),
  /** A PDF was chosen: its reader is to come into the page. */
  z.object({ kind: z.literal('data-pdf') }),
  /** Which of a text's fingerprints are the company's own? The answer is an `OwnAnswer`. */
  z.object({
    kind: z.literal('data-fingerprints'),
    rule: identifier,
    /** The policy's filters to ask. */
    filters: z.array(identifier).check(z.maxLength(MAX_FILTERS)),
    hashes: z.string().check(z.regex(HASH_TEXT), z.maxLength(4 * Math.ceil((MAX_HASHES * BYTES_PER_HASH) / 3))),
  }),
  /** A file is to be read: the answer is the script that does. */
  z.object({ kind: z.literal('data-files') }),
  /** Something was found, and this became of it. */
  z.object({
    kind: z.literal('data-found'),
    rule: identifier,
    detector: identifier,
    channel: channelShape,
    outcome: outcomeShape,
    count: z.int().check(z.gte(1), z.lte(MAX_FOUND)),
  }),
  /** The guard does not see what it should, or a detector failed. */
  z.object({ kind: z.literal('data-guard-degraded'), rule: identifier, code: degradedShape }),
]);

export type DataRequest = z.infer<typeof dataRequestSchema>;
export type DataFound = Extract<DataRequest, { kind: 'data-found' }>;

export type OwnRequest = Extract<DataRequest, { kind: 'data-fingerprints' }>;

/** For each filter that was asked, which of the fingerprints it has, by their place in the message; null: it is not there. */
export interface OwnAnswer {
  readonly filters: readonly { readonly id: string; readonly hits: readonly number[] | null }[];
}

/** What `data-plan` is answered with; no answer at all means that the worker could not say. */
export interface DataPlanAnswer {
  readonly plan: DataPlan | null;
}

/** Sent to the tabs when another policy is active: the guard asks for its plan again. */
export const POLICY_CHANGED = 'policy-changed';
