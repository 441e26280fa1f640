/** From publish to enforced in a running browser, with nobody pressing anything. */
import { expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { JITTER } from '../../src/worker/intervals.js';
import { Chromium } from './harness/chromium.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

/** The shortest that a policy may ask for. */
const POLL_SECONDS = 30;
/** Looks are spread by a fifth of the interval. */
const LONGEST_MS = POLL_SECONDS * (1 + JITTER) * 1000;

interface Check {
  readonly atMs: number;
  readonly outcome: string;
  readonly nextAtMs: number;
}

test('a policy is lifted within one poll, and enforced within one poll', async () => {
  const poll = { pollInterval: `${POLL_SECONDS}s` };
  await withScene(Chromium.start.bind(Chromium), { ...samplePolicy, ...poll }, async ({ browser, company }) => {
    // A page that asks nothing of the worker: the popup would look at the host by itself.
    const watcher = await browser.open(`${browser.extensionOrigin}/icons/16.png`);
    await watchChecks(watcher);
    for (const policy of [liftedPolicy, samplePolicy]) {
      const before = await lastCheck(watcher);
      await company.publish({ ...policy, ...poll });
      const checks = await checksUntilAccepted(watcher, before.atMs);
      // The first check that begins after the publication brings the policy; one that was under way then may end without it.
      expect(checks.map(({ outcome }) => outcome).join()).toMatch(/^(?:unchanged,)?accepted$/);
      // Whatever the machine is busy with: each check is planned in time.
      for (const { atMs, nextAtMs } of [before, ...checks]) expect(nextAtMs - atMs).toBeLessThanOrEqual(LONGEST_MS);
      await rulesAre(watcher, policy === samplePolicy);
    }
    await browser.openRestricted(RESTRICTED_URL);
  });
});

function lastCheck(page: Page): Promise<Check> {
  return page.evaluate(async () => (await chrome.storage.local.get('v2.check'))['v2.check'] as Check);
}

/** From now on the page keeps every check that ends. */
async function watchChecks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const checks: unknown[] = [];
    Object.assign(globalThis, { checks });
    chrome.storage.local.onChanged.addListener((changes) => {
      const check = changes['v2.check']?.newValue;
      if (check !== undefined) checks.push(check);
    });
  });
}

/** Every check that ended after this one, up to the first that brought a policy. */
async function checksUntilAccepted(page: Page, lastMs: number): Promise<Check[]> {
  const seen = await page.waitForFunction(
    (checkMs: number) => {
      const { checks } = globalThis as unknown as { checks: Check[] };
      const later = checks.filter(({ atMs }) => atMs > checkMs);
      const brought = later.findIndex(({ outcome }) => outcome === 'accepted');
      return brought !== -1 && later.slice(0, brought + 1);
    },
    { polling: 100 },
    lastMs,
  );
  return (await seen.jsonValue()) as Check[];
}

async function rulesAre(page: Page, installed: boolean): Promise<void> {
  await page.waitForFunction(
    async (wanted: boolean) => (await chrome.declarativeNetRequest.getDynamicRules()).length > 1 === wanted,
    { polling: 100 },
    installed,
  );
}
