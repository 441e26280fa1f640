/** Documents that must not be obeyed: the host serves them as if they were good, and nothing changes but the status. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { DAY_MS } from '../support/policies.js';
import { aKeyPair, base64url, forged, signed, type SigningPair } from '../support/signing.js';
import { FaultScene } from './harness/fault-scene.js';
import { serving } from './harness/misbehaving-host.js';
import { openedPolicy, signingPairOf } from './harness/sample-document.js';
import { samplePolicy } from './harness/sample-policy.js';

const TYPE = 'gatepost-policy+jws';

let scene: FaultScene;
let pair: SigningPair;

beforeAll(async () => {
  scene = await FaultScene.set();
  pair = await signingPairOf(scene.company.signingKey);
});
afterAll(() => scene.close());

/** A revision above everything published so far. */
const next = () => openedPolicy(1_000);
const signedNow = (payload: unknown, header: Record<string, unknown> = {}) => signed(pair, payload, header);
const revisionInForce = async () => Number(/revision (\d+)/.exec((await scene.shown()).policy ?? '')?.[1]);

/** Signed as an HMAC with what everybody knows of the company's key. */
function signedWithPublicKey(): string {
  const { publicKey } = pair;
  const [header, payload] = forged({ alg: 'HS256', typ: TYPE, kid: publicKey.kid }, next()).split('.');
  const content = `${header}.${payload}`;
  const secret = Buffer.from(publicKey.x, 'base64url');
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

async function tampered(): Promise<string> {
  const [header, , signature] = (await scene.company.document()).split('.');
  return [header, base64url(JSON.stringify(next())), signature].join('.');
}

test.each<[string, () => string | Promise<string>, string, string]>([
  ['a text that is no document', () => 'no policy', 'not-signed', 'not a valid signed policy (not-signed'],
  [
    'a document of another kind',
    () => signedNow(next(), { typ: 'JWT' }),
    'wrong-type',
    'not a valid signed policy (wrong-type: the header says typ "JWT")',
  ],
  [
    'a header that demands an extension of its reader',
    () => signedNow(next(), { exotic: 1, crit: ['exotic'] }),
    'wrong-type',
    'the header demands an extension',
  ],
  ['content changed after signing', tampered, 'signature-invalid', 'was changed after signing'],
  [
    'a key that nobody pinned',
    async () => signed(await aKeyPair('EdDSA', 'intruder'), next()),
    'untrusted-key',
    'an untrusted key (intruder)',
  ],
  [
    'a key that nobody pinned under the id of one that is',
    async () => signed(await aKeyPair('EdDSA', pair.publicKey.kid), next()),
    'signature-invalid',
    'was changed after signing',
  ],
  [
    'no signature at all, and the algorithm “none”',
    () => forged({ alg: 'none', typ: TYPE, kid: pair.publicKey.kid }, next()),
    'wrong-algorithm',
    'the header says "none"',
  ],
  ['an HMAC with the public key as its secret', signedWithPublicKey, 'wrong-algorithm', 'the header says "HS256"'],
  [
    'ES256 in the header over a key for EdDSA',
    async () => signed(await aKeyPair('ES256', pair.publicKey.kid), next()),
    'wrong-algorithm',
    'signs EdDSA, the header says "ES256"',
  ],
  ['content that is not JSON', () => signedNow('revision 1000'), 'not-json', 'not a valid signed policy (not-json'],
  [
    'a newer format',
    () => signedNow({ ...next(), format: 2 }),
    'format-unknown',
    'not a valid signed policy (format-unknown: format 2)',
  ],
  [
    'an ability that this version does not have',
    () => signedNow({ ...next(), requires: ['mind-reading'] }),
    'capability-unknown',
    'needs a newer version of Gatepost ("mind-reading")',
  ],
  ['a part that is missing', () => signedNow({ ...next(), mode: undefined }), 'schema-invalid', 'schema-invalid: mode'],
  [
    'the revision in force with other content',
    async () => signedNow(openedPolicy(await revisionInForce())),
    'revision-reused',
    'different content under a known revision',
  ],
  [
    'a lower revision',
    async () => signedNow(openedPolicy((await revisionInForce()) - 1)),
    'rollback',
    'delivers an older policy than the active one',
  ],
  [
    'a revision beyond all reason',
    () => signedNow(openedPolicy(9_007_199_254_740_991)),
    'fast-forward',
    '→ 9007199254740991',
  ],
  [
    'a document that has expired',
    () => signedNow(openedPolicy(1_000, Date.now() - 90 * DAY_MS)),
    'expired',
    'The policy on the server has expired',
  ],
  [
    'a document from the future',
    () => signedNow(openedPolicy(1_000, Date.now() + 2 * DAY_MS)),
    'not-yet-valid',
    'is in the future',
  ],
])('%s', async (_, make, code, words) => {
  await scene.expectHarmless(serving(await make()), code, words);
});

describe('a cache that broke a good document', () => {
  test('is passed by within the same look', async () => {
    const broken = await tampered();
    const { policy } = await scene.company.publish(samplePolicy);
    const good = serving(await scene.company.document());
    const before = scene.host.requests.length;
    scene.host.answerWith((response, { url }) => {
      (url === '/policy.jws' ? serving(broken) : good)(response);
    });
    const shown = await scene.checkNow();
    expect(shown.problems).toEqual([]);
    expect(shown.policy).toContain(`revision ${policy.revision},`);
    const asked = scene.host.requests.slice(before);
    expect(asked.map(({ path }) => path)).toEqual([
      '/policy.jws',
      expect.stringMatching(/^\/policy\.jws\?gatepost=\d+$/),
    ]);
    expect(asked[1]?.headers['if-none-match']).toBeUndefined();
    await scene.expectNextPolicyToArrive();
  });
});
