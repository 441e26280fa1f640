/** Hashes byte ranges: fast, well mixed, not secret, and the same in every run, so that a report can be made again. */

const SEED_HIGH = 0x2f0e1ebc;
const SEED_LOW = 0x7c3a9d51;

/** The halves of the last hash; two numbers at once would have to be an object for each line. */
export const lastHash = { high: 0, low: 0 };

/** Puts 64 bits into `lastHash`; never both zero. */
export function hashBytes(bytes: Buffer, start: number, end: number): void {
  let high = SEED_HIGH;
  let low = SEED_LOW;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    high = Math.imul(high ^ byte, 0x01000193);
    low = Math.imul(low + byte, 0x5bd1e995) ^ (low >>> 15);
  }
  lastHash.high = mixed(high ^ low);
  lastHash.low = mixed(low + end - start);
  if (lastHash.high === 0 && lastHash.low === 0) lastHash.low = 1;
}

/** MurmurHash3's finalizer: every bit of the input reaches every bit of the output. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
