/** Carries out effects, in their order. The only place, beside the event log, where the worker writes what it stores. */
import type { Ports, Storage } from '../ports.js';
import { accessRequestsRecord, withAccessRequest } from './access-requests.js';
import { bypassesRecord, withoutBypasses, withBypass } from './bypasses.js';
import type { Effect } from './effects.js';
import { exclusively } from './mutex.js';
import { pendingNavigationsRecord, withPendingNavigation } from './pending-navigations.js';
import { recordEvent } from './record-event.js';
import type { RecordType } from './records.js';

export type Applying = Pick<Ports, 'durable' | 'session' | 'alarms' | 'clock' | 'random' | 'facts'>;

/** Stops at the first that fails: what comes after it may depend on it. */
export async function apply(ports: Applying, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await applyOne(ports, effect);
}

/** What a page is answered does not depend on what can be written down: one that fails is left out. */
export async function applyWhatCanBe(ports: Applying, effects: readonly Effect[]): Promise<void> {
  for (const effect of effects) await applyOne(ports, effect).catch(() => undefined);
}

function applyOne(ports: Applying, effect: Effect): Promise<void> {
  switch (effect.kind) {
    case 'store':
      return store(ports[effect.area], effect.values);
    case 'record-event':
      return recordEvent(ports, effect.event);
    case 'alarm':
      return ports.alarms.ensureAt(effect.name, effect.atMs);
    case 'periodic-alarm': {
      const { name, firstAtMs, everySeconds } = effect;
      if (firstAtMs === null) return ports.alarms.ensurePeriodic(name, everySeconds);
      return ports.alarms.ensurePeriodicFrom(name, firstAtMs, everySeconds);
    }
    case 'grant-bypass':
      return changeList(ports, bypassesRecord, (list) => withBypass(list, effect.bypass));
    case 'forget-bypasses':
      return changeList(ports, bypassesRecord, (list) => withoutBypasses(list, effect.ended));
    case 'record-pending-navigation':
      return changeList(ports, pendingNavigationsRecord, (list) =>
        withPendingNavigation(list, effect.pendingNavigation),
      );
    case 'note-access-request':
      return changeList(ports, accessRequestsRecord, (list) => withAccessRequest(list, effect.request));
  }
}

async function store(storage: Storage, values: Readonly<Record<string, unknown>>): Promise<void> {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  if (kept.length > 0) await storage.setMany(Object.fromEntries(kept));
  for (const [key, value] of Object.entries(values)) if (value === undefined) await storage.remove(key);
}

/** Reads the list anew, so that what other work has added meanwhile stays. */
function changeList<Item>(
  { session }: Applying,
  { key, parse }: RecordType<Item[]>,
  change: (list: readonly Item[]) => Item[],
): Promise<void> {
  return exclusively(session, async () => {
    const next = change(parse(await session.get(key)) ?? []);
    try {
      await session.set(key, next);
    } catch (error) {
      // Tickets are what can be done without: pages that wait then need a press to go on.
      await session.remove(pendingNavigationsRecord.key).catch(() => undefined);
      for (const fewer of key === pendingNavigationsRecord.key ? fewerAndFewer(next) : [next]) {
        if (await isWritten(session.set(key, fewer))) return;
      }
      throw error;
    }
  });
}

function isWritten(writing: Promise<void>): Promise<boolean> {
  return writing.then(
    () => true,
    () => false,
  );
}

/** As many of the latest as there is room for: the frame that asks now has to keep its own, others may. */
function* fewerAndFewer<Item>(list: readonly Item[]): Generator<readonly Item[]> {
  for (let kept = list.length; kept > 0; kept = Math.floor(kept / 2)) yield list.slice(-kept);
}
