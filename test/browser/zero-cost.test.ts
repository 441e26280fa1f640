/** Sites that no rule governs pay nothing: the worker sleeps on, and no script of ours runs in their pages. */
import { expect, test } from '@jest/globals';
import { TargetType, type Page, type Target } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { chatPolicy } from './data-guard/chat-policy.js';
import { POLICIES } from './matrix/policies.js';
import { withScene } from './harness/scene.js';

const VISITS = 100;

/** Counts the worlds that the extension opens in the page: a content script cannot run without one. */
async function countWorlds(page: Page, extensionOrigin: string): Promise<() => number> {
  const session = await page.createCDPSession();
  let worlds = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith(extensionOrigin)) worlds++;
  });
  await session.send('Runtime.enable');
  return () => worlds;
}

test.each([
  ['restricts sites', POLICIES.restricting, 'https://mixed.example/plain'],
  ['guards what is pasted', chatPolicy, 'https://chat.example/'],
])(
  '100 navigations on ungoverned sites wake no worker and run no script of ours: a policy that %s',
  async (_, policy, governed) => {
    await withScene(
      (request) => Chromium.start(request),
      policy,
      async ({ browser }) => {
        const page = await browser.open('https://first.other.example/');
        const worlds = await countWorlds(page, browser.extensionOrigin);
        await browser.killWorker();
        let wakeUps = 0;
        browser.browser.on('targetcreated', (target: Target) => {
          if (target.type() === TargetType.SERVICE_WORKER && target.url().startsWith(browser.extensionOrigin))
            wakeUps++;
        });
        for (let visit = 0; visit < VISITS; visit++)
          await page.goto(`https://site-${visit % 10}.other.example/${visit}`);
        expect({ wakeUps, worlds: worlds() }).toEqual({ wakeUps: 0, worlds: 0 });

        // That this would have shown: a governed host's page gets a guard, and a message wakes the worker.
        await page.goto(governed);
        expect(worlds()).toBeGreaterThan(0);
        await browser.popup();
        expect(wakeUps).toBe(1);
      },
    );
  },
);
