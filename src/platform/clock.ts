import type { Clock } from '../worker/ports.js';

export const clock: Clock = {
  nowMs: () => Date.now(),
  timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
};
