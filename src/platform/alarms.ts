import browser from 'webextension-polyfill';
import type { Alarms } from '../engine/ports.js';

export const alarms: Alarms = {
  async ensurePeriodic(name, periodSeconds) {
    const periodInMinutes = periodSeconds / 60;
    const present = await browser.alarms.get(name);
    if (present?.periodInMinutes !== periodInMinutes) await browser.alarms.create(name, { periodInMinutes });
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
