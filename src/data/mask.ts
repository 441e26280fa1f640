/** What may be shown of a finding: enough to find it again in one's own text, too little to use it. */
import type { Kind } from './finding.js';

const SHOWN = 4;
const LEAST_HIDDEN = 8;

/** @returns four characters at most and dots; of a password the dots alone; of words and markings the beginning */
export function masked(kind: Kind, detector: string, value: string): string {
  if (kind === 'code' || kind === 'log') return '';
  const first = value.replace(/\s/g, ' ');
  if (kind === 'personal') return first.length < LEAST_HIDDEN ? '…' : `${first.slice(0, 2)}…${first.slice(-2)}`;
  const shows = kind !== 'secret' || (first.length >= SHOWN + LEAST_HIDDEN && !detector.includes('password'));
  return `${shows ? first.slice(0, Math.min(SHOWN, Math.floor(first.length / 2))) : ''}…`;
}
