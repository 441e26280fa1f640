/** `npm run bench -- wake`: a stopped worker is asked what the popup asks, beside one that knows nothing and answers at once. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer-core';
import { killWorker, waitForWorker } from '../../scripts/browser/launch-chromium.mjs';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { DEVELOPMENT_KEY } from '../../scripts/manifest.mjs';
import { Chromium } from '../browser/harness/chromium.js';
import { startBench } from './browser/large-policy.js';
import { count, interleaved, ms, percent, publishReport, ratio, times, type Goal } from './measure.js';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 7;
const COLUMNS = ['domains', 'gatepost', 'spread', 'empty', 'spread', 'ratio'];

/** In milliseconds, as the page that asks sees it. */
function askStatus(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const startedAt = performance.now();
    await chrome.runtime.sendMessage({ kind: 'status', url: 'https://open.example/', languages: ['en'] });
    return performance.now() - startedAt;
  });
}

async function stoppedWorker(browser: Chromium, page: Page): Promise<number> {
  // It may be at work still: what it has begun is no part of this.
  await askStatus(page);
  const id = new URL(page.url()).hostname;
  await killWorker(browser.browser, await waitForWorker(browser.browser, id));
  return askStatus(page);
}

/** Runs in each new document: notes when the place that the popup fills with the policy's lines has a text. */
function noteFilling(): void {
  const noted = globalThis as unknown as { filledAtMs?: number };
  new MutationObserver(() => {
    if ((document.getElementById('policy-lines')?.textContent ?? '') !== '') noted.filledAtMs ??= performance.now();
  }).observe(document, { subtree: true, childList: true });
}

/** In milliseconds, until the popup over a stopped worker shows the policy, which it remembers. */
async function filledPopup(browser: Chromium, page: Page): Promise<number> {
  await stoppedWorker(browser, page);
  await killWorker(browser.browser, await waitForWorker(browser.browser, new URL(page.url()).hostname));
  await page.goto(page.url());
  await page.waitForFunction(() => 'filledAtMs' in globalThis);
  return page.evaluate(() => (globalThis as unknown as { filledAtMs: number }).filledAtMs);
}

/** An extension whose worker answers and does nothing else, with the same id: in a browser of its own. */
async function startEmpty() {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  const extensionDir = path.join(workDir, 'empty');
  await mkdir(extensionDir);

  const manifest = {
    manifest_version: 3,
    name: 'empty',
    version: '1',
    key: DEVELOPMENT_KEY,
    background: { service_worker: 'worker.js' },
  };
  await writeFile(path.join(extensionDir, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(
    path.join(extensionDir, 'worker.js'),
    'chrome.runtime.onMessage.addListener((message, sender, respond) => { respond({ problems: [] }); });',
  );
  await writeFile(path.join(extensionDir, 'popup.html'), '<!doctype html><p id="policy-lines">there</p>');
  const standIn = await startStandIn();
  const browser = await Chromium.start({ workDir, standInPort: standIn.port, managed: null, extensionDir });
  const close = async () => {
    await browser.close();
    await standIn.close();
    await rm(workDir, { recursive: true, force: true });
  };
  return { browser, close };
}

const popupOf = ({ browser }: { browser: Chromium }) => browser.open(`${browser.extensionOrigin}/popup.html`);

async function compare(size: number) {
  const [bench, other] = [await startBench(size), await startEmpty()];
  try {
    const [own, theirs] = [await popupOf(bench), await popupOf(other)];
    for (const page of [own, theirs]) await page.evaluateOnNewDocument(noteFilling);
    return await interleaved(
      {
        ours: () => stoppedWorker(bench.browser, own),
        empty: () => stoppedWorker(other.browser, theirs),
        popup: () => filledPopup(bench.browser, own),
        bare: () => filledPopup(other.browser, theirs),
      },
      ROUNDS,
    );
  } finally {
    await bench.close();
    await other.close();
  }
}

export async function run(): Promise<void> {
  const rows: string[][] = [];
  const popups: string[][] = [];
  const goals: Goal[] = [];
  for (const size of SIZES) {
    const { ours, empty, popup, bare } = await compare(size);
    const factor = ratio(ours, empty);
    rows.push([count(size), ms(ours), percent(ours), ms(empty), percent(empty), times(factor)]);
    popups.push([count(size), ms(popup), percent(popup), ms(bare), percent(bare), times(ratio(popup, bare))]);
    goals.push({
      goal: `${count(size)} domains: at most 1.5× an empty worker`,
      found: times(factor),
      holds: factor <= 1.5,
    });
  }
  await publishReport({
    name: 'wake',
    measure:
      'a stopped worker to its first answer to the popup, in Chromium, against a worker that does nothing but answer',
    tables: [
      { title: 'milliseconds', columns: COLUMNS, rows },
      {
        title: 'milliseconds until the popup shows the policy, against a page that holds its text',
        columns: COLUMNS,
        rows: popups,
      },
    ],
    goals,
  });
}
