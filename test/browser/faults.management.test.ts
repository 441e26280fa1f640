/** The managed configuration: none, changed, broken, taken away, and with keys that come and go. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aKeyPair, signed } from '../support/signing.js';
import { eventually } from './harness/eventually.js';
import { FaultScene } from './harness/fault-scene.js';
import { serving } from './harness/misbehaving-host.js';
import { openedPolicy } from './harness/sample-document.js';
import { RESTRICTED_URL } from './harness/sample-policy.js';

let scene: FaultScene;

beforeAll(async () => {
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

test('another address, of a name that does not exist: the policy stays, and comes back with the address', async () => {
  const policyUrl = 'https://policy.contoso.invalid/policy.jws';
  const problems = await manage({ ...scene.managed, policyUrl }, (text) => text !== '');
  expect(problems).toEqual(['The policy’s host cannot be reached. The last good policy stays in force.']);
  expect(await scene.record('journal')).toContainEqual(
    expect.objectContaining({ kind: 'trust-domain-changed', code: 'policyUrl' }),
  );
  await scene.expectEnforced();
  await manage(scene.managed, (text) => text === '');
  await scene.expectNextPolicyToArrive();
  await scene.expectEnforced();
});

test('a mistake in it is named, and what applied before stays in force', async () => {
  const broken = { ...scene.managed, policyUrl: 'http://policy.contoso.example/policy.jws' };
  const problems = await manage(broken, (text) => text !== '');
  expect(problems).toEqual([expect.stringContaining('policyUrl: an https address')]);
  await scene.expectEnforced();
  const { policy } = await scene.publishNext();
  expect((await scene.checkNow()).policy).toContain(`revision ${policy.revision},`);
  await manage(scene.managed, (text) => text === '');
  await scene.expectNextPolicyToArrive();
});

test('a second key joins, and the first one leaves: what only the first one signed is trusted no longer', async () => {
  const next = await aKeyPair('ES256', 'next-key');
  const keys = [...scene.company.managed.trustedKeys, next.publicKey];
  const { revision } = (await scene.publishNext()).policy;
  await scene.checkNow();
  await manage({ ...scene.managed, trustedKeys: [next.publicKey] }, (text) => text.includes('no longer trusted'));
  const refused = await scene.checkNow();
  expect(refused.problems.join()).toContain('a key that is not trusted here');
  await scene.browser.waitUntilEnforced(false);
  scene.host.answerWith(serving(await signed(next, openedPolicy(revision + 1))));
  const shown = await scene.checkNow();
  expect(shown.problems).toEqual([]);
  expect(shown.policy).toBe(`Contoso, revision ${revision + 1}, signed`);
  // With both, the older document of the first key does not come back.
  scene.host.answerWith(null);
  await manage({ ...scene.managed, trustedKeys: keys }, (text) => text.includes('older policy'));
  await scene.publishNext();
  await scene.expectNextPolicyToArrive();
  await scene.expectEnforced();
});

test('taken away while the browser runs, it takes its rules with it', async () => {
  await scene.browser.setManaged(null);
  await eventually('the popup says that nobody manages it', async () => {
    const { policy } = await scene.reopenPopup();
    return policy === 'This browser is not managed';
  });
  await scene.browser.waitUntilEnforced(false);
  const page = await scene.browser.open(RESTRICTED_URL);
  expect(await page.title()).toContain('Stand-in: chatgpt.com');
  await page.close();
  await scene.browser.setManaged(scene.managed);
  await scene.browser.waitUntilEnforced();
  await scene.expectNextPolicyToArrive();
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
