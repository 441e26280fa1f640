import { browser } from '../protocol/browser.js';
import type { Alarms } from '../worker/ports.js';

export const alarms: Alarms = {
  async isSet(name) {
    return (await browser.alarms.get(name)) !== undefined;
  },
  async ensurePeriodic(name, periodSeconds) {
    const periodInMinutes = periodSeconds / 60;
    const present = await browser.alarms.get(name);
    if (present?.periodInMinutes !== periodInMinutes) await browser.alarms.create(name, { periodInMinutes });
  },
  async ensurePeriodicFrom(name, atMs, periodSeconds) {
    const periodInMinutes = periodSeconds / 60;
    const present = await browser.alarms.get(name);
    const overdue = atMs <= Date.now();
    if (present?.periodInMinutes === periodInMinutes && (overdue || present.scheduledTime === atMs)) return;
    await browser.alarms.create(name, { when: Math.max(atMs, Date.now() + 1_000), periodInMinutes });
  },
  async ensureAt(name, atMs) {
    const present = await browser.alarms.get(name);
    if (atMs === null) {
      if (present !== undefined) await browser.alarms.clear(name);
    } else if (present?.scheduledTime !== atMs) {
      await browser.alarms.create(name, { when: atMs });
    }
  },
};
