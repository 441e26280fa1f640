/** Stretches of code and of logs in a text, and how many lines they have. */
import type { Span } from '../detector.js';
import type { Thresholds } from '../finding.js';
import { classify, LINE, type LineClass } from './line.js';

export interface Block extends Span {
  readonly kind: 'code' | 'log';
  /** Lines that are not blank. */
  readonly lines: number;
}

/** Of every line what it is, and where it begins and ends without the white space before it. */
interface Lines {
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** So many lines of something else may stand inside: a doc string, a wrapped line, text of a template. */
const GAP = 3;
const LEAST_PART = 0.6;
const LEAST_SURE = 2;
/** Of the lines that are not blank: an outline with one sign of code is none. */
const LEAST_SURE_PART = 0.25;

/** @returns the blocks of a kind when all of them together have the lines that the threshold asks for */
export function findBlocks(text: string, { codeLines, logLines }: Thresholds): Block[] {
  const lines = linesOf(text);
  return [...enough(blocksOf(lines, LINE.code), codeLines), ...enough(blocksOf(lines, LINE.log), logLines)];
}

function enough(blocks: readonly Block[], least: number): readonly Block[] {
  return blocks.reduce((sum, { lines }) => sum + lines, 0) >= least ? blocks : [];
}

function linesOf(text: string): Lines {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const lines = { kinds: new Uint8Array(count), starts: new Uint32Array(count), ends: new Uint32Array(count) };
  for (let line = 0, from = 0; line < count; line += 1) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    let start = from;
    while (start < end && text.charCodeAt(start) <= 32) start += 1;
    lines.starts[line] = start;
    lines.ends[line] = end;
    const kind = classify(text, start, end);
    // Among code an indented line is code, whatever it looks like: the rest of a call, a doc string.
    lines.kinds[line] = kind === LINE.other && start > from ? LINE.neutral : kind;
    from = end + 1;
  }
  return lines;
}

/** Grows from a sure line over what may belong to it, to the last sure line. */
function blocksOf({ kinds, starts, ends }: Lines, wanted: LineClass): Block[] {
  const blocks: Block[] = [];
  for (let at = kinds.indexOf(wanted); at !== -1;) {
    const last = lastOf(kinds, at, wanted);
    const [from, to] = [extended(kinds, at, -1), extended(kinds, last, 1)];
    const count = (kind: LineClass): number =>
      kinds.subarray(from, to + 1).reduce((sum, each) => sum + (each === kind ? 1 : 0), 0);
    const sure = count(wanted);
    const filled = to + 1 - from - count(LINE.blank);
    if (sure >= LEAST_SURE && sure >= (sure + count(LINE.other)) * LEAST_PART && sure >= filled * LEAST_SURE_PART)
      blocks.push({
        kind: wanted === LINE.code ? 'code' : 'log',
        start: starts[from] ?? 0,
        end: ends[to] ?? 0,
        lines: filled,
      });
    at = kinds.indexOf(wanted, last + 1);
  }
  return blocks;
}

function lastOf(kinds: Uint8Array, first: number, wanted: LineClass): number {
  let [last, others] = [first, 0];
  for (let at = first + 1; at < kinds.length && others <= GAP; at += 1) {
    if (kinds[at] === wanted) [last, others] = [at, 0];
    else if (kinds[at] !== LINE.blank && kinds[at] !== LINE.neutral) others += 1;
  }
  return last;
}

/** Neutral lines right beside a block are its own: brackets, comments. */
function extended(kinds: Uint8Array, from: number, step: 1 | -1): number {
  let at = from;
  while (kinds[at + step] === LINE.neutral) at += step;
  return at;
}
