/** `npm run bench -- page`: pages that no rule governs, with 50 subresources, with and without the extension. */
import { TargetType, type Page, type Target } from 'puppeteer-core';
import { startBench, type Bench } from './browser/large-policy.js';
import { count, interleaved, ms, percent, publishReport, ratio, times } from './measure.js';

const SIZES = [0, 1_000, 10_000, 15_000] as const;
const ROUNDS = 11;
const SUBRESOURCES = 50;
const VISITS = 100;

/** A navigation and the fetches after it, in milliseconds. */
async function load(page: Page, visit: number): Promise<number> {
  const startedAt = performance.now();
  await page.goto(`https://site-${visit % 10}.ungoverned.test/`);
  await page.evaluate(async (many) => {
    const all = Array.from({ length: many }, (_, at) =>
      fetch(`/asset-${at}?${Math.random()}`).then((answer) => answer.text()),
    );
    await Promise.all(all);
  }, SUBRESOURCES);
  return performance.now() - startedAt;
}

async function wakeUps({ browser }: Bench): Promise<number> {
  const page = await browser.open('https://first.ungoverned.test/');
  await browser.killWorker();
  let woken = 0;
  browser.browser.on('targetcreated', (target: Target) => {
    if (target.type() === TargetType.SERVICE_WORKER) woken += 1;
  });
  for (let visit = 0; visit < VISITS; visit += 1)
    await page.goto(`https://site-${visit % 10}.ungoverned.test/${visit}`);
  return woken;
}

export async function run(): Promise<void> {
  const benches = [];
  for (const size of SIZES) benches.push({ size, bench: await startBench(size, size === 0 ? WITHOUT : {}) });
  try {
    let visit = 0;
    const competitors = [];
    for (const { size, bench } of benches) {
      const page = await bench.browser.browser.newPage();
      competitors.push([String(size), () => load(page, visit++)] as const);
    }
    const figures = await interleaved(Object.fromEntries(competitors), ROUNDS);
    const without = figures['0'];
    const own = benches.filter(({ size }) => size > 0);
    const rows = [
      ['none', without === undefined ? '' : ms(without), without === undefined ? '' : percent(without), '', ''],
    ];
    const goals = [];
    for (const { size, bench } of own) {
      const figure = figures[String(size)];
      if (figure === undefined || without === undefined) continue;
      const [factor, woken] = [ratio(figure, without), await wakeUps(bench)];
      rows.push([count(size), ms(figure), percent(figure), times(factor), String(woken)]);
      // Noise is what the browser without the extension shows of itself.
      const noise = Math.max(0.05, without.spread / 2);
      goals.push(
        {
          goal: `${count(size)} domains: 1.00 within the spread`,
          found: times(factor),
          holds: Math.abs(factor - 1) <= noise,
        },
        {
          goal: `${count(size)} domains: no wake-up in ${VISITS} navigations`,
          found: String(woken),
          holds: woken === 0,
        },
      );
    }
    await publishReport({
      name: 'page',
      measure: `a navigation and ${SUBRESOURCES} fetches on ungoverned sites in Chromium, against the same browser without the extension`,
      tables: [{ title: 'milliseconds', columns: ['domains', 'page', 'spread', 'ratio', 'wake-ups'], rows }],
      goals,
      notes: ['uBlock Origin Lite is in no package of npm or Debian, and is left out.'],
    });
  } finally {
    for (const { bench } of benches) await bench.close();
  }
}

const WITHOUT = { extraArgs: ['--disable-extensions'] };
