/**
 * What an answer or a reconcile reads of the engine's records, it reads in one go: each look at the browser's storage takes
 * as long as a good part of the work itself, and all of it then is of one moment. Nothing is kept from one piece of work to
 * the next.
 */
import { takesTurnsWith } from './mutex.js';
import { REMOVED_KEY, SESSION_START_KEY } from './managed-source.js';
import type { ManagedStorage, Ports, Storage } from '../ports.js';
import * as records from './records.js';

/** What several pieces of work change by reading it first is left out, such as events and permits. */
const DURABLE_KEYS = [
  records.managedCopyRecord,
  records.policyRecord,
  records.floorRecord,
  records.checkRecord,
  records.timeRecord,
  records.installationRecord,
  records.reconcileRecord,
  records.guardRecord,
  records.selfCheckRecord,
  records.roomRecord,
].map(({ key }) => key);

const SESSION_KEYS = [REMOVED_KEY, SESSION_START_KEY];

export function readAtOnce(ports: Ports): Ports {
  return {
    ...ports,
    managed: readOnce(ports.managed),
    durable: viewOf(ports.durable, DURABLE_KEYS),
    session: viewOf(ports.session, SESSION_KEYS),
  };
}

function readOnce(managed: ManagedStorage): ManagedStorage {
  const reading = begun(managed.read());
  return { demonstration: managed.demonstration, read: () => reading };
}

function viewOf(storage: Storage, keys: readonly string[]): Storage {
  let reading = begun(storage.getMany(keys));
  /** What this work has written itself since. */
  const note = (key: string, value: unknown) => {
    if (keys.includes(key)) reading = begun(reading.then((values) => ({ ...values, [key]: value })));
  };
  const view: Storage = {
    async get(key) {
      // What is not there is about to be made, or found again elsewhere: others may have done so meanwhile.
      return (keys.includes(key) ? (await reading)[key] : undefined) ?? storage.get(key);
    },
    getMany: (wanted) => storage.getMany(wanted),
    async set(key, value) {
      await storage.set(key, value);
      note(key, value);
    },
    async remove(key) {
      await storage.remove(key);
      note(key, undefined);
    },
  };
  takesTurnsWith(view, storage);
  return view;
}

/** It runs while other things are read; whoever asks for it hears of its failure. */
function begun<Result>(reading: Promise<Result>): Promise<Result> {
  reading.catch(() => undefined);
  return reading;
}
