/** `npm run bench -- blocked`: from the click to the painted explanation, worker stopped and running, beside the browser's own page. */
import type { Page } from 'puppeteer-core';
import { startBench, type Bench } from './browser/large-policy.js';
import { count, interleaved, ms, percent, publishReport, ratio, times, type Goal } from './measure.js';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 7;
const LISTED = 'url-blocklist.test';

/** Goes there as a click does, in milliseconds by the clock that both pages share. @param isTold in the page that comes: whether all is said */
async function clickTo(bench: Bench, url: string, isTold: () => boolean): Promise<number> {
  const page = await bench.browser.open('https://ungoverned.test/');
  const clickedAt = await page.evaluate((address) => {
    const now = performance.timeOrigin + performance.now();
    setTimeout(() => (location.href = address));
    return now;
  }, url);
  await page.waitForFunction(isTold, { polling: 20 });
  const paintedAt = await painted(page);
  await page.close();
  return paintedAt - clickedAt;
}

/** The frame after everything was there; the first paint where the page was complete with it. */
function painted(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        const kept = globalThis as unknown as { toldAtMs?: number };
        if (paint === undefined)
          requestAnimationFrame(() => {
            resolve(performance.timeOrigin + performance.now());
          });
        else resolve(performance.timeOrigin + Math.max(paint.startTime, kept.toldAtMs ?? 0));
      }),
  );
}

const isExplained = () => {
  if (document.getElementById('why')?.hidden !== false) return false;
  (globalThis as unknown as { toldAtMs?: number }).toldAtMs ??= performance.now();
  return true;
};

const isRefused = () => location.hostname === 'chromewebdata' && document.body.textContent !== '';

/** As in a browser in which nobody has met this rule. */
async function forgetExplanations({ browser }: Bench): Promise<void> {
  const page = await browser.open(`${browser.extensionOrigin}/managed-schema.json`);
  await page.evaluate(() => {
    localStorage.clear();
  });
  await page.close();
}

async function measure(size: number) {
  const bench = await startBench(size, { browserPolicies: { URLBlocklist: [LISTED] } });
  const restricted = `https://${bench.domains.at(-1) ?? ''}/`;
  try {
    // One tab stays, so that closing the others does not end the browser.
    return await interleaved(
      {
        running: async () => {
          await bench.browser.inWorker(() => undefined).catch(() => undefined);
          return clickTo(bench, restricted, isExplained);
        },
        stopped: async () => {
          await bench.browser.killWorker();
          return clickTo(bench, restricted, isExplained);
        },
        first: async () => {
          await forgetExplanations(bench);
          await bench.browser.killWorker();
          return clickTo(bench, restricted, isExplained);
        },
        own: () => clickTo(bench, `https://${LISTED}/`, isRefused),
      },
      ROUNDS,
    );
  } finally {
    await bench.close();
  }
}

export async function run(): Promise<void> {
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const size of SIZES) {
    const { running, stopped, first, own } = await measure(size);
    const [awake, asleep] = [ratio(running, own), ratio(stopped, own)];
    rows.push([
      ...[count(size), ms(running), ms(stopped), ms(first), ms(own)],
      ...[percent(own), times(awake), times(asleep), times(ratio(first, own))],
    ]);
    goals.push(
      { goal: `${count(size)} domains, running: at most 1.2× URLBlocklist`, found: times(awake), holds: awake <= 1.2 },
      {
        goal: `${count(size)} domains, stopped: at most 1.2× URLBlocklist`,
        found: times(asleep),
        holds: asleep <= 1.2,
      },
    );
  }
  const columns = [
    ...['domains', 'running', 'stopped', 'stopped, first of its rule', 'URLBlocklist'],
    ...['spread', 'running ratio', 'stopped ratio', 'first ratio'],
  ];
  await publishReport({
    name: 'blocked',
    measure:
      'click to the explanation with its reason painted, in Chromium, against the browser’s own page for URLBlocklist',
    tables: [{ title: 'milliseconds', columns, rows }],
    goals,
    notes: [
      'Where a rule was explained before, the page tells why before the worker has started. “First of its rule”: with nothing remembered, once in a browser’s life.',
    ],
  });
}
