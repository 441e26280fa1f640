/**
 * The pattern language for a company's own numbers: literal text, `#` a digit, `@` a letter, `*` a short run without blanks,
 * `(one|other)` alternatives, `\` before a sign that is meant itself. Every pattern has a greatest length, so what it is
 * compiled to takes time in proportion to the text.
 */
import type { CompiledPattern } from './company-detectors.js';

export type PatternResult =
  { readonly ok: true; readonly pattern: CompiledPattern } | { readonly ok: false; readonly message: string };

const LONGEST_PATTERN = 200;
const MOST_RUNS = 2;
const LONGEST_RUN = 16;
const LEAST_KEYWORD = 2;
const LONGEST_BLANK = 4;

interface Piece {
  readonly source: string;
  readonly least: number;
  readonly most: number;
  /** The text itself, when it is literal. */
  readonly literal: string;
}

class PatternError extends Error {}

export function compilePattern(written: string): PatternResult {
  try {
    return { ok: true, pattern: compiled(written) };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, message: error.message };
    throw error;
  }
}

function compiled(written: string): CompiledPattern {
  const text = written.trim();
  if (text === '') throw new PatternError('is empty: write literal text, # for a digit, @ for a letter');
  if (text.length > LONGEST_PATTERN) throw new PatternError(`is longer than ${LONGEST_PATTERN} characters`);
  const pieces = piecesOf(text);
  const runs = pieces.filter(({ source }) => source === RUN.source);
  if (runs.length > MOST_RUNS)
    throw new PatternError(`has more than ${MOST_RUNS} "*": each is a short run of any characters`);
  if (pieces.some(({ source }, at) => source === RUN.source && pieces[at + 1]?.source === RUN.source))
    throw new PatternError('has "**": one "*" is a run already');
  if (pieces.every(({ source }) => source === RUN.source || source === BLANK.source))
    throw new PatternError('finds anything: write literal text, # or @ beside the "*"');
  return { source: pieces.map((piece) => piece.source).join(''), ...longestLiteral(pieces) };
}

const DIGIT: Piece = { source: '[0-9]', least: 1, most: 1, literal: '' };
const LETTER: Piece = { source: '\\p{L}', least: 1, most: 1, literal: '' };
const RUN: Piece = { source: `[^\\s]{0,${LONGEST_RUN}}`, least: 0, most: LONGEST_RUN, literal: '' };
const BLANK: Piece = { source: `\\s{1,${LONGEST_BLANK}}`, least: 1, most: LONGEST_BLANK, literal: '' };

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === ')' || sign === '|') throw new PatternError(`has "${sign}" without "(" before it`);
    if (sign === '(') {
      const end = closing(text, at);
      pieces.push(alternatives(text.slice(at + 1, end)));
      at = end;
    } else if (sign === '\\') {
      at += 1;
      pieces.push(escaped(text[at]));
    } else pieces.push(pieceOf(sign));
  }
  return pieces;
}

function pieceOf(sign: string): Piece {
  if (sign === '#') return DIGIT;
  if (sign === '@') return LETTER;
  if (sign === '*') return RUN;
  return /\s/.test(sign) ? BLANK : literal(sign);
}

function literal(sign: string): Piece {
  return {
    source: sign.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
    least: sign.length,
    most: sign.length,
    literal: sign,
  };
}

function escaped(sign: string | undefined): Piece {
  if (sign === undefined) throw new PatternError('ends with "\\": write the sign that it stands before');
  if (/[\p{L}\p{N}]/u.test(sign)) throw new PatternError(`has "\\${sign}": "\\" stands before # @ * ( | ) or \\ only`);
  return literal(sign);
}

function closing(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '(') throw new PatternError('has "(" inside "(": alternatives are not nested');
    else if (text[at] === ')') return at;
  }
  throw new PatternError('has "(" without ")"');
}

function alternatives(inside: string): Piece {
  const choices = inside.split(/(?<!\\)\|/).map((choice) => {
    if (choice === '') throw new PatternError('has an empty alternative');
    const pieces = piecesOf(choice);
    if (pieces.some(({ source }) => source === RUN.source)) throw new PatternError('has "*" inside "( )"');
    return pieces;
  });
  const total = (pieces: readonly Piece[], of: 'least' | 'most'): number =>
    pieces.reduce((sum, piece) => sum + piece[of], 0);
  return {
    source: `(?:${choices.map((pieces) => pieces.map(({ source }) => source).join('')).join('|')})`,
    least: Math.min(...choices.map((pieces) => total(pieces, 'least'))),
    most: Math.max(...choices.map((pieces) => total(pieces, 'most'))),
    literal: '',
  };
}

function longestLiteral(pieces: readonly Piece[]): Pick<CompiledPattern, 'keyword' | 'before'> {
  let best: Pick<CompiledPattern, 'keyword' | 'before'> = { keyword: '', before: [0, 0] };
  let [least, most] = [0, 0];
  for (let at = 0; at < pieces.length;) {
    let [keyword, next] = ['', at];
    // A surrogate is half a sign, and no keyword begins or ends with one.
    while ((pieces[next]?.literal ?? '') !== '') keyword += pieces[next++]?.literal ?? '';
    if (keyword.length > best.keyword.length && keyword.length >= LEAST_KEYWORD && /^[ -~]+$/.test(keyword))
      best = { keyword: keyword.toLowerCase(), before: [least, most] };
    for (const piece of pieces.slice(at, Math.max(next, at + 1)))
      [least, most] = [least + piece.least, most + piece.most];
    at = Math.max(next, at + 1);
  }
  return best;
}
