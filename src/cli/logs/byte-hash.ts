/** Hashes byte ranges: fast, well mixed, not secret, and the same in every run, so that a report can be made again. */

const SEED_HIGH = 0x2f0e1ebc;
const SEED_LOW = 0x7c3a9d51;

/** The halves of the last hash; two numbers at once would have to be an object for each line. */
export const lastHash = { high: 0, low: 0 };

/** Puts 64 bits into `lastHash`; never both zero. Four bytes at a time: what a step costs is waiting for the one before. */
export function hashBytes(bytes: Buffer, start: number, end: number): void {
  let high = SEED_HIGH;
  let low = SEED_LOW ^ (end - start);
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = wordOf(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
    high = turned(high, word);
    low = added(low, word);
  }
  if (at < end) {
    const word = wordOf(bytes[at], at + 1 < end ? bytes[at + 1] : 0, at + 2 < end ? bytes[at + 2] : 0, 0);
    high = turned(high, word);
    low = added(low, word);
  }
  lastHash.high = mixed(high ^ low);
  lastHash.low = mixed(low);
  if (lastHash.high === 0 && lastHash.low === 0) lastHash.low = 1;
}

type Byte = number | undefined;

const wordOf = (first: Byte = 0, second: Byte = 0, third: Byte = 0, fourth: Byte = 0): number =>
  first | (second << 8) | (third << 16) | (fourth << 24);

function turned(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x5bd1e995);
  return product ^ (product >>> 15);
}

function added(hash: number, word: number): number {
  const product = Math.imul(hash + word, 0x01000193);
  return product ^ (product >>> 13);
}

/** MurmurHash3's finalizer: every bit of the input reaches every bit of the output. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
