/**
 * The managed configuration: broken, changed, with other keys, taken away, given back. A running browser takes five seconds
 * to notice each time, so each test begins where the one before has ended.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aKeyPair, signed, type SigningPair } from '../support/signing.js';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { serving } from './harness/misbehaving-host.js';
import { publishedPolicy } from './harness/sample-document.js';
import { RESTRICTED_URL } from './harness/sample-policy.js';

let scene: FaultScene;
let next: SigningPair;

beforeAll(async () => {
  next = await aKeyPair('ES256', 'next-key');
  scene = await FaultScene.set();
});
afterAll(() => scene.close());

/** The running browser has taken the configuration over once the popup shows what it comes to. */
async function manage(managed: object | null, arrived: (problems: string) => boolean): Promise<readonly string[]> {
  await scene.browser.setManaged(managed);
  let problems: readonly string[] = [];
  await eventually('the configuration shows in the popup', async () => {
    ({ problems } = await scene.reopenPopup());
    return arrived(problems.join('\n'));
  });
  return problems;
}

test('with a mistake, it is named, and what applied before stays in force', async () => {
  const broken = { ...scene.managed, policyUrl: 'http://policy.contoso.example/policy.jws' };
  const problems = await manage(broken, (text) => text !== '');
  expect(problems).toEqual([expect.stringContaining('policyUrl: an https address')]);
  await scene.expectEnforced();
  const { policy } = await scene.publishNext();
  expect((await scene.checkNow()).policy).toContain(`revision ${policy.revision},`);
});

test('with an address whose name does not exist, the policy stays in force', async () => {
  const policyUrl = 'https://policy.contoso.invalid/policy.jws';
  const unreachable = 'The policy server cannot be reached. The last valid policy stays active.';
  await manage({ ...scene.managed, policyUrl }, (text) => text === unreachable);
  expect(await scene.events()).toContainEqual(
    expect.objectContaining({ kind: 'trust-domain-changed', code: 'policyUrl' }),
  );
  await scene.expectEnforced();
});

let revision = 0;

test('with another key only, what the first one signed is trusted no longer', async () => {
  ({ revision } = (await scene.publishNext()).policy);
  await manage({ ...scene.managed, trustedKeys: [next.publicKey] }, (text) => text.includes('no longer trusted'));
  const refused = await scene.checkNow();
  expect(refused.problems.join()).toContain('signed with an untrusted key');
  await scene.browser.waitUntilEnforced(false);
  scene.host.answerWith(serving(await signed(next, publishedPolicy(revision + 1))));
  const shown = await scene.checkNow();
  expect(shown.problems).toEqual([]);
  expect(shown.policy).toContain(`Signed by Contoso, revision ${revision + 1}, checked`);
  await scene.expectEnforced();
});

test('taken away, it takes its rules with it', async () => {
  await scene.browser.setManaged(null);
  await eventually('the popup says that nobody manages it', async () => {
    const { policy } = await scene.reopenPopup();
    return policy === 'This browser is not managed';
  });
  await scene.browser.waitUntilEnforced(false);
  const page = await scene.browser.open(RESTRICTED_URL);
  expect(await page.title()).toContain('Stand-in: chatgpt.com');
  await page.close();
});

test('given back with both keys, it brings no older document back', async () => {
  scene.host.answerWith(null);
  const trustedKeys = [...scene.company.managed.trustedKeys, next.publicKey];
  await manage({ ...scene.managed, trustedKeys }, (text) => text.includes('older policy'));
  expect((await scene.shown()).policy).toContain(`Signed by Contoso, revision ${revision + 1}, checked`);
  await scene.expectEnforced();
  await scene.publishNext();
  await scene.expectNextPolicyToArrive();
  await scene.expectEnforced();
});

test('a browser that never had one restricts nothing, and says that it is not managed', async () => {
  const unmanaged = await FaultScene.set({ unmanaged: true });
  try {
    expect((await unmanaged.reopenPopup()).policy).toMatch(
      /^(This browser is not managed|Waiting for the browser’s configuration…)$/,
    );
    const page = await unmanaged.browser.open(RESTRICTED_URL);
    expect(await page.title()).toContain('Stand-in: chatgpt.com');
  } finally {
    await unmanaged.close();
  }
});
