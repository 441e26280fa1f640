/**
 * What the core of pdf.js reports while it unpacks: `scripts/pdf-core.mjs` puts the calls into it. Without them a packed stream could grow
 * without end, and one that ends too early would pass for a short one. One document is read at a time.
 */

export class DecodingStopped extends Error {}

export interface DecodingLimits {
  /** Bytes that are unpacked of all parts together. */
  readonly bytes: number;
  readonly isLate: () => boolean;
}

interface Decoding {
  readonly limits: DecodingLimits;
  unpacked: number;
  stoppedBy: 'size' | 'time' | null;
  isDamaged: boolean;
}

let current: Decoding | null = null;

export function beginDecoding(limits: DecodingLimits): Readonly<Decoding> {
  current = { limits, unpacked: 0, stoppedBy: null, isDamaged: false };
  return current;
}

export function endDecoding(): void {
  current = null;
}

/** Called before a buffer grows, and again and again between. @throws DecodingStopped, also when it was stopped before */
export function countDecoded(bytes: number): void {
  if (current === null) throw new DecodingStopped('nobody waits for it');
  current.unpacked += bytes;
  if (current.stoppedBy === null && current.unpacked > current.limits.bytes) current.stoppedBy = 'size';
  if (current.stoppedBy === null && current.limits.isLate()) current.stoppedBy = 'time';
  if (current.stoppedBy !== null) throw new DecodingStopped(current.stoppedBy);
}

/** Called where the core goes on with what it could make of a damaged part. */
export function noteDamage(): void {
  if (current !== null) current.isDamaged = true;
}

/** The page's own work gets a turn. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
