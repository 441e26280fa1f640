/**
 * Finds every keyword of every detector in one pass, whatever their number: the last three symbols of the text lead to the
 * keywords that begin with them, and only there the rest is compared. What it reads are symbols (`symbols.ts`), so it is blind
 * to case, accents and the length of white space.
 */
import {
  AT,
  FIRST_DIGIT,
  isDigitSymbol,
  LAST_DIGIT,
  OTHER,
  SKIPPED,
  SPACE,
  spellingsOf,
  SYMBOL_BITS,
  symbolTable,
} from './symbols.js';

const BEGINNING = 3;
const LAST = (1 << SYMBOL_BITS) - 1;
const WINDOWS = 1 << (BEGINNING * SYMBOL_BITS);
/** Where a number begins and no keyword does. */
const NUMBER = 1;

/** A tree of the keywords' symbols, entered by the first three of them. */
export interface KeywordIndex {
  /** By the last three symbols of a text: the node of the keywords that begin so; 0 where there are none. */
  readonly beginnings: Uint16Array | Uint32Array;
  /** Two words of 32 bits for each node of `beginnings`: the symbols that may come next. */
  readonly nexts: Uint32Array;
  /** From `node << SYMBOL_BITS | symbol` to a node. */
  readonly steps: ReadonlyMap<number, number>;
  /** By node: the keywords that end there. */
  readonly ends: readonly (readonly number[] | undefined)[];
}

/** What one pass over a text found. Offsets are those of the text. */
export interface Pass {
  /** Index of the keyword and offset behind it, in turns, in the order in which the keywords begin. */
  readonly hits: Uint32Array;
  /** Where a run of digits begins. */
  readonly digits: Uint32Array;
  /** Where an at sign stands. */
  readonly ats: Uint32Array;
}

/** A list of offsets that grows. An ordinary array takes longer to grow than the text takes to read (seen in Node 20). */
class Offsets {
  #values = new Uint32Array(256);
  #count = 0;

  push(value: number): void {
    if (this.#count === this.#values.length) {
      const more = new Uint32Array(this.#count * 2);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  all(): Uint32Array {
    return this.#values.subarray(0, this.#count);
  }
}

/** @param keywords empty ones find nothing @param withNumbers whether `digits` and `ats` are asked for */
export function indexKeywords(keywords: readonly string[], withNumbers: boolean): KeywordIndex {
  const starts = keywords.flatMap((keyword, index) =>
    spellingsOf(keyword).flatMap((symbols) => startsOf(symbols, index)),
  );
  const roots = new Map<number, number>();
  for (const { window } of starts) if (!roots.has(window)) roots.set(window, NUMBER + 1 + roots.size);
  const [firstInner, ends]: [number, number[][]] = [NUMBER + 1 + roots.size, []];
  const beginnings = firstInner <= 0xffff ? new Uint16Array(WINDOWS) : new Uint32Array(WINDOWS);
  const nexts = new Uint32Array(firstInner * 2);
  const allowAll = (node: number): void => void nexts.fill(-1, node * 2, node * 2 + 2);
  allowAll(NUMBER);
  if (withNumbers) markNumbers(beginnings);
  for (const [window, root] of roots) {
    if (beginnings[window] === NUMBER) allowAll(root);
    beginnings[window] = root;
  }
  const steps = new Map<number, number>();
  for (const { window, rest, index } of starts) {
    let node = roots.get(window) ?? 0;
    if (rest.length === 0) allowAll(node);
    // White space and what is skipped may be more of what was there before.
    for (const symbol of [rest[0] ?? OTHER, SPACE, SKIPPED]) {
      const word = node * 2 + (symbol >> 5);
      nexts[word] = (nexts[word] ?? 0) | (1 << (symbol & 31));
    }
    for (const symbol of rest) {
      const step = (node << SYMBOL_BITS) | symbol;
      node = steps.get(step) ?? firstInner + steps.size;
      steps.set(step, node);
    }
    (ends[node] ??= []).push(index);
  }
  return { beginnings, nexts, steps, ends };
}

/** Digits after something else, and at signs. */
function markNumbers(beginnings: Uint16Array | Uint32Array): void {
  for (let before = 0; before < WINDOWS; before += 1 << SYMBOL_BITS) {
    if (!isDigitSymbol(lastOf(before >> SYMBOL_BITS)))
      beginnings.fill(NUMBER, before + FIRST_DIGIT, before + LAST_DIGIT + 1);
    beginnings[before + AT] = NUMBER;
  }
}

interface Start {
  readonly window: number;
  /** The symbols behind it. */
  readonly rest: readonly number[];
  readonly index: number;
}

function startsOf(symbols: readonly number[], index: number): Start[] {
  const [beginning, rest] = [symbols.slice(0, BEGINNING), symbols.slice(BEGINNING)];
  const [first = OTHER, second] = beginning;
  // What is shorter ends a window, whatever stands before it.
  const step = 1 << (SYMBOL_BITS * beginning.length);
  const starts: Start[] = [];
  for (let window = windowOf(beginning); window < WINDOWS; window += step) starts.push({ window, rest, index });
  if (second === SPACE) starts.push({ window: windowOf([first, SPACE, SPACE]), rest: symbols.slice(2), index });
  return starts;
}

const windowOf = (symbols: readonly number[]): number => symbols.reduce(after, 0);
const lastOf = (window: number): number => window & LAST;
const startsDigits = (window: number): boolean =>
  isDigitSymbol(lastOf(window)) && !isDigitSymbol(lastOf(window >> SYMBOL_BITS));

export function pass(text: string, keywords: KeywordIndex): Pass {
  const symbols = symbolTable();
  const { beginnings, nexts } = keywords;
  const found = { hits: new Offsets(), digits: new Offsets(), ats: new Offsets() };
  let window = OTHER;
  // What stands here is done for every character, or nearly: `look` is asked of few.
  for (let at = 0; at < text.length; at += 1) {
    const symbol = symbols[text.charCodeAt(at)] ?? OTHER;
    if (symbol === SKIPPED) continue;
    window = after(window, symbol);
    const node = beginnings[window] ?? 0;
    if (node === 0) continue;
    const next = at + 1 < text.length ? (symbols[text.charCodeAt(at + 1)] ?? OTHER) : OTHER;
    if (((nexts[node * 2 + (next >> 5)] ?? 0) >>> (next & 31)) & 1) look(text, at, window, keywords, found);
  }
  return { hits: found.hits.all(), digits: found.digits.all(), ats: found.ats.all() };
}

function look(
  text: string,
  at: number,
  window: number,
  { beginnings, steps, ends }: KeywordIndex,
  { hits, digits, ats }: Readonly<Record<keyof Pass, Offsets>>,
): void {
  if (startsDigits(window)) digits.push(at);
  else if (lastOf(window) === AT) ats.push(at);
  const symbols = symbolTable();
  let [node, before, end]: [number | undefined, number, number] = [beginnings[window], lastOf(window), at + 1];
  while (node !== undefined) {
    for (const index of ends[node] ?? []) {
      hits.push(index);
      hits.push(end);
    }
    let symbol: number;
    do {
      if (end >= text.length) return;
      symbol = symbols[text.charCodeAt(end)] ?? OTHER;
      end += 1;
    } while (symbol === SKIPPED || (symbol === SPACE && before === SPACE));
    node = steps.get((node << SYMBOL_BITS) | symbol);
    before = symbol;
  }
}

const after = (window: number, symbol: number): number => ((window << SYMBOL_BITS) | symbol) & (WINDOWS - 1);
