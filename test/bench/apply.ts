/** `npm run bench -- apply`: one tool more in a large policy, until the browser holds it, in Chromium and Firefox. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startStandIn } from '../../scripts/browser/stand-in-server.mjs';
import { DOCUMENT_TYPE } from '../../src/trust/signed-document.js';
import { call, startBenchBrowser } from './browser/bench-extension.js';
import { benchPolicy, benchTools } from './material.js';
import { count, median, print, publishReport, times, type Goal, type Table } from './measure.js';
import { listedDomains } from './squid-material.mjs';

const SIZES = [1_000, 10_000, 30_000];
/** What a browser's storage holds (10 MB) ends before 100,000 domains; a published document (1 MB) does so before 20,000. */
const SIZES_IN = { chromium: SIZES, firefox: [1_000, 10_000] } as const;
const ROUNDS = 2;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Unsigned, as a browser without a pinned key takes it. */
function documentOf(domains: readonly string[], revision: number, added: readonly string[]): string {
  const policy = benchPolicy(domains);
  const [tool] = benchTools(added);
  const issuedAt = new Date(Date.now() - 3_600_000).toISOString();
  const [approved, observed, warned, blocked] = policy.rules;
  const more = tool === undefined ? [] : [{ ...tool, id: 'added' }];
  const rules = [
    approved,
    observed,
    warned,
    { ...blocked, tools: [...(blocked?.tools ?? []), ...more.map(({ id }) => id)] },
  ];
  const document = { ...policy, revision, issuedAt, tools: [...policy.tools, ...more], rules };
  return `${encoded({ typ: DOCUMENT_TYPE })}.${encoded(document)}.AAAA`;
}

interface Figures {
  readonly install: number;
  readonly bareInstall: number;
  readonly change: number;
  readonly bareChange: number;
  readonly unchanged: number;
  readonly rules: number;
}

type Page = Parameters<typeof call>[0];

async function measure(page: Page, size: number): Promise<Figures> {
  const domains = listedDomains(size);
  const [first, second] = [documentOf(domains, 1, []), documentOf(domains, 2, ['added.example'])];
  const rounds: Omit<Figures, 'rules'>[] = [];
  let rules = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await call(page, 'forget');
    const installed = await applied(page, first);
    const unchanged = await call(page, 'unchanged');
    const changed = await applied(page, second);
    await call(page, 'keepRules');
    const bareInstall = await call(page, 'bare');
    await call(page, 'forget');
    await applied(page, first);
    const bareChange = await call(page, 'bareChange');
    rules = changed.rules;
    rounds.push({ install: installed.milliseconds, bareInstall, change: changed.milliseconds, bareChange, unchanged });
  }
  const middle = (key: keyof Omit<Figures, 'rules'>) => median(rounds.map((each) => each[key]));
  const [install, bareInstall, change] = [middle('install'), middle('bareInstall'), middle('change')];
  return { install, bareInstall, change, bareChange: middle('bareChange'), unchanged: middle('unchanged'), rules };
}

async function applied(page: Page, document: string) {
  const done = await call(page, 'apply', document);
  if (done.failure !== null) throw new Error(`not applied: ${JSON.stringify(done.failure)}`);
  return done;
}

async function inBrowser(kind: 'chromium' | 'firefox'): Promise<{ table: Table; goals: Goal[] }> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-bench-'));
  const standIn = await startStandIn();
  const browser = await startBenchBrowser(kind, { workDir, standInPort: standIn.port });
  const rows: string[][] = [];
  const goals: Goal[] = [];
  try {
    const page = await browser.open(`${browser.extensionOrigin}/popup.html`);
    for (const size of SIZES_IN[kind]) {
      print(`${kind}: ${count(size)} domains`);
      const { install, bareInstall, change, bareChange, unchanged, rules } = await measure(page, size);
      const figures = [install, bareInstall, change, bareChange, unchanged].map((each) => each.toFixed(1));
      rows.push([count(size), ...figures, times(install / bareInstall), times(change / install), String(rules)]);
      const where = `${kind}, ${count(size)} domains`;
      goals.push(
        {
          goal: `${where}: install at most 1.2× one bare call`,
          found: times(install / bareInstall),
          holds: install <= 1.2 * bareInstall,
        },
        {
          goal: `${where}: a change at most 1/20 of an install`,
          found: `1/${(install / change).toFixed(1)}`,
          holds: change <= install / 20,
        },
      );
    }
  } finally {
    await browser.close();
    await standIn.close();
    await rm(workDir, { recursive: true, force: true });
  }
  const columns = [
    'domains',
    'install',
    'bare',
    'change',
    'bare change',
    'unchanged',
    'install/bare',
    'change/install',
    'rules',
  ];
  return { table: { title: `${kind}, milliseconds`, columns, rows }, goals };
}

export async function run(): Promise<void> {
  const results = [await inBrowser('chromium'), await inBrowser('firefox')];
  await publishReport({
    name: 'apply',
    measure:
      'a policy, then one tool more, until reconcile is complete (rules, guards, sweep), against one bare call with the same rules',
    tables: results.map(({ table }) => table),
    goals: results.flatMap(({ goals }) => goals),
    notes: ['“unchanged” is what a wake-up costs at which nothing has changed.'],
  });
}
