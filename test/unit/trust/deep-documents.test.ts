/** The acceptance never throws, however deeply a document is nested: not in a browser, and not in Node. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { acceptPolicy, type Acceptance } from '../../../src/trust/accept-policy.js';
import { aPolicy, NOW_MS } from '../../support/policies.js';
import { aKeyPair, base64url, signed, type SigningPair } from '../../support/signing.js';

let pair: SigningPair;

beforeAll(async () => {
  pair = await aKeyPair('EdDSA', 'key-1');
});

function accept(document: string): Promise<Acceptance> {
  const trustedKeys = [pair.publicKey];
  return acceptPolicy(document, {
    trustedKeys,
    policyName: null,
    minimumRevision: null,
    nowMs: NOW_MS,
    origin: 'fetched',
  });
}

describe('a document nested so deeply that a reader could run out of stack is refused', () => {
  const DEEP = 100_000;
  const LISTS = '['.repeat(DEEP) + ']'.repeat(DEEP);
  const MAPS = '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP);

  /** The policy with a value put in as it is written: no writer of JSON gets that deep. */
  function withValue(key: string, value: string): string {
    return JSON.stringify({ ...aPolicy({ revision: 8 }), [key]: 'DEEP' }).replace('"DEEP"', value);
  }

  test.each([...Object.keys(aPolicy()), 'requires', 'notice'])('at %s', async (key) => {
    for (const value of [LISTS, MAPS, `[${LISTS}]`, `[{"id":${MAPS}}]`]) {
      const document = await signed(pair, withValue(key, value));
      expect(await accept(document)).toMatchObject({ ok: false });
      const unsigned = acceptPolicy(document, {
        ...{ trustedKeys: null, policyName: null, minimumRevision: null, nowMs: NOW_MS, origin: 'fetched' },
      });
      expect(await unsigned).toMatchObject({ ok: false });
    }
  });

  test.each(['alg', 'typ', 'kid', 'crit'])('in the header, at %s', async (name) => {
    const header = { alg: 'EdDSA', typ: 'gatepost-policy+jws', kid: 'key-1', [name]: 'DEEP' };
    const text = JSON.stringify(header).replace('"DEEP"', LISTS);
    expect(await accept(`${base64url(text)}.${base64url('{}')}.${'A'.repeat(86)}`)).toMatchObject({ ok: false });
  });

  test('and where nobody looks, it is left out', async () => {
    expect(await accept(await signed(pair, withValue('later', MAPS)))).toMatchObject({ ok: true });
  });
});
