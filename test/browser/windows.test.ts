/** A rule's window opens and closes on time in a running browser, with no look at the host in between. */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const momentIn = (seconds: number): string => `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;

test('a window opens and closes by itself', async () => {
  const [approved, blocked] = samplePolicy.rules;
  await withScene(Chromium.start.bind(Chromium), null, async ({ browser, company }) => {
    const window = { from: momentIn(8), until: momentIn(16) };
    await company.publish({ ...samplePolicy, pollInterval: '1d', rules: [approved, { ...blocked, window }] });
    await browser.popup({ checkNow: true });
    const early = await browser.open(RESTRICTED_URL);
    expect(await early.title()).toContain('Stand-in');
    await browser.waitUntilEnforced(true);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(window.from));
    await browser.openRestricted(RESTRICTED_URL);
    await browser.waitUntilEnforced(false);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(window.until));
  });
});
