/**
 * Finds every keyword of every detector in one pass (Aho and Corasick, 1975), whatever their number. What it reads are symbols
 * (`symbols.ts`), so it is blind to case, accents and the length of white space.
 */
import { AT, LAST_DIGIT, OTHER, SKIPPED, SPACE, SYMBOL_BITS, symbolsOf, symbolTable } from './symbols.js';

const ROW = 1 << SYMBOL_BITS;

export interface Automaton {
  /** Next state by `state << SYMBOL_BITS | symbol`. */
  readonly next: Uint16Array | Uint32Array;
  /** Keywords that end in a state; most have none. */
  readonly ending: readonly (readonly number[] | undefined)[];
  /** 1 where keywords end. */
  readonly ends: Uint8Array;
}

/** What one pass over a text found. Offsets are those of the text. */
export interface Pass {
  /** Index of the keyword and offset behind it, in turns. */
  readonly hits: readonly number[];
  /** Where a run of digits begins. */
  readonly digits: readonly number[];
  /** Where an at sign stands. */
  readonly ats: readonly number[];
}

/** @param keywords empty ones find nothing */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const spelt = keywords.map(symbolsOf);
  const most = spelt.reduce((sum, symbols) => sum + symbols.length, 1);
  const next = most < 65_536 ? new Uint16Array(most * ROW) : new Uint32Array(most * ROW);
  const ending: (number[] | undefined)[] = [undefined];
  for (const [index, symbols] of spelt.entries()) {
    let state = 0;
    for (const symbol of symbols) {
      const step = state * ROW + symbol;
      // The first state is never stepped into: 0 says that there is no step yet.
      if (next[step] === 0) next[step] = ending.push(undefined) - 1;
      state = next[step] ?? 0;
    }
    if (state !== 0) ending[state] = [...(ending[state] ?? []), index];
  }
  link(next, ending);
  return { next, ending, ends: Uint8Array.from(ending, (indexes) => (indexes === undefined ? 0 : 1)) };
}

/** Where a state has no step of its own, it takes that of its longest ending that begins a keyword, with what ends there. */
function link(next: Uint16Array | Uint32Array, ending: (number[] | undefined)[]): void {
  const shorter = new Uint32Array(ending.length);
  const queue = new Uint32Array(ending.length);
  let filled = 1;
  for (let read = 0; read < filled; read += 1) {
    const state = queue[read] ?? 0;
    const back = (shorter[state] ?? 0) * ROW;
    const inherited = state === 0 ? undefined : ending[shorter[state] ?? 0];
    if (inherited !== undefined) ending[state] = [...(ending[state] ?? []), ...inherited];
    for (let symbol = 0; symbol < ROW; symbol += 1) {
      const target = next[state * ROW + symbol] ?? 0;
      const fallback = state === 0 ? 0 : (next[back + symbol] ?? 0);
      if (target === 0) next[state * ROW + symbol] = fallback;
      else {
        shorter[target] = fallback;
        queue[filled] = target;
        filled += 1;
      }
    }
  }
}

export function pass(text: string, { next, ending, ends }: Automaton): Pass {
  const symbols = symbolTable();
  const [hits, digits, ats]: [number[], number[], number[]] = [[], [], []];
  let [state, before] = [0, OTHER];
  for (let at = 0; at < text.length; at += 1) {
    let symbol = symbols[text.charCodeAt(at)] ?? OTHER;
    if (symbol === SKIPPED || (symbol === SPACE && before === SPACE)) continue;
    if (symbol > 0xff) {
      state = next[(state << SYMBOL_BITS) | (symbol & 0xff)] ?? 0;
      symbol >>= 8;
    } else if (symbol <= LAST_DIGIT && symbol !== OTHER && (before > LAST_DIGIT || before === OTHER)) digits.push(at);
    else if (symbol === AT) ats.push(at);
    before = symbol;
    state = next[(state << SYMBOL_BITS) | symbol] ?? 0;
    if (ends[state] === 1) for (const keyword of ending[state] ?? []) hits.push(keyword, at + 1);
  }
  return { hits, digits, ats };
}
