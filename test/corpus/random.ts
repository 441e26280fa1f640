/** Chance that is the same in every run: each text of the corpus has a seed of its own. */

const ALPHABETS: Readonly<Record<string, string>> = {
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  A: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  l: 'abcdefghijklmnopqrstuvwxyz0123456789',
  u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  h: '0123456789abcdef',
  w: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-',
  b: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  B: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  d: '0123456789',
  q: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
};

export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2_654_435_761 + 12_345) >>> 0;
    for (let turn = 0; turn < 4; turn += 1) this.next();
  }

  /** @returns from 0 up to 1 (mulberry32) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** @returns a whole number, both ends included */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  of<Item>(items: readonly Item[]): Item {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  text(alphabet: string, length: number): string {
    const signs = Array.from(ALPHABETS[alphabet] ?? alphabet);
    return Array.from({ length }, () => this.of(signs)).join('');
  }

  guid(): string {
    return [8, 4, 4, 4, 12].map((length) => this.text('h', length)).join('-');
  }

  /** `{a36}` is 36 signs of the alphabet `a`, `{g}` a GUID; `·` only keeps scanners from taking this repository for a leak. */
  fill(recipe: string): string {
    return recipe
      .replaceAll('·', '')
      .replace(/\{g\}/g, () => this.guid())
      .replace(/\{([a-zA-Z])(\d+)\}/g, (_, alphabet: string, length: string) => this.text(alphabet, Number(length)));
  }
}

/** FNV-1a, 32 bits: to which half of the corpus a text belongs. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
