/** A rollout in a running browser: a rule applies from its stage on, with no publication and no look at the host in between. */
import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { steer } from '../../src/cli/commands/rollout/run.js';
import { publish } from '../../src/cli/publishing/publish-policy.js';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const AFTER_SECONDS = 8;

test('reaches a browser outside the ring at the moment of its stage', async () => {
  await withScene(Chromium.start.bind(Chromium), null, async ({ browser, company }) => {
    const options = () => ({
      folder: path.join(company.workDir, 'public'),
      keyFile: path.join(company.workDir, 'keys', 'policy-key.private.jwk.json'),
      nowMs: Date.now(),
    });
    const policyFile = path.join(company.workDir, 'policy.yaml');
    await writeFile(policyFile, stringify({ ...samplePolicy, pollInterval: '1d' }));
    // The second stage waits: however slow the machine is, nothing begins before it was looked at.
    const stages = [{ rings: ['pilot'], afterSeconds: 0 }, { rings: ['early'] }, { afterSeconds: AFTER_SECONDS }];
    await publish({ ...options(), policyFile, rollout: { id: 'chat', rules: [], limits: undefined, stages } });

    const waiting = await browser.popup({ checkNow: true });
    expect(waiting.policy.join('\n')).toContain('They do not apply in this browser yet.');
    const early = await browser.open(RESTRICTED_URL);
    expect(await early.title()).toContain('Stand-in');

    const { policy } = await steer('chat', { step: 'advance' }, options());
    const joined = Date.parse(policy.rollouts?.[0]?.stages[2]?.from ?? '');
    await browser.popup({ checkNow: true });
    await browser.waitUntilEnforced(true);
    expect(Date.now()).toBeGreaterThanOrEqual(joined);
    await browser.openRestricted(RESTRICTED_URL);
  });
});
