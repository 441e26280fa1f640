/** The pages in a language that is written from right to left, which no real one of ours is yet. */
import { expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { axeViolations } from './harness/axe.js';
import { Chromium } from './harness/chromium.js';
import { buildRightToLeft } from './harness/pseudo-locale.js';
import { withScene, type setScene } from './harness/scene.js';
import { statesPolicy } from './harness/states-policy.js';

const PICTURES = path.resolve('artifacts/states');

test('in a language written from right to left everything is mirrored, and names keep their own direction', async () => {
  await mkdir(PICTURES, { recursive: true });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'gatepost-'));
  try {
    const extensionDir = await buildRightToLeft(folder);
    const start: Parameters<typeof setScene<Chromium>>[0] = (request) =>
      Chromium.start({ ...request, extensionDir, language: 'he' });
    await withScene(start, statesPolicy(Date.now()), async ({ browser }) => {
      const page = await browser.openRestricted('https://chatgpt.com/');
      await page.setViewport({ width: 1000, height: 800 });
      await page.waitForSelector('#why:not([hidden])');
      const seen = await page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return {
          direction: document.documentElement.dir,
          signIsRightOfHeadline: box('.sign').left > box('h1').right - 1,
          buttonIsLeftOfName: box('#alternatives .button').right < box('#alternatives strong').left,
          headline: document.querySelector('h1')?.textContent,
          overflow: document.documentElement.scrollWidth - window.innerWidth,
        };
      });
      expect(seen).toMatchObject({
        direction: 'rtl',
        signIsRightOfHeadline: true,
        buttonIsLeftOfName: true,
        headline: expect.stringMatching(/^Contoso [א-ת ]+ ChatGPT$/) as unknown,
      });
      expect(seen.overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: path.join(PICTURES, 'explanation-right-to-left.png'), fullPage: true });
      const { violations } = await axeViolations(page);
      expect(violations).toEqual([]);
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
