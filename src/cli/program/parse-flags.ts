/** Readers of flag values that several commands share. */
import { InvalidArgumentError } from 'commander';
import { parseDurationMs } from '../duration.js';

/** A browser that has no policy yet takes a leap beyond a million for a mistake. */
const MAX_REVISION = 999_999;

export function parseRevision(text: string): number {
  const revision = Number(text);
  if (/^\d{1,6}$/.test(text) && revision >= 1) return revision;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_REVISION.toLocaleString('en-US')}.`);
}

export function parseDuration(text: string): number {
  const ms = parseDurationMs(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError('expected a number and a unit (s, m, h, d), such as 2h, 90m or 1h30m.');
}
