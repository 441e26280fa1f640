/**
 * What the engine keeps in storage, each record with its schema: a record that does not read as it should counts as
 * absent, so half-written or foreign content is never obeyed.
 */
import type { Shape } from '../../policy/shape.js';
import * as z from '../../policy/shapes.js';
import type { Storage } from '../ports.js';

/** Part of every key; `state-version.ts` moves what an earlier version of the extension stored. */
export const STATE_VERSION = 2;

/** Last managed configuration seen: the browser delivers the live one seconds after the worker starts. */
export const managedCopyRecord = record('managedCopy', z.object({ raw: z.record(z.string(), z.unknown()) }));

/** The active policy as the signed bytes, verified again whenever it is read. */
export const policyRecord = record(
  'policy',
  z.object({
    /** Where it came from: ETag and minimum revision mean something there only. Empty: from an earlier policy source identity. */
    url: z.string(),
    document: z.string(),
    etag: z.nullable(z.string()),
    /** The document it replaced: a page restricted by that one may still be waiting to go on. */
    previous: z.nullable(z.string()),
    acceptedAtMs: z.number(),
  }),
);

/**
 * Kept apart from the policy, so that losing the policy does not open the way for an older one. It applies to one policy
 * source identity: the policy's address, its name, and keys that both have.
 */
export const minimumRevisionRecord = record(
  'floor',
  z.object({
    policyUrl: z.string(),
    policyName: z.nullable(z.string()),
    /** The public values of the keys trusted; empty: unsigned; null: not known any more, matches any. */
    keys: z.nullable(z.array(z.string())),
    /** 0: nothing has been accepted in this domain yet. */
    revision: z.int(),
    digest: z.string(),
    signedAtMs: z.number(),
  }),
);

/** How the last look at the policy's host ended, and when the next one is due. */
export const checkRecord = record(
  'check',
  z.object({
    atMs: z.number(),
    outcome: z.string(),
    detail: z.string(),
    lastGoodAtMs: z.nullable(z.number()),
    /** Looks that failed in a row. */
    failures: z.int(),
    nextAtMs: z.number(),
    /** The host has asked not to be asked before; null when it has not. */
    heldOffUntilMs: z.nullable(z.number()),
  }),
);

/** The highest moment at which this browser's clock was trusted. */
export const timeRecord = record('time', z.object({ seenMs: z.number() }));

/** How the last reconcile ended: null when the browser took the rules. */
export const reconcileRecord = record(
  'reconcile',
  z.object({ failure: z.nullable(z.string()), leftOut: z.array(z.string()), untaken: z.array(z.string()) }),
);

/** How the page guards were last installed: null if the browser took them. */
export const guardRecord = record(
  'guards',
  z.object({
    failure: z.nullable(z.string()),
    /** How many restricted hosts have no guard, and how many patterns of observed sites are not counted. */
    unguarded: z.int(),
    unobserved: z.int(),
  }),
);

/** What was installed last, by fingerprint, and when something that had gone was put back. */
export const selfCheckRecord = record(
  'selfCheck',
  z.object({
    installed: z.object({ rules: z.optional(z.string()), guards: z.optional(z.string()) }),
    /** In milliseconds since the epoch. */
    repairedAtMs: z.object({
      rules: z.optional(z.number()),
      guards: z.optional(z.number()),
      alarms: z.optional(z.number()),
    }),
  }),
);

/** The filters of fingerprints that could not be fetched or stored at the last check. */
export const filtersRecord = record(
  'filters',
  z.object({
    missing: z.array(
      z.object({
        sha256: z.string(),
        /** What went wrong: a code of the host's answer, or one of ours. */
        code: z.string(),
        detail: z.string(),
        /** Of an answer with other content than the policy names: it is not fetched again until the host changes it. */
        etag: z.nullable(z.string()),
      }),
    ),
  }),
);

/** Whether the session's storage took what it may have to, the last time it was tried. */
export const roomRecord = record('room', z.object({ sessionFull: z.boolean() }));

/** The account rules for which open pages were last loaded past the cache. */
export const accountRecord = record('accounts', z.object({ fingerprint: z.string() }));

/** What makes this installation itself. */
export const installationRecord = record(
  'installation',
  z.object({
    /** The page token, under the name that it was first stored by. */
    proof: z.string(),
    installId: z.string(),
  }),
);

/** The problems that have been recorded as events, and when the next heartbeat is due. */
export const healthRecord = record(
  'health',
  z.object({ problems: z.array(z.string()), nextHeartbeatAtMs: z.nullable(z.number()) }),
);

/** The browser has said that the managed configuration was taken away, so an empty answer is trusted at once. */
export const removedRecord = sessionRecord('managedRemoved', z.boolean());

/** Since when an empty managed configuration is seen, in milliseconds since the epoch. */
export const sessionStartRecord = sessionRecord('sessionStartedAtMs', z.number());

/** This session's first check has been set. */
export const begunRecord = sessionRecord('begun', z.boolean());

/** The guard plan, by fingerprint, for which the open tabs were last looked at: tabs restored at a start have to be too. */
export const sweptRecord = sessionRecord('swept', z.string());

export type MinimumRevisionRecord = RecordOf<typeof minimumRevisionRecord>;

export type RecordOf<Type> = Type extends RecordType<infer Value> ? Value : never;

export interface RecordType<Value> {
  readonly key: string;
  /** Null for what does not read as it should. */
  readonly parse: (stored: unknown) => Value | null;
  read(storage: Storage): Promise<Value | null>;
  write(storage: Storage, value: Value): Promise<void>;
  clear(storage: Storage): Promise<void>;
}

export function record<Value>(name: string, schema: Shape<Value>): RecordType<Value> {
  return recordAt(`v${STATE_VERSION}.${name}`, schema);
}

/** A record of the browser's session, which ends before another version of the extension could find it. */
export function sessionRecord<Value>(name: string, schema: Shape<Value>): RecordType<Value> {
  return recordAt(name, schema);
}

function recordAt<Value>(key: string, schema: Shape<Value>): RecordType<Value> {
  const parse = (stored: unknown): Value | null => {
    const result = schema.safeParse(stored);
    return result.success ? result.data : null;
  };
  return {
    key,
    parse,
    read: async (storage) => parse(await storage.get(key)),
    write: (storage, value) => storage.set(key, value),
    clear: (storage) => storage.remove(key),
  };
}
