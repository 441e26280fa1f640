/** From publish to enforced in a running browser, with nobody pressing anything. */
import { test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene } from './harness/scene.js';

/** The shortest that a policy may ask for. */
const POLL_SECONDS = 30;

test('a policy is lifted within one poll, and enforced within one poll', async () => {
  const poll = { poll: `${POLL_SECONDS}s` };
  const scene = await setScene((request) => Chromium.start(request), { ...samplePolicy, ...poll });
  const withinMs = { timeoutMs: (POLL_SECONDS + 5) * 1000 };
  await scene.company.publish({ ...liftedPolicy, ...poll });
  await scene.browser.waitUntilEnforced(false, withinMs);
  await scene.company.publish({ ...samplePolicy, ...poll });
  await scene.browser.waitUntilEnforced(true, withinMs);
  await scene.browser.openRestricted(RESTRICTED_URL);
  await scene.close();
});
