/**
 * What the engine keeps in storage, each record with its schema: a record that does not read as it should counts as
 * absent, so half-written or foreign content is never obeyed.
 */
import * as z from 'zod/mini';
import type { Storage } from './ports.js';

/** Part of every key: a later version that stores differently reads the older keys once and moves them. */
const STATE_VERSION = 1;

/** Last managed configuration seen: the browser delivers the live one seconds after the worker starts. */
export const managedCopyRecord = record('managedCopy', z.object({ raw: z.record(z.string(), z.unknown()) }));

/** The policy in force as the signed bytes, verified again whenever it is read. */
export const policyRecord = record(
  'policy',
  z.object({
    /** Where it came from: the ETag means something there only. */
    url: z.string(),
    document: z.string(),
    etag: z.nullable(z.string()),
    /** The document it replaced: a page restricted by that one may still be waiting to go on. */
    previous: z.nullable(z.string()),
    acceptedAtMs: z.number(),
  }),
);

/** Kept apart from the policy, so that losing the policy does not open the way for an older one. */
export const floorRecord = record(
  'floor',
  z.object({
    /** The trust domain it holds for: another policy name, or another URL where no name is pinned, starts anew. */
    domain: z.string(),
    revision: z.int(),
    digest: z.string(),
  }),
);

/** How the last look at the policy's host ended. */
export const checkRecord = record(
  'check',
  z.object({
    atMs: z.number(),
    outcome: z.string(),
    detail: z.string(),
    lastGoodAtMs: z.nullable(z.number()),
  }),
);

/** How the last reconcile ended: null when the browser took the rules. */
export const reconcileRecord = record(
  'reconcile',
  z.object({ failure: z.nullable(z.string()), leftOut: z.array(z.string()), untaken: z.array(z.string()) }),
);

/** What makes this installation itself. */
export const installationRecord = record('installation', z.object({ proof: z.string(), installId: z.string() }));

export interface RecordType<Value> {
  read(storage: Storage): Promise<Value | null>;
  write(storage: Storage, value: Value): Promise<void>;
  clear(storage: Storage): Promise<void>;
}

function record<Schema extends z.ZodMiniType>(name: string, schema: Schema): RecordType<z.infer<Schema>> {
  const key = `v${STATE_VERSION}.${name}`;
  return {
    async read(storage) {
      const result = schema.safeParse(await storage.get(key));
      return result.success ? result.data : null;
    },
    write: (storage, value) => storage.set(key, value),
    clear: (storage) => storage.remove(key),
  };
}
