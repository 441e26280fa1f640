/** Whatever the host serves, the last good policy stays in force, and the popup says what is wrong. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { parsePolicy } from '../../src/cli/policy-source-file.js';
import { publishedFrom } from '../../src/policy/publish-source.js';
import { Chromium } from './harness/chromium.js';
import { RESTRICTED_URL, samplePolicy } from './harness/sample-policy.js';
import { setScene, withScene, type Scene } from './harness/scene.js';

const REVISION = 3;

const start = Chromium.start.bind(Chromium);

const published = (changes: { revision?: number; issuedAtMs?: number; rules?: never[] }) => {
  const { revision = REVISION + 1, issuedAtMs = Date.now(), ...rest } = changes;
  const { source, resolved, tools } = parsePolicy(stringify(samplePolicy), 'policy.yaml');
  const publication = { revision, nowMs: issuedAtMs, previous: null };
  return { ...publishedFrom(source, resolved, tools, publication), ...rest };
};

describe('before any policy has arrived', () => {
  test('nothing is restricted, and the popup says that none has arrived and why', async () => {
    await withScene(start, null, async ({ browser, company }) => {
      const popup = await browser.popup({ checkNow: true });
      expect(popup.policy).toEqual([]);
      expect(popup.problems).toEqual([
        'No policy has arrived yet. Nothing is restricted until it does.',
        'The policy’s host answered with an error (status 404).',
      ]);
      const page = await browser.open(RESTRICTED_URL);
      expect(await page.title()).toContain('Stand-in: chatgpt.com');
      await company.publish(samplePolicy);
      await browser.popup({ checkNow: true });
      await browser.openRestricted(RESTRICTED_URL);
    });
  });
});

describe('with a good policy in force', () => {
  let scene: Scene<Chromium>;
  let good: string;

  beforeAll(async () => {
    scene = await setScene(start, null);
    await scene.company.putSigned(published({ revision: REVISION }));
    good = await scene.company.document();
    await scene.browser.popup({ checkNow: true });
    await scene.browser.waitUntilEnforced();
  });
  afterAll(() => scene.close());
  afterEach(async () => {
    const page = await scene.browser.openRestricted(RESTRICTED_URL);
    await page.waitForSelector('#why:not([hidden])');
    await page.close();
  });

  async function problemsNow(): Promise<readonly string[]> {
    const popup = await scene.browser.popup({ checkNow: true });
    expect(popup.policy[0]).toBe(`Contoso, revision ${REVISION}, signed`);
    return popup.problems;
  }

  test('the good policy itself has no problems', async () => {
    await scene.company.putDocument(good);
    expect(await problemsNow()).toEqual([]);
  });

  test('an unreachable host', async () => {
    await scene.company.goOffline();
    expect(await problemsNow()).toEqual(['The policy’s host cannot be reached. The last good policy stays in force.']);
    await scene.company.goOnline();
    await scene.company.putDocument(good);
    expect(await problemsNow()).toEqual([]);
  });

  test('a tampered document', async () => {
    const [header, , signature] = good.split('.');
    const payload = Buffer.from(JSON.stringify(published({ rules: [] }))).toString('base64url');
    await scene.company.putDocument([header, payload, signature].join('.'));
    expect(await problemsNow()).toEqual([expect.stringContaining('was changed after it was signed')]);
  });

  test('an expired document', async () => {
    const issuedAtMs = Date.now() - 90 * 86_400_000;
    await scene.company.putSigned(published({ issuedAtMs, rules: [] }));
    expect(await problemsNow()).toEqual([expect.stringContaining('has expired')]);
  });

  test('an older revision', async () => {
    await scene.company.putSigned(published({ revision: REVISION - 1, rules: [] }));
    expect(await problemsNow()).toEqual([expect.stringContaining('an older policy than the one in force')]);
  });

  test('the same revision with other content', async () => {
    await scene.company.putSigned(published({ revision: REVISION, rules: [] }));
    expect(await problemsNow()).toEqual([expect.stringContaining('other content under the same revision')]);
  });

  test('a document that is no policy', async () => {
    await scene.company.putDocument('not a policy');
    expect(await problemsNow()).toEqual([expect.stringContaining('not a valid signed policy')]);
  });
});
