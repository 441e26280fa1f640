/** How well fragments are recognised, and how seldom other people's. */
import type { Goal, Table } from '../measure.js';
import { CHANGES, fragmentsOf, type Fragment, type SourceFile } from './fragments.js';
import type { HalfName } from './packages.js';

const LENGTHS = [5, 10, 20, 50, 200];
const FALSE_LENGTHS = [10, 20, 50, 200];

export interface Half {
  readonly name: HalfName;
  readonly company: readonly SourceFile[];
  readonly others: readonly SourceFile[];
}

export interface RecallRow {
  readonly change: string;
  /** By length, in per cent. */
  readonly found: readonly number[];
}

export const percentOf = (texts: readonly unknown[], found: number): number => (100 * found) / texts.length;

export function recallOf(
  files: readonly SourceFile[],
  fragments: number,
  knows: (text: string) => boolean,
): RecallRow[] {
  const byLength = LENGTHS.map((length) => fragmentsOf(files, length, fragments, 1));
  return Object.entries(CHANGES).map(([change, apply]) => ({
    change,
    found: byLength.map((texts) => percentOf(texts, texts.filter(({ text }) => knows(apply(text))).length)),
  }));
}

export interface AlarmRow {
  readonly length: number;
  readonly percent: number;
  readonly found: readonly string[];
}

export function alarmsOf({ others }: Half, strangers: number, knows: (text: string) => boolean): AlarmRow[] {
  return FALSE_LENGTHS.map((length) => {
    const texts = fragmentsOf(others, length, strangers, 2);
    const found = texts.filter(({ text }) => knows(text)).map((each) => placeOf(each, length));
    return { length, percent: percentOf(texts, found.length), found };
  });
}

const placeOf = ({ file, line }: Fragment, length: number): string => `${file}, ${length} lines from ${line}`;

export const said = (percent: number): string => percent.toFixed(1);

export function recallTable(half: HalfName, rows: readonly RecallRow[]): Table {
  return {
    title: `recognised, per cent of fragments of so many lines (repositories: ${half})`,
    columns: ['how it was pasted', ...LENGTHS.map(String)],
    rows: rows.map(({ change, found }) => [change, ...found.map(said)]),
  };
}

export function alarmTable(half: HalfName, rows: readonly AlarmRow[]): Table {
  return {
    title: `false alarms, per cent of fragments of other people’s code (repositories: ${half})`,
    columns: ['lines', 'false alarms'],
    rows: rows.map(({ length, percent }) => [String(length), said(percent)]),
  };
}

const SAME = [
  'unchanged',
  're-indented, CRLF',
  'other quotes, no semicolons',
  'in prose',
  'as a diff',
  'with line numbers',
];

export function recallGoals(half: HalfName, rows: readonly RecallRow[]): Goal[] {
  const least = (changes: readonly string[], length: number): number =>
    Math.min(
      ...rows.filter(({ change }) => changes.includes(change)).map(({ found }) => found[LENGTHS.indexOf(length)] ?? 0),
    );
  const goal = (what: string, changes: readonly string[], length: number, wanted: number): Goal => {
    const found = least(changes, length);
    return {
      goal: `${length} lines ${what} at least ${wanted} % (${half})`,
      found: `${said(found)} %`,
      holds: found >= wanted,
    };
  };
  return [
    goal('in each form', SAME, 5, 80),
    goal('in each form', SAME, 10, 99),
    goal('with own variables renamed', ['own variables renamed'], 10, 85),
  ];
}

export function alarmGoals(half: HalfName, rows: readonly AlarmRow[]): Goal[] {
  return rows.map(({ length, percent }) => {
    const most = length > 50 ? 1 : 0.5;
    return {
      goal: `false alarms of ${length} lines at most ${most} % (${half})`,
      found: `${said(percent)} %`,
      holds: percent <= most,
    };
  });
}
