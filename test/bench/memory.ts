/** `npm run bench -- memory`: what the browser's processes take with an active policy, beside the browser alone. */
import { readdir, readFile } from 'node:fs/promises';
import { startBench, type Bench } from './browser/large-policy.js';
import { count, median, publishReport } from './measure.js';

const SIZES = [0, 1_000, 10_000, 15_000] as const;
const ROUNDS = 3;

/** Of the process and all below it, each page of memory counted once, in megabytes. */
async function megabytes(rootPid: number): Promise<number> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null) : null;
    const parent = stat === null ? null : Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const waiting = [rootPid];
  let kilobytes = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    waiting.push(...(children.get(pid) ?? []));
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** The heap of the worker's script, after it has been collected. */
async function workerMegabytes({ browser }: Bench): Promise<number> {
  await browser.popup();
  const { client } = await browser.worker();
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 2 ** 20;
}

async function measure(size: number): Promise<{ whole: number; worker: number | null }> {
  const bench = await startBench(size, size === 0 ? { extraArgs: ['--disable-extensions'] } : {});
  try {
    const worker = size === 0 ? null : await workerMegabytes(bench);
    const page = await bench.browser.open('https://ungoverned.test/');
    await page.bringToFront();
    return { whole: await megabytes(bench.browser.browser.process()?.pid ?? 0), worker };
  } finally {
    await bench.close();
  }
}

export async function run(): Promise<void> {
  const found = new Map<number, { whole: number; worker: number | null }[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const size of SIZES) found.set(size, [...(found.get(size) ?? []), await measure(size)]);
  }
  const wholeOf = (size: number) => median((found.get(size) ?? []).map(({ whole }) => whole));
  const alone = wholeOf(0);
  await publishReport({
    name: 'memory',
    measure: 'memory of all of Chromium’s processes with one page open (proportional set), and the worker’s heap',
    tables: [
      {
        title: 'MB',
        columns: ['domains', 'browser', 'more than alone', 'worker’s heap'],
        rows: SIZES.map((size) => [
          size === 0 ? 'no extension' : count(size),
          wholeOf(size).toFixed(0),
          size === 0 ? '' : (wholeOf(size) - alone).toFixed(0),
          size === 0 ? '' : median((found.get(size) ?? []).map(({ worker }) => worker ?? 0)).toFixed(1),
        ]),
      },
    ],
    goals: [],
  });
}
