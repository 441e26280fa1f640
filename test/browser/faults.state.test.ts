/** What the extension keeps is damaged, lost, half-written or refused: nothing opens, and it heals without a restart. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { serving } from './harness/misbehaving-host.js';
import { samplePolicy } from './harness/sample-policy.js';

let scene: FaultScene;
/** Good once, and replaced since: what somebody in the middle would like to bring back. */
let older: string;
let profile: string;

beforeAll(async () => {
  scene = await FaultScene.set({ launch: (workDir) => ({ userDataDir: path.join(workDir, 'profile') }) });
  profile = path.join(scene.company.workDir, 'profile');
});
afterAll(() => scene.close());

beforeEach(async () => {
  older = await scene.company.document();
  await scene.expectNextPolicyToArrive();
});

async function expectNoRollback(): Promise<void> {
  scene.host.answerWith(serving(older));
  const { problems } = await scene.checkNow();
  expect(problems).toContainEqual(expect.stringContaining('delivers an older policy than the active one'));
}

describe('a damaged record', () => {
  const value = { nonsense: true };

  test.each(['floor', 'managedCopy', 'check', 'time', 'eventLog', 'events.0', 'reconcile', 'installation'])(
    '%s',
    async (name) => {
      await scene.write(name, value);
      await scene.browser.killWorker();
      await scene.expectEnforced();
      await expectNoRollback();
      await scene.expectEnforced();
      await scene.expectNextPolicyToArrive();
    },
  );

  test('policy: named until it has been fetched again', async () => {
    await scene.write('policy', value);
    await expectPolicyLost();
  });
});

/** The rules stay, without anybody to explain them; no older policy takes their place; the next one does. */
async function expectPolicyLost(): Promise<void> {
  scene.host.answerWith(serving(older));
  await scene.browser.killWorker();
  expect((await scene.reopenPopup()).problems).toContain(
    'The stored policy cannot be read. Its rules stay active while Gatepost fetches it again.',
  );
  const page = await scene.expectAnswered();
  expect(await page.$eval('#notice', ({ textContent }) => textContent)).toContain('cannot be read right now');
  await expectNoRollback();
  await scene.expectAnswered();
  await scene.expectNextPolicyToArrive();
  await scene.expectEnforced();
}

test('a stored policy of which the end is missing', async () => {
  const stored = (await scene.record('policy')) as { document: string };
  await scene.write('policy', { ...stored, document: stored.document.slice(0, -100) });
  await expectPolicyLost();
});

test('all of it lost: the floor is found again beside the rules', async () => {
  await scene.popup.evaluate(() => chrome.storage.local.clear());
  await expectPolicyLost();
  const repaired = { kind: 'state-repaired', code: 'floor' };
  expect(await scene.events()).toContainEqual(expect.objectContaining(repaired));
});

test('rules that the browser refuses leave the ones from before, and are tried again', async () => {
  const folder = path.join(profile, 'Default', 'DNR Extension Rules');
  // The browser cannot write its rules where a file lies in the place of their folder.
  await rename(folder, `${folder}.aside`);
  await writeFile(folder, '');
  try {
    await scene.company.publish({
      ...samplePolicy,
      notice: { en: 'Another notice.' },
      rules: samplePolicy.rules.slice(1),
    });
    const { problems } = await scene.checkNow();
    expect(problems).toEqual([
      expect.stringMatching(/^The browser rejected the rules \(.+\)\. The previous rules stay active/),
    ]);
    await scene.expectEnforced();
  } finally {
    await rm(folder, { recursive: true });
    await rename(`${folder}.aside`, folder);
  }
  await scene.expectNextPolicyToArrive();
  await scene.expectEnforced();
});

/** So often a look that brings a policy writes. */
const WRITES = 6;

test.each(Array.from({ length: WRITES }, (_, index) => index))(
  'the worker dies in a look after %i of its writes',
  async (survived) => {
    await scene.browser.stopWritingAfter(survived);
    await eventually('the write that never ends', async () => {
      // A look that was under way already may have brought the policy, and written less.
      if (await scene.isIdle()) {
        await scene.company.publish(samplePolicy);
        await scene.pressCheck();
      }
      return scene.browser.hasStoppedWriting();
    });
    await scene.browser.killWorker();
    await scene.expectEnforced();
    await scene.reopenPopup();
    await scene.checkNow();
    await expectNoRollback();
    await scene.expectNextPolicyToArrive();
    await scene.expectEnforced();
  },
);
