/**
 * Room in storage. What a page is answered must not depend on what can be written: a storage that is full, or refuses, costs
 * what would have been remembered, and nothing else. That it does is a problem of its own.
 */
import { takesTurnsWith } from './mutex.js';
import type { Ports, Storage } from '../ports.js';
import { roomRecord } from './records.js';
import { TICKETS_KEY } from './pending-navigations.js';

const PROBE_KEY = 'room';
/** As much as a session of many tabs takes, in characters. */
const PROBE = 'x'.repeat(64 * 1024);

/** Writes through these ports never reject; what one piece of work has written, it reads again. */
export function unfailing(ports: Ports): Ports {
  return {
    ...ports,
    durable: tolerant(ports.durable, () => Promise.resolve()),
    session: tolerant(ports.session, () => makeRoom(ports)),
  };
}

function tolerant(storage: Storage, makeRoomIn: () => Promise<void>): Storage {
  const view: Storage = {
    get: (key) => storage.get(key),
    getMany: (keys) => storage.getMany(keys),
    async set(key, value) {
      try {
        await storage.set(key, value);
      } catch {
        await makeRoomIn();
        for (const each of fewerAndFewer(key, value)) {
          const isWritten = await storage.set(key, each).then(
            () => true,
            () => false,
          );
          if (isWritten) return;
        }
      }
    },
    remove: (key) => storage.remove(key).catch(() => undefined),
  };
  takesTurnsWith(view, storage);
  return view;
}

/** Of tickets as many of the latest as there is room for: the frame that asks now has to keep its own, others may. */
function* fewerAndFewer(key: string, value: unknown): Generator {
  yield value;
  if (key !== TICKETS_KEY || !Array.isArray(value)) return;
  for (let kept = Math.floor(value.length / 2); kept > 0; kept = Math.floor(kept / 2)) yield value.slice(-kept);
}

/** Tickets are what can be done without: pages that wait then need a press to go on. */
async function makeRoom({ session }: Pick<Ports, 'session'>): Promise<void> {
  await session.remove(TICKETS_KEY).catch(() => undefined);
}

/** Tries whether the session's storage takes what it may have to, makes room where it does not, and records how it ended. */
export async function ensureRoom(ports: Ports): Promise<void> {
  const { session, durable } = ports;
  const hasRoom = async () => {
    try {
      await session.set(PROBE_KEY, PROBE);
      return true;
    } catch {
      return false;
    } finally {
      await session.remove(PROBE_KEY).catch(() => undefined);
    }
  };
  let full = !(await hasRoom());
  if (full) {
    await makeRoom(ports);
    full = !(await hasRoom());
  }
  await roomRecord.keep(durable, { sessionFull: full });
}
