/** Undoing a mistake in a running browser: a pause that ends by itself, and a rollback. */
import { expect, test } from '@jest/globals';
import path from 'node:path';
import { HANG_MS } from '../../scripts/browser/limits.mjs';
import { pause } from '../../src/cli/commands/pause/run.js';
import { rollback } from '../../src/cli/commands/rollback/run.js';
import { Chromium } from './harness/chromium.js';
import type { Company } from './harness/company.js';
import { eventually } from './harness/eventually.js';
import type { ManagedBrowser } from './harness/managed-browser.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const start = Chromium.start.bind(Chromium);
/** On a machine that is quick; otherwise so many times as long as it takes to see that the pause is there. */
const SHORTEST_PAUSE_MS = 15_000;
const TIMES_AS_LONG = 10;

const optionsOf = ({ workDir }: Company) => ({
  folder: path.join(workDir, 'public'),
  keyFile: path.join(workDir, 'keys', 'policy-key.private.jwk.json'),
  nowMs: Date.now(),
});

async function isOpen(browser: ManagedBrowser): Promise<boolean> {
  const page = await browser.open(RESTRICTED_URL, (address) => address !== 'about:blank');
  const open = (await page.title()).includes('Stand-in: chatgpt.com');
  await page.close();
  return open;
}

test('a pause lets everything through, and ends by itself while the host is away', async () => {
  await withScene(start, samplePolicy, async ({ browser, company }) => {
    const beganAtMs = Date.now();
    await browser.popup({ checkNow: true });
    await isOpen(browser);
    const forMs = Math.max(SHORTEST_PAUSE_MS, TIMES_AS_LONG * (Date.now() - beganAtMs));
    const { policy } = await pause({ ...optionsOf(company), forMs });
    await browser.popup({ checkNow: true });
    await eventually('the site is open', () => isOpen(browser));
    expect(Date.now()).toBeLessThan(Date.parse(policy.observeUntil ?? ''));
    await company.goOffline();
    await browser.waitUntilEnforced(true, { timeoutMs: forMs + HANG_MS });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(policy.observeUntil ?? ''));
    await browser.openRestricted(RESTRICTED_URL);
  });
});

test('a rollback undoes a mistake at the next click on the blocked page', async () => {
  await withScene(start, null, async ({ browser, company }) => {
    await company.publish(liftedPolicy);
    await company.publish(samplePolicy);
    await browser.popup({ checkNow: true });
    await browser.waitUntilEnforced();
    const { policy } = await rollback(optionsOf(company));
    expect(policy.revision).toBe(3);
    await browser.waitUntilCheckIsDue();
    const page = await browser.open(RESTRICTED_URL);
    await eventually('the page goes on', async () => (await page.title()).includes('Stand-in: chatgpt.com'));
  });
});
