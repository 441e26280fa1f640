/** From publish to enforced in a running browser, with nobody pressing anything. */
import { test } from '@jest/globals';
import { JITTER } from '../../src/worker/intervals.js';
import { Chromium } from './harness/chromium.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

/** The shortest that a policy may ask for. */
const POLL_SECONDS = 30;

test('a policy is lifted within one poll, and enforced within one poll', async () => {
  const poll = { poll: `${POLL_SECONDS}s` };
  await withScene(Chromium.start.bind(Chromium), { ...samplePolicy, ...poll }, async ({ browser, company }) => {
    // Looks are spread by a fifth of the interval; the rest is for the browser.
    const withinOnePoll = { timeoutMs: (POLL_SECONDS * (1 + JITTER) + 5) * 1000 };
    await company.publish({ ...liftedPolicy, ...poll });
    await browser.waitUntilEnforced(false, withinOnePoll);
    await company.publish({ ...samplePolicy, ...poll });
    await browser.waitUntilEnforced(true, withinOnePoll);
    await browser.openRestricted(RESTRICTED_URL);
  });
});
