/** Reads the flags that say which moment, and where. */
import { InvalidArgumentError } from 'commander';
import { isTimeZone, momentOf } from '../../policy/window.js';

/** @returns milliseconds since the epoch */
export function parseMoment(text: string): number {
  const ms =
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/.test(text) && !Number.isNaN(Date.parse(text)) ? momentOf(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('expected a moment such as 2026-11-30T08:00:00Z.');
  return ms;
}

export function parseTimeZone(name: string): string {
  if (!isTimeZone(name)) throw new InvalidArgumentError('expected a time zone such as Europe/Paris.');
  return name;
}
