/** Readers of flag values that several commands share. */
import { InvalidArgumentError } from 'commander';
import { parseDurationMs } from '../duration.js';

/** Room for all who will ever publish, and no way to use the numbers up by a slip of the finger. */
const MAX_REVISION = 999_999_999;

export function parseRevision(text: string): number {
  const revision = Number(text);
  if (/^\d{1,9}$/.test(text) && revision >= 1) return revision;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_REVISION.toLocaleString('en-US')}.`);
}

export function parseDuration(text: string): number {
  const ms = parseDurationMs(text);
  if (ms !== null) return ms;
  throw new InvalidArgumentError('expected a number and a unit (s, m, h, d), such as 2h, 90m or 1h30m.');
}
