/** `npm run bench -- undo`: a restriction is lifted by publishing; its next visitor clicks, and is through. */
import { startBench, publishDomains } from './browser/large-policy.js';
import { count, ms, percent, publishReport, summary } from './measure.js';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 3;
const GOAL_MS = 1_000;

/** From the click to the site's own page, in milliseconds by the clock that both pages share. */
async function clickThrough(size: number): Promise<number[]> {
  const bench = await startBench(size);
  const { browser, company, domains } = bench;
  const rounds: number[] = [];
  try {
    let revision = 1;
    for (let round = 0; round < ROUNDS; round += 1) {
      const host = domains.at(-1 - round) ?? '';
      const page = await browser.open('https://ungoverned.test/');
      await browser.waitUntilCheckIsDue();
      revision += 1;
      // Everything but the last few stays restricted: most of the work of a change is still to be done.
      await publishDomains(company, domains.slice(0, -1 - round), revision);
      await page.bringToFront();
      const clickedAt = await page.evaluate((address) => {
        const now = performance.timeOrigin + performance.now();
        location.href = address;
        return now;
      }, `https://${host}/`);
      // Through the block page, which asks for the policy once more before it restricts anyone.
      await page.waitForFunction(
        (expected) => location.hostname === expected && document.readyState === 'complete',
        { polling: 20 },
        host,
      );
      const shownAt = await page.evaluate(() => {
        const [paint] = performance.getEntriesByName('first-contentful-paint');
        return performance.timeOrigin + (paint?.startTime ?? performance.now());
      });
      rounds.push(shownAt - clickedAt);
      await page.close();
    }
  } finally {
    await bench.close();
  }
  return rounds;
}

export async function run(): Promise<void> {
  const figures = [];
  for (const size of SIZES) figures.push({ size, measured: summary(await clickThrough(size)) });
  await publishReport({
    name: 'undo',
    measure: 'a restriction is lifted by publishing: from the next click on it to the site itself, in Chromium',
    tables: [
      {
        title: 'milliseconds',
        columns: ['domains', 'click to site', 'spread'],
        rows: figures.map(({ size, measured }) => [count(size), ms(measured), percent(measured)]),
      },
    ],
    goals: figures.map(({ size, measured }) => ({
      goal: `${count(size)} domains: under one second`,
      found: `${ms(measured)} ms`,
      holds: measured.median < GOAL_MS,
    })),
  });
}
