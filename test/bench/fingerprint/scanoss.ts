/** SCANOSS' winnowing as its package has it (MIT): the text that it hands to a thread of its own, run here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import type { Table } from '../measure.js';
import { CHANGES, fragmentsOf } from './fragments.js';
import { SCANOSS, sourcesOf } from './packages.js';
import { percentOf, said, type Half } from './quality.js';

const FILE = 'build/main/sdk/scanner/WfpProvider/WfpCalculator/WfpCalculator.js';

/** The hashes of a text, as hexadecimal digits. */
async function scanossHashes(): Promise<(text: string) => string[]> {
  const module = readFileSync(path.join(await sourcesOf(SCANOSS), FILE), 'utf8');
  const [, literal] = /const stringWorker = `([\s\S]*?)`;\n/.exec(module) ?? [];
  if (literal === undefined) throw new Error(`${FILE} of scanoss ${SCANOSS.version} has no text for its thread`);
  // As the literal gives it: a backslash in it stands for an escaped sign.
  const text = vm.runInNewContext(`\`${literal}\``) as string;
  const require = createRequire(import.meta.url);
  const own = (name: string): unknown =>
    name === 'worker_threads' ? { parentPort: { on: () => undefined } } : (require(name) as unknown);
  const calculate = vm.runInNewContext(`${text}\n;calc_wfp`, { require: own, process, Buffer, console }) as (
    contents: Buffer,
    maxSize: number,
  ) => string;
  return (content) => {
    const lines = calculate(Buffer.from(content), Number.MAX_SAFE_INTEGER).split('\n');
    return lines.flatMap((line) => line.split('=')[1]?.split(',') ?? []);
  };
}

/** Without what is subtracted here: a set of its hashes, as its server has one. */
export async function scanossTable(halves: readonly Half[], fragments: number, strangers: number): Promise<Table> {
  const hashesOf = await scanossHashes();
  const known = new Set<string>();
  for (const { company } of halves)
    for (const { lines } of company) for (const hash of hashesOf(lines.join('\n'))) known.add(hash);
  const rate = (texts: readonly string[]): string[] => {
    const hits = texts.map((text) => new Set(hashesOf(text).filter((hash) => known.has(hash))).size);
    return [1, 3].map((least) => said(percentOf(texts, hits.filter((many) => many >= least).length)));
  };
  const rows = Object.entries(CHANGES).map(([change, apply]) => [
    change,
    ...[5, 10, 20, 50].map((length) =>
      rate(
        halves.flatMap(({ company }) => fragmentsOf(company, length, fragments / 2, 1).map(({ text }) => apply(text))),
      ).join(' / '),
    ),
  ]);
  const alarms = [10, 20, 50, 200].map((length) =>
    rate(halves.flatMap(({ others }) => fragmentsOf(others, length, strangers / 2, 2).map(({ text }) => text))).join(
      ' / ',
    ),
  );
  return {
    title:
      'SCANOSS’ winnowing (scanoss 0.40.2) on the same code, at least 1 / 3 hashes; the last row: other people’s code of 10, 20, 50 and 200 lines',
    columns: ['how it was pasted', '5', '10', '20', '50'],
    rows: [...rows, ['false alarms (10, 20, 50, 200)', ...alarms]],
  };
}
