/** Readers of flag values that several commands share. */
import { InvalidArgumentError } from 'commander';
import { isIanaTimeZone } from '../../authoring/time-zone.js';
import { momentOf } from '../../policy/window.js';
import { parseDurationMs } from './duration.js';
import { inThousands } from './numbers.js';

/** A browser that has no policy yet takes a leap beyond a million for a mistake. */
const MAX_REVISION = 999_999;

export function parseRevision(text: string): number {
  const revision = Number(text);
  if (/^\d{1,6}$/.test(text) && revision >= 1) return revision;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${inThousands(MAX_REVISION)}.`);
}

export function parseDuration(text: string): number {
  const ms = parseDurationMs(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError('expected a number and a unit (s, m, h, d), such as 2h, 90m or 1h30m.');
}

/** @returns milliseconds since the epoch */
export function parseMoment(text: string): number {
  const ms =
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d.*)?$/.test(text) && !Number.isNaN(Date.parse(text)) ? momentOf(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('expected a moment such as 2026-11-30T08:00:00Z.');
  return ms;
}

export function parseTimeZone(name: string): string {
  if (!isIanaTimeZone(name)) throw new InvalidArgumentError('expected a time zone such as Europe/Paris.');
  return name;
}

/** For flags that may be repeated. */
export function another(text: string, texts: string[]): string[] {
  return [...texts, text];
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('expected a number from 0 to 65535.');
  return port;
}
