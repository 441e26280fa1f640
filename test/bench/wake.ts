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
import { count, interleaved, ms, percent, publishReport, ratio, times, type Goal, type Measured } from './measure.js';

const SIZES = [100, 1_000, 10_000];
const ROUNDS = 7;

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
  await writeFile(path.join(extensionDir, 'popup.html'), '<!doctype html>');
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

async function compare(size: number): Promise<{ ours: Measured; empty: Measured }> {
  const [bench, other] = [await startBench(size), await startEmpty()];
  try {
    const [own, theirs] = [await popupOf(bench), await popupOf(other)];
    return await interleaved(
      { ours: () => stoppedWorker(bench.browser, own), empty: () => stoppedWorker(other.browser, theirs) },
      ROUNDS,
    );
  } finally {
    await bench.close();
    await other.close();
  }
}

export async function run(): Promise<void> {
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const size of SIZES) {
    const { ours, empty } = await compare(size);
    const factor = ratio(ours, empty);
    rows.push([count(size), ms(ours), percent(ours), ms(empty), percent(empty), times(factor)]);
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
    tables: [{ title: 'milliseconds', columns: ['domains', 'gatepost', 'spread', 'empty', 'spread', 'ratio'], rows }],
    goals,
  });
}
