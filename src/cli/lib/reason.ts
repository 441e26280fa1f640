/** The reason that an administrator gives for a publication: the signed policy keeps it, and anybody may read it there. */
import { InvalidArgumentError } from 'commander';
import { visibleLength } from '../../protocol/visible-length.js';

/** Of a line of the published policy. */
export const MAX_REASON_LENGTH = 300;

/** @throws InvalidArgumentError for a text in which nothing can be read, and for one that a policy could not keep */
export function parseReason(text: string): string {
  const reason = text.trim();
  if (visibleLength(reason) === 0) throw new InvalidArgumentError('expected a reason.');
  if (/\p{Cc}/u.test(reason)) throw new InvalidArgumentError('expected one line, without control characters.');
  if (reason.length > MAX_REASON_LENGTH) {
    throw new InvalidArgumentError(`expected ${MAX_REASON_LENGTH} characters at most.`);
  }
  return reason;
}
