/** A rule's window opens and closes on time in a running browser, with no look at the host in between. */
import { expect, test } from '@jest/globals';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const momentIn = (seconds: number): string => `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;

const DAY_SECONDS = 86_400;

test('a window opens and closes by itself', async () => {
  const [approved, blocked] = samplePolicy.rules;
  await withScene(Chromium.start.bind(Chromium), null, async ({ browser, company }) => {
    // One end at a time: however slow the machine is, the rule is not open and closed again before anybody looks.
    const hold = async (window: { from?: string; until?: string }) => {
      await company.publish({ ...samplePolicy, pollInterval: '1d', rules: [approved, { ...blocked, window }] });
      await browser.popup({ checkNow: true });
    };
    await hold({ from: momentIn(DAY_SECONDS) });
    const early = await browser.open(RESTRICTED_URL);
    expect(await early.title()).toContain('Stand-in');
    const from = momentIn(8);
    await hold({ from });
    await browser.waitUntilEnforced(true);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(from));
    await browser.openRestricted(RESTRICTED_URL);
    const until = momentIn(8);
    await hold({ until });
    await browser.waitUntilEnforced(false);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  });
});
