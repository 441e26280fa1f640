import type { Clock } from '../engine/ports.js';

export const clock: Clock = {
  nowMs: () => Date.now(),
  timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
};
