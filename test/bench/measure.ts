/**
 * Measuring side by side: every round runs each competitor once, in another order each time, so that whatever else the
 * machine does falls on all of them alike. What is told is the median, how far the middle half of the rounds spreads, and
 * ratios within the round.
 */
import { writeFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export interface Measured {
  readonly median: number;
  /** The middle half of the rounds, as a part of the median. */
  readonly spread: number;
  readonly rounds: readonly number[];
}

type Competitor = () => Promise<number> | number;

export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return low + (high - low) * (at - Math.floor(at));
}

export function summary(rounds: readonly number[]): Measured {
  const middle = median(rounds);
  return { median: middle, spread: (quantile(rounds, 0.75) - quantile(rounds, 0.25)) / middle, rounds };
}

/** @param competitors each gives its own figure, mostly milliseconds; the round before the first is not counted */
export async function interleaved<Name extends string>(
  competitors: Readonly<Record<Name, Competitor>>,
  rounds: number,
  { warmUp = true }: { warmUp?: boolean } = {},
): Promise<Record<Name, Measured>> {
  const names = Object.keys(competitors) as Name[];
  const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = warmUp ? -1 : 0; round < rounds; round += 1) {
    const first = (round + names.length) % names.length;
    const turn = [...names.slice(first), ...names.slice(0, first)];
    for (const name of turn) {
      const figure = await competitors[name]();
      if (round >= 0) figures.get(name)?.push(figure);
    }
  }
  return Object.fromEntries(names.map((name) => [name, summary(figures.get(name) ?? [])])) as Record<Name, Measured>;
}

/** The median over the rounds of the one divided by the other. */
export function ratio(one: Measured, other: Measured): number {
  return median(one.rounds.map((figure, round) => figure / (other.rounds[round] ?? Number.NaN)));
}

/** How long it takes, in milliseconds. */
export async function timed(act: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Goal {
  readonly goal: string;
  readonly found: string;
  readonly holds: boolean;
}

interface Report {
  readonly name: string;
  /** One sentence: what is measured, against what. */
  readonly measure: string;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  /** What has to be known to read the figures. */
  readonly notes?: readonly string[];
}

const RESULTS_FOLDER = path.resolve('test/bench/results');

/** Prints the report and keeps it as JSON for docs/internals/performance.md. */
export async function publishReport(report: Report): Promise<void> {
  print(`\n${report.name}: ${report.measure}`);
  for (const table of report.tables) printTable(table);
  for (const { goal, found, holds } of report.goals) print(`${holds ? 'holds    ' : 'NOT HELD '} ${goal}: ${found}`);
  for (const note of report.notes ?? []) print(`  ${note}`);
  await mkdir(RESULTS_FOLDER, { recursive: true });
  const [cpu] = os.cpus();
  const memoryGigabytes = Math.round(os.totalmem() / 2 ** 30);
  const machine = `${os.cpus().length} × ${cpu?.model.trim() ?? 'processor'}, ${memoryGigabytes} GB, ${os.type()} ${os.release()}, Node ${process.version}`;
  const kept = { ...report, machine, date: new Date().toISOString() };
  await writeFile(path.join(RESULTS_FOLDER, `${report.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

function printTable({ title, columns, rows }: Table): void {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  print(`\n${title}`);
  for (const row of all) {
    print(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    );
  }
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export const ms = ({ median: middle }: Measured): string => (middle < 10 ? middle.toFixed(2) : middle.toFixed(0));
export const percent = ({ spread }: Measured): string => `±${Math.round((spread / 2) * 100)}%`;
export const times = (factor: number): string => `${factor < 10 ? factor.toFixed(2) : factor.toFixed(0)}×`;
export const count = (number: number): string => number.toLocaleString('en-US');
