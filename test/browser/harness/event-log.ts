/** Reads and hastens the event log of a running browser. */
import type { Page } from 'puppeteer-core';
import type { Event } from '../../../src/events/event.js';
import type { EventKind } from '../../../src/events/event-kinds.js';
import { eventually } from './eventually.js';
import type { ManagedBrowser } from './managed-browser.js';

/** Every event that this browser keeps, oldest first. */
export function eventsIn(browser: ManagedBrowser): Promise<Event[]> {
  return browser.inQuietPage(eventsSeenFrom);
}

/** The same, asked on a page of the extension that is open already. */
export function eventsSeenFrom(page: Page): Promise<Event[]> {
  return page.evaluate(async () => {
    const stored = Object.entries(await chrome.storage.local.get(null)).flatMap(([key, value]) => {
      const number = /^v\d+\.events\.(\d+)$/.exec(key)?.[1];
      return number === undefined ? [] : [{ number: Number(number), events: value as Event[] }];
    });
    return stored.sort((one, other) => one.number - other.number).flatMap(({ events }) => events);
  });
}

const CHECKS: ReadonlySet<EventKind> = new Set<EventKind>(['policy-accepted', 'policy-refused', 'check-failed']);

/** Of the looks at the host, what was written down last; the same again is counted in the event of before. */
export function lastCheckOf(events: readonly Event[]): Event | undefined {
  const looks = events.filter(({ kind }) => CHECKS.has(kind));
  return looks.sort((one, other) => one.lastAtMs - other.lastAtMs).at(-1);
}

/** Waits until an event is kept that the test knows. */
export async function waitForEvent(browser: ManagedBrowser, what: string, isIt: (event: Event) => boolean) {
  let found: Event[] = [];
  await eventually(`the event: ${what}`, async () => {
    found = (await eventsIn(browser)).filter(isIt);
    return found.length > 0;
  });
  const [event] = found;
  if (event === undefined) throw new Error(`no event: ${what}`);
  return event;
}

/** Lets the minute pass in which events gather: the alarm rings now, as it would then. */
export function deliverNow(browser: ManagedBrowser): Promise<void> {
  return browser.inQuietPage((page) =>
    page.evaluate(async () => {
      const key = Object.keys(await chrome.storage.local.get(null)).find((each) => each.endsWith('.eventDeliveries'));
      if (key === undefined) return;
      const deliveries = (await chrome.storage.local.get(key))[key] as { nextAtMs: number | null };
      if (deliveries.nextAtMs === null) return;
      await chrome.storage.local.set({ [key]: { ...deliveries, nextAtMs: Date.now() } });
      await chrome.alarms.create('send-events', { when: Date.now() });
    }),
  );
}
