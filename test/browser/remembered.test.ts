/** What the block page shows before the worker has answered: what it told last of the same rule, and nothing else. */
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'puppeteer-core';
import { Chromium } from './harness/chromium.js';
import { landed } from './harness/landed.js';
import { setScene, type Scene } from './harness/scene.js';
import { statesPolicy } from './harness/states-policy.js';

const PICTURES = 'artifacts/states';
const SITES = ['https://chatgpt.com/c/42?q=a-secret-prompt#and-more', 'https://www.midjourney.com/'] as const;

let scene: Scene<Chromium>;

/** The states' policy, in which one rule is about both sites. */
function policyOfOneRule() {
  const policy = statesPolicy(Date.now());
  const rule = {
    id: 'both',
    tools: ['chatgpt', 'midjourney'],
    action: 'block',
    reason: 'training',
    alternatives: ['assistant'],
  };
  return { ...policy, rules: [rule] };
}

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  scene = await setScene((request) => Chromium.start(request), policyOfOneRule());
});
afterAll(() => scene.close());

/** A tab in which no page of the extension gets an answer of the worker, as if it took very long to start. */
async function tabWithoutWorker(): Promise<Page> {
  const page = await scene.browser.open('https://ungoverned.test/');
  await page.evaluateOnNewDocument(() => {
    const silence = () => new Promise<never>(() => undefined);
    for (const name of ['chrome', 'browser']) {
      const { runtime } = (globalThis as unknown as Record<string, { runtime?: object } | undefined>)[name] ?? {};
      if (runtime !== undefined) Object.defineProperty(runtime, 'sendMessage', { value: silence });
    }
  });
  return page;
}

async function goTo(page: Page, url: string): Promise<Page> {
  void page.goto(url).catch(() => undefined);
  await landed(page, 'the explanation page', scene.browser.isBlockedPage);
  await page.waitForFunction(() => document.documentElement.lang !== '');
  return page;
}

const shown = (page: Page) =>
  page.evaluate(() => ({
    headline: document.getElementById('headline')?.textContent,
    reason: document.querySelector('#why:not([hidden]) #reason')?.textContent ?? null,
    alternatives: [...document.querySelectorAll('#alternatives-section:not([hidden]) strong')].map(
      ({ textContent }) => textContent,
    ),
    organisation: document.getElementById('logo')?.getAttribute('alt'),
    visible: document.body.innerText,
  }));

test('a rule that was never explained waits for the worker; one that was is told at once, without the site', async () => {
  const first = await goTo(await tabWithoutWorker(), SITES[0]);
  expect(await shown(first)).toMatchObject({ headline: 'Your company has blocked this site', reason: null });
  await first.close();

  const told = await scene.browser.openRestricted(SITES[0]);
  await told.waitForSelector('#why:not([hidden])');
  const { reason } = await shown(told);
  await told.close();

  const again = await goTo(await tabWithoutWorker(), SITES[1]);
  const { visible, ...rest } = await shown(again);
  expect(rest).toEqual({
    headline: 'Your company has blocked this site',
    reason,
    alternatives: ['Contoso Assistant'],
    organisation: 'Contoso',
  });
  expect(visible).not.toContain('ChatGPT');
  expect(visible).not.toContain('chatgpt.com');
  const kept = await again.evaluate(() => localStorage.getItem('explanations') ?? '');
  expect(kept).toContain('may be used to train');
  for (const secret of ['chatgpt', 'midjourney', 'secret-prompt', 'and-more'])
    expect(kept.toLowerCase().includes(secret)).toBe(false);
  await again.screenshot({ path: `${PICTURES}/remembered.png` });
  await again.close();
});

test('what no rule of ours wrote is told nothing', async () => {
  const { blockedPage } = scene.browser;
  const forged = await goTo(await tabWithoutWorker(), `${blockedPage}#1/forged-proof/both/${SITES[0]}`);
  expect(await shown(forged)).toMatchObject({ reason: null, alternatives: [] });
  await forged.close();
});
