/** How much of one file is read, with all that is inside it. */
import { Unreadable } from './unreadable.js';

export interface FileLimits {
  /** Of the file itself, and of what is unpacked from it; bytes. */
  readonly bytes: number;
  readonly characters: number;
  /** Members of archives, of all together. */
  readonly members: number;
  /** Archives and mails in one another. */
  readonly depth: number;
}

export const FILE_LIMITS: FileLimits = { bytes: 25_000_000, characters: 2_000_000, members: 5_000, depth: 3 };

export class Budget {
  #unpacked = 0;
  #characters = 0;
  #members = 0;

  /** @param isLate asked between the parts of a file: whether nobody waits any longer */
  constructor(
    readonly limits: FileLimits,
    readonly isLate: () => boolean,
  ) {}

  /** @throws Unreadable */
  unpack(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked > this.limits.bytes) throw new Unreadable('too-large', 'more is packed in it than is read');
  }

  /** For each file, and for each part that is looked into. @throws Unreadable */
  nextMember(): void {
    this.#members += 1;
    if (this.#members > this.limits.members) throw new Unreadable('too-large', 'more files are in it than are read');
    if (this.isLate()) throw new Unreadable('too-slow', 'reading it took too long');
  }

  get charactersLeft(): number {
    return this.limits.characters - this.#characters;
  }

  /** @returns the text, or as much of its beginning as may be read; then `isWhole` is false */
  take(text: string): { readonly text: string; readonly isWhole: boolean } {
    const left = this.charactersLeft;
    this.#characters += Math.min(text.length, left);
    return { text: text.slice(0, left), isWhole: text.length <= left };
  }
}
