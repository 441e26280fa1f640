/**
 * The main path in a browser whose extensions have no `browser` namespace of their own, as Chrome before 148: there the
 * polyfill makes it of `chrome`. The namespace is taken away at the top of each script of a build.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { buildExtension } from '../../scripts/build.mjs';
import { Chromium } from './harness/chromium.js';
import { landed } from './harness/landed.js';
import { liftedPolicy, RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { withScene } from './harness/scene.js';

const HIDING = `Object.defineProperty(globalThis, 'browser', { value: undefined, writable: true, configurable: true });
globalThis.isHidden = globalThis.browser === undefined;
`;

let extensionDir: string;

beforeAll(async () => {
  extensionDir = await mkdtemp(path.join(os.tmpdir(), 'gatepost-without-namespace-'));
  await buildExtension('chrome', { outDir: extensionDir });
  for (const script of ['worker.js', 'blocked.js', 'popup.js', 'status.js']) {
    const file = path.join(extensionDir, script);
    await writeFile(file, HIDING + (await readFile(file, 'utf8')));
  }
});
afterAll(() => rm(extensionDir, { recursive: true, force: true }));

test('a policy is fetched, enforced, explained, shown in the popup and lifted', async () => {
  await withScene(
    (request) => Chromium.start({ ...request, extensionDir }),
    samplePolicy,
    async ({ browser, company }) => {
      expect(await browser.inWorker(() => (globalThis as { isHidden?: boolean }).isHidden)).toBe(true);
      const page = await browser.openRestricted(RESTRICTED_URL);
      expect(await page.$eval('h1', (heading) => heading.textContent)).toContain('ChatGPT');
      expect((await browser.popup({ checkNow: true })).policy.join()).toContain('revision 1');
      await company.publish(liftedPolicy);
      await browser.popup({ checkNow: true });
      await page.reload();
      await landed(page, RESTRICTED_URL, (shown) => shown === RESTRICTED_URL);
    },
  );
});
