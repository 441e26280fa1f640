/**
 * Room in storage. What a page is answered must not depend on what can be written: a storage that is full, or refuses, costs
 * what would have been remembered, and nothing else. That it does is a problem of its own.
 */
import type { Ports } from '../ports.js';
import { apply, type Applying } from './apply.js';
import { isSame } from './deep-equal.js';
import { storeEffects } from './effects.js';
import type { Records } from './load-state.js';
import { pendingNavigationsRecord } from './pending-navigations.js';
import { roomRecord } from './records.js';

const PROBE_KEY = 'room';
/** As much as a session of many tabs takes, in characters. */
const PROBE = 'x'.repeat(64 * 1024);

/**
 * Tries whether the session's storage takes what it may have to, makes room where it does not, and records how it ended.
 * @param before how it ended the last time
 * @returns how it ended
 */
export async function ensureRoom(ports: Applying, before: Records['room']): Promise<NonNullable<Records['room']>> {
  const { session } = ports;
  let full = !(await hasRoom(session));
  if (full) {
    await session.remove(pendingNavigationsRecord.key).catch(() => undefined);
    full = !(await hasRoom(session));
  }
  const room = { sessionFull: full };
  await apply(ports, storeEffects('durable', isSame(before, room) ? {} : { [roomRecord.key]: room }));
  return room;
}

async function hasRoom(session: Ports['session']): Promise<boolean> {
  try {
    await session.set(PROBE_KEY, PROBE);
    return true;
  } catch {
    return false;
  } finally {
    await session.remove(PROBE_KEY).catch(() => undefined);
  }
}
