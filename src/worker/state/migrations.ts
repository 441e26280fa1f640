/**
 * Moves what an earlier version of the extension stored to where this one looks for it. Dying half-way does no harm: it
 * is moved once more the next time, since the old records go last.
 */
import * as z from '../../policy/shapes.js';
import type { Storage } from '../ports.js';
import { exclusively } from './mutex.js';
import { STATE_VERSION } from './records.js';

export const VERSION_KEY = 'stateVersion';

/** @param version as it is stored */
export function isOfThisVersion(version: unknown): boolean {
  return typeof version === 'number' && version >= STATE_VERSION;
}

type Old = ReadonlyMap<string, unknown>;

/** For each record of version 1, what it is in version 2; undefined: left behind. */
const FROM_VERSION_1: Readonly<Record<string, (old: Old) => unknown>> = {
  managedCopy: (old) => old.get('managedCopy'),
  policy: (old) => old.get('policy'),
  floor: minimumRevisionFromVersion1,
  reconcile: (old) => old.get('reconcile'),
  installation: (old) => old.get('installation'),
  // The last look is made anew soon enough.
  check: () => undefined,
};

const oldMinimumRevisionSchema = z.object({ domain: z.string(), revision: z.int(), digest: z.string() });
const oldPolicySchema = z.object({ url: z.string() });

function minimumRevisionFromVersion1(old: Old): unknown {
  const minimumRevision = oldMinimumRevisionSchema.safeParse(old.get('floor'));
  const policy = oldPolicySchema.safeParse(old.get('policy'));
  if (!minimumRevision.success) return undefined;
  const { domain, revision, digest } = minimumRevision.data;
  const named = domain.startsWith('name ') ? domain.slice('name '.length) : null;
  const policyUrl = named === null ? domain.slice('url '.length) : policy.success ? policy.data.url : '';
  return { policyUrl, policyName: named, keys: null, revision, digest, signedAtMs: 0 };
}

export function migrateState(storage: Storage): Promise<void> {
  return exclusively(storage, () => migrate(storage));
}

async function migrate(storage: Storage): Promise<void> {
  if (isOfThisVersion(await storage.get(VERSION_KEY))) return;
  const names = Object.keys(FROM_VERSION_1);
  const old = new Map<string, unknown>();
  for (const name of names) old.set(name, await storage.get(`v1.${name}`));
  if ([...old.values()].every((value) => value === undefined)) {
    // Nothing to move: a storage that takes nothing now can be read all the same.
    await storage.set(VERSION_KEY, STATE_VERSION).catch(() => undefined);
    return;
  }
  for (const [name, move] of Object.entries(FROM_VERSION_1)) {
    const moved = old.get(name) === undefined ? undefined : move(old);
    if (moved !== undefined) await storage.set(`v${STATE_VERSION}.${name}`, moved);
  }
  await storage.set(VERSION_KEY, STATE_VERSION);
  for (const name of names) if (old.get(name) !== undefined) await storage.remove(`v1.${name}`);
}
