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
    for (const policy of [liftedPolicy, samplePolicy]) {
      const before = await lastCheck(watcher);
      const next = checkThatBrings(watcher, before.atMs);
      await company.publish({ ...policy, ...poll });
      // Whatever the machine is busy with: the first look after the publication is planned in time, and brings the policy.
      expect(before.nextAtMs - before.atMs).toBeLessThanOrEqual(LONGEST_MS);
      const { atMs, nextAtMs } = await next;
      expect(nextAtMs - atMs).toBeLessThanOrEqual(LONGEST_MS);
      await rulesAre(watcher, policy === samplePolicy);
    }
    await browser.openRestricted(RESTRICTED_URL);
  });
});

function lastCheck(page: Page): Promise<Check> {
  return page.evaluate(async () => (await chrome.storage.local.get('v2.check'))['v2.check'] as Check);
}

/** The first check after the one at this moment that brings a policy; one that was under way at the publication brings none. */
async function checkThatBrings(page: Page, afterMs: number): Promise<Check> {
  await page.waitForFunction(
    async (before: number) => {
      const { atMs, outcome } = (await chrome.storage.local.get('v2.check'))['v2.check'] as Check;
      return atMs > before && outcome === 'accepted';
    },
    { polling: 100 },
    afterMs,
  );
  return lastCheck(page);
}

async function rulesAre(page: Page, installed: boolean): Promise<void> {
  await page.waitForFunction(
    async (wanted: boolean) => (await chrome.declarativeNetRequest.getDynamicRules()).length > 1 === wanted,
    { polling: 100 },
    installed,
  );
}
