/** Before the first policy: nothing yet, a bootstrap policy in managed configuration, or an initial mode. */
import { expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { aKeyPair, signed } from '../support/signing.js';
import { eventually } from './harness/eventually.js';
import type { FaultOptions } from './harness/fault-parts.js';
import { FaultScene } from './harness/fault-scene.js';
import { openedPolicy, publishedPolicy, signingPairOf } from './harness/sample-document.js';
import { RESTRICTED_URL } from './harness/sample-policy.js';

const PICTURES = path.resolve('artifacts/pages');

const initialSites = ['chatgpt.com', 'claude.ai'];

async function withFirstRun(options: FaultOptions, act: (scene: FaultScene) => Promise<void>): Promise<void> {
  const scene = await FaultScene.set({ published: false, ...options });
  try {
    await act(scene);
  } finally {
    await scene.close();
  }
}

async function expectOpen(scene: FaultScene): Promise<void> {
  const page = await scene.browser.open(RESTRICTED_URL);
  expect(await page.title()).toContain('Stand-in: chatgpt.com');
  await page.close();
}

const problemsOnceManaged = async (scene: FaultScene): Promise<readonly string[]> => {
  let problems: readonly string[] = [];
  await eventually('the configuration has arrived', async () => {
    ({ problems } = await scene.checkNow());
    return problems.length > 0;
  });
  return problems;
};

test('nothing is restricted unless managed configuration says so, and the popup says that no policy has arrived', async () => {
  await withFirstRun({}, async (scene) => {
    expect(await problemsOnceManaged(scene)).toEqual([
      'No policy has been received yet. Until then, nothing is blocked.',
      'The policy server returned an error (HTTP 404).',
    ]);
    await expectOpen(scene);
    await scene.expectNextPolicyToArrive();
    await scene.expectEnforced();
  });
});

const bootstrapped: FaultOptions = {
  async managed(company) {
    const pair = await signingPairOf(company.signingKey);
    return { bootstrapPolicy: await signed(pair, publishedPolicy(1)) };
  },
};

test('a bootstrap policy is enforced with no host at all, until the host serves a later one', async () => {
  await withFirstRun(bootstrapped, async (scene) => {
    await scene.host.goDown();
    await scene.browser.waitUntilEnforced();
    await scene.expectEnforced();
    const shown = await scene.checkNow();
    expect(shown.policy).toContain('Signed by Contoso, revision 1, checked');
    expect(shown.remarks).toContain(
      'This policy comes from the browser’s configuration. No newer one has been fetched yet.',
    );
    expect(shown.problems).toEqual(['The policy server cannot be reached. The last valid policy stays active.']);
    await scene.host.comeBack();
    await scene.publishNext();
    await scene.expectNextPolicyToArrive();
    expect((await scene.shown()).remarks.join()).not.toContain('comes from the browser’s configuration');
  });
});

test('a bootstrap policy that nobody trusted signed is refused by name', async () => {
  const bootstrapPolicy = await signed(await aKeyPair('EdDSA', 'intruder'), openedPolicy(5));
  await withFirstRun({ managed: () => ({ bootstrapPolicy }) }, async (scene) => {
    expect(await problemsOnceManaged(scene)).toContain(
      'The policy in this browser’s configuration was rejected (untrusted-key).',
    );
  });
});

test('the initial mode “observe” restricts nothing and says that it counts', async () => {
  await withFirstRun({ managed: () => ({ initialMode: 'observe', initialSites }) }, async (scene) => {
    expect(await problemsOnceManaged(scene)).toContain(
      'No policy has been received yet. Until then, nothing is blocked; use of some AI sites is counted.',
    );
    await expectOpen(scene);
    await scene.expectNextPolicyToArrive();
    await scene.expectEnforced();
  });
});

test.each([
  {
    language: 'en',
    headline: 'Contoso has blocked chatgpt.com',
    reason: 'has not received your company’s policy yet',
    ask: 'Your IT department.',
    problem: 'No policy has been received yet. Until then, your company blocks some AI sites.',
  },
  {
    language: 'fr',
    headline: 'Contoso a bloqué l’accès à chatgpt.com',
    reason: 'n’a pas encore reçu la politique',
    ask: 'Votre service informatique.',
    problem: 'Aucune politique',
  },
])('the initial mode “closed” restricts the sites it names, and says why ($language)', async (expected) => {
  const { language } = expected;
  const managed = () => ({ initialMode: 'closed', initialSites, organisation: 'Contoso' });
  await withFirstRun({ managed, launch: () => ({ language }) }, async (scene) => {
    await scene.browser.waitUntilEnforced();
    const page = await scene.expectEnforced();
    expect(await page.$eval('#headline', ({ textContent }) => textContent)).toBe(expected.headline);
    expect(await page.$eval('#reason', ({ textContent }) => textContent)).toContain(expected.reason);
    expect(await page.$eval('#alternatives-section', (alternatives) => (alternatives as HTMLElement).hidden)).toBe(
      true,
    );
    expect(await page.$eval('#facts', ({ textContent }) => textContent)).toContain(expected.ask);
    await mkdir(PICTURES, { recursive: true });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await page.setViewport({ width: scheme === 'light' ? 768 : 320, height: 700 });
      await page.bringToFront();
      await page.screenshot({ path: path.join(PICTURES, `initial-${language}-${scheme}.png`), fullPage: true });
    }
    const { problems } = await scene.checkNow();
    expect(problems).toEqual([expect.stringContaining(expected.problem), expect.stringMatching(/\(HTTP 404\)\.$/)]);
    await scene.popup.bringToFront();
    await scene.popup.screenshot({ path: path.join(PICTURES, `initial-popup-${language}.png`), fullPage: true });
    scene.host.answerWith(null);
    await scene.publishNext();
    expect((await scene.checkNow()).problems).toEqual([]);
    await scene.expectEnforced();
  });
});
