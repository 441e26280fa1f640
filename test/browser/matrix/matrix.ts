/** Plays every row of the matrix in a real browser. Run by a test file for each browser. */
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import type { Status } from '../../../src/protocol/answers.js';
import { HANG_MS } from '../../../scripts/browser/limits.mjs';
import { startCompany, type Company } from '../harness/company.js';
import { eventually } from '../harness/eventually.js';
import type { BrowserRequest, ManagedBrowser } from '../harness/managed-browser.js';
import { ACTS } from './acts.js';
import { POLICIES, type PolicyName } from './policies.js';
import { readRows, type BrowserName, type Outcome, type Row } from './row.js';
import { startSites, type Sites } from './sites.js';
import { Stage } from './stage.js';

/**
 * What is open when a policy arrives ends within this time of its activation, as docs/reference/limits.md has it; on a
 * machine that is so busy that pages take long to load, within so many times as long as this one took.
 */
const WITHIN_MS = 2_000;
const LOADS = 10;
/** Long enough for what would have been caught. */
const SHOWN_FOR_MS = 1_500;

/** Takes away what a row says it is caught by, until the next policy. */
type TakeAway<Kind extends ManagedBrowser> = (browser: Kind, by: Row['by']) => Promise<void>;

export function describeMatrix<Kind extends ManagedBrowser>(
  name: BrowserName,
  start: (request: BrowserRequest) => Promise<Kind>,
  takeAway: TakeAway<Kind> | null,
): void {
  let company: Company;
  let sites: Sites;
  let browser: Kind;
  /** A page of the extension: a new one for each policy would take longer than most rows. */
  let hand: Page;

  beforeAll(async () => {
    company = await startCompany();
    sites = await startSites();
    await company.publish(POLICIES.open);
    browser = await start({ workDir: company.workDir, standInPort: sites.port, managed: company.managed });
    hand = await browser.open(`${browser.extensionOrigin}/popup.html`);
  });
  afterAll(async () => {
    await browser.close();
    await sites.close();
    await company.close();
  });

  /** Null: it is in force, but not whole. */
  let inForce: PolicyName | null = null;
  const enforce = async (policy: PolicyName) => {
    if (inForce === policy) return;
    const { revision } = (await company.publish(POLICIES[policy])).policy;
    const status = await checkNow(hand);
    if (status.problems.length > 0 || status.policy?.revision !== revision) {
      throw new Error(`${policy} is not in force: ${JSON.stringify(status)}`);
    }
    inForce = policy;
  };
  const takeAwayNow: TakeAway<Kind> = async (from, by) => {
    inForce = null;
    await takeAway?.(from, by);
  };

  const perform = async (stage: Stage, act: string | undefined) => {
    if (act === undefined) return;
    const run = ACTS[act];
    if (run === undefined) throw new Error(`no act ${act}`);
    await run(stage);
  };

  async function play(row: Row, expected: Outcome, without: boolean): Promise<void> {
    await enforce(row.from);
    const stage = new Stage(browser, sites, without ? `${row.id}-off` : row.id);
    try {
      if (without && row.from === row.to) await takeAwayNow(browser, row.by);
      await perform(stage, row.before);
      if (without && row.by === 'sweep') await takeAwayNow(browser, 'sweep');
      stage.beginAct();
      if (row.to !== row.from) await enforce(row.to);
      if (without && row.by === 'guard' && row.from !== row.to) await takeAwayNow(browser, 'guard');
      await perform(stage, row.act);
      const soonMs = Math.max(WITHIN_MS, LOADS * stage.loadedInMs);
      // A page that is asked for afterwards takes as long as it takes to load; a frame gets its time to end by itself.
      const isSoon = row.act === undefined && row.givenTime !== true;
      await settle(stage, expected, isSoon ? soonMs : HANG_MS);
      if (stage.isConnected !== null) await expectConnected(stage.isConnected, expected === 'shown', soonMs);
    } finally {
      await stage.clear();
    }
  }

  const rows = readRows().filter(({ starts, expected }) => starts !== true && expected[name] !== 'not-there');

  describe.each([...new Set(rows.map(({ group }) => group))])('%s:', (group) => {
    const own = rows.filter((row) => row.group === group);
    test.each(own.map((row) => [row.id, row] as const))('%s', async (_, row) => {
      await play(row, row.expected[name] as Outcome, false);
    });
  });

  if (takeAway === null) return;
  describe('without the guard or the sweep:', () => {
    const own = rows.flatMap((row) => (row.without === undefined ? [] : [{ row, outcome: row.without }]));
    test.each(own.map((each) => [each.row.id, each] as const))('%s', async (_, { row, outcome }) => {
      await play(row, outcome, true);
    });
  });
}

function checkNow(page: Page): Promise<Status> {
  return page.evaluate(() =>
    chrome.runtime.sendMessage<unknown, Status>({ kind: 'check-now', url: null, languages: ['en'] }),
  );
}

async function expectConnected(ask: () => Promise<boolean>, connected: boolean, soonMs: number): Promise<void> {
  if (connected) await eventually('its connections still answer', ask);
  else await eventually('its connections have ended', async () => !(await ask()), { timeoutMs: soonMs });
}

async function settle(stage: Stage, expected: Outcome, timeoutMs: number): Promise<void> {
  const outcome = expected === 'shown' ? await stillShown(stage) : await lastOutcome(stage, expected, timeoutMs);
  if (!isAsExpected(outcome, expected)) throw new Error(`${outcome}, not ${expected}: ${await stage.describe()}`);
}

function isAsExpected(outcome: Outcome, expected: Outcome): boolean {
  if (outcome === expected) return true;
  if (outcome !== 'explained') return false;
  // A script that was quick enough may have run, or not; nor may its document have been asked for. A script that stops every
  // departure may, on a busy machine, not be quick enough: then the frame explains.
  return expected === 'explained-late' || expected === 'explained-asked' || expected === 'removed';
}

/** That nothing happens can only be seen by waiting for it. */
async function stillShown(stage: Stage): Promise<Outcome> {
  await new Promise((resolve) => setTimeout(resolve, SHOWN_FOR_MS));
  return stage.outcome();
}

/** The expected one as soon as it is seen: a frame that has just changed may leave the next question without an answer. */
async function lastOutcome(stage: Stage, expected: Outcome, timeoutMs: number): Promise<Outcome> {
  let outcome: Outcome = 'shown';
  const isThere = async () => {
    outcome = await stage.outcome();
    return isAsExpected(outcome, expected);
  };
  await eventually('it is caught', isThere, { timeoutMs }).catch(() => undefined);
  return outcome;
}
