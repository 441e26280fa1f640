/** Who signed a document, which `acceptPolicy` verifies first. */
import { CompactSign, type JWK } from 'jose';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptPolicy, type Acceptance, type VerificationContext } from '../../../src/trust/accept-policy.js';
import { DOCUMENT_TYPE, openSignedDocument } from '../../../src/trust/signed-document.js';
import { aPolicy, NOW_MS } from '../../support/policies.js';
import { aKeyPair, base64url, forged, signed, type SigningPair } from '../../support/signing.js';

let pair: SigningPair;
let elliptic: SigningPair;

beforeAll(async () => {
  pair = await aKeyPair('EdDSA', 'key-1');
  elliptic = await aKeyPair('ES256', 'key-2');
});

function accept(document: string, changes: Partial<VerificationContext> = {}): Promise<Acceptance> {
  const trustedKeys = [pair.publicKey, elliptic.publicKey];
  const rest = { policyName: null, minimumRevision: null, nowMs: NOW_MS, origin: 'fetched' } as const;
  return acceptPolicy(document, { trustedKeys, ...rest, ...changes });
}

async function codeOf(document: string): Promise<string> {
  const acceptance = await accept(document);
  return acceptance.ok ? 'accepted' : acceptance.code;
}

const header = { alg: 'EdDSA', typ: DOCUMENT_TYPE, kid: 'key-1' };

describe('a document is accepted', () => {
  test('with the policy it holds and the key that signed it, Ed25519', async () => {
    expect(await accept(await signed(pair))).toMatchObject({ ok: true, keyId: 'key-1', policy: aPolicy() });
  });

  test('with the policy it holds and the key that signed it, P-256', async () => {
    expect(await accept(await signed(elliptic))).toMatchObject({ ok: true, keyId: 'key-2', policy: aPolicy() });
  });
});

describe('a document is refused for its signature', () => {
  test('when its payload was changed after it was signed', async () => {
    const [head = '', , signature = ''] = (await signed(pair)).split('.');
    const payload = base64url(JSON.stringify(aPolicy({ rules: [] })));
    expect(await codeOf(`${head}.${payload}.${signature}`)).toBe('signature-invalid');
  });

  test('when its header was changed after it was signed', async () => {
    const [, payload = '', signature = ''] = (await signed(pair)).split('.');
    const head = base64url(JSON.stringify({ kid: 'key-1', alg: 'EdDSA', typ: DOCUMENT_TYPE }));
    expect(await codeOf(`${head}.${payload}.${signature}`)).toBe('signature-invalid');
  });

  test('when another key signed it under the id of a trusted one', async () => {
    expect(await codeOf(await signed(await aKeyPair('EdDSA', 'key-1')))).toBe('signature-invalid');
  });

  test('by a code of its own when this browser lacks the algorithm', async () => {
    const document = await signed(pair);
    const importKey = jest
      .spyOn(crypto.subtle, 'importKey')
      .mockRejectedValue(new DOMException('Algorithm: Unrecognized name', 'NotSupportedError'));
    try {
      expect(await accept(document)).toMatchObject({
        ok: false,
        code: 'algorithm-unsupported',
        detail: 'this browser cannot verify EdDSA',
      });
    } finally {
      importKey.mockRestore();
    }
  });

  test('when its key is not trusted', async () => {
    expect(await codeOf(await signed(await aKeyPair('EdDSA', 'key-9')))).toBe('untrusted-key');
  });

  test('when it names no key', async () => {
    expect(await codeOf(forged({ alg: 'EdDSA', typ: DOCUMENT_TYPE }, aPolicy()))).toBe('untrusted-key');
  });

  test.each(['none', 'None', 'HS256', 'ES256', 'Ed25519', 'RS256', undefined, null, 5, ['EdDSA']])(
    'when its header claims the algorithm %j for an Ed25519 key',
    async (alg) => {
      expect(await codeOf(forged({ ...header, alg }, aPolicy()))).toBe('wrong-algorithm');
    },
  );

  test('when it has no signature at all', async () => {
    expect(await codeOf(forged({ ...header, alg: 'none' }, aPolicy(), ''))).toBe('not-signed');
  });

  test('when the public key was used as a secret', async () => {
    const { x = '' } = pair.publicKey as JWK;
    for (const secret of [Buffer.from(x, 'base64url'), new TextEncoder().encode(x)]) {
      const document = await new CompactSign(new TextEncoder().encode(JSON.stringify(aPolicy())))
        .setProtectedHeader({ ...header, alg: 'HS256' })
        .sign(secret);
      expect(await codeOf(document)).toBe('wrong-algorithm');
    }
  });

  test('when an ES256 signature stands under an Ed25519 key', async () => {
    expect(await codeOf(await signed(elliptic, aPolicy(), { kid: 'key-1' }))).toBe('wrong-algorithm');
  });

  test('when an EdDSA signature stands under a P-256 key', async () => {
    expect(await codeOf(await signed(pair, aPolicy(), { kid: 'key-2' }))).toBe('wrong-algorithm');
  });

  test.each([{ crit: ['b64'], b64: true }, { b64: true }, { crit: ['exotic'], exotic: 1 }, { crit: [] }])(
    'when its header demands an extension: %j',
    async (extension) => {
      expect(await codeOf(forged({ ...header, ...extension }, aPolicy()))).toBe('wrong-type');
    },
  );

  test('when it demands an extension and is signed all the same', async () => {
    expect(await codeOf(await signed(pair, aPolicy(), { crit: ['exotic'], exotic: 'x' }))).toBe('wrong-type');
  });

  test.each(['JWT', 'gatepost-policy', 'GATEPOST-POLICY+JWS', undefined, 7])(
    'when it is a signed document of another type: %j',
    async (typ) => {
      expect(await codeOf(await signed(pair, aPolicy(), { typ } as { typ: string }))).toBe('wrong-type');
    },
  );

  test.each([
    '',
    'text',
    '..',
    'a.b',
    'a.b.c.d',
    '!.!.!',
    'AAAA.AAAA.AAAA',
    `${base64url('5')}.AAAA.AAAA`,
    `${base64url('null')}.AAAA.AAAA`,
    `${base64url('[]')}.AAAA.`,
    '<!doctype html><title>Sign in</title>',
    JSON.stringify({ payload: 'AAAA', signatures: [] }),
    JSON.stringify(aPolicy()),
  ])('when it is no compact JWS: %j', async (document) => {
    expect(['not-signed', 'wrong-type']).toContain(await codeOf(document));
  });

  test('when it has white space around it', async () => {
    expect(await codeOf(`${await signed(pair)}\n`)).toBe('not-signed');
  });
});

describe('a document that was changed anywhere', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  test('is never accepted, and never makes the check throw', async () => {
    const document = await signed(pair);
    const place = fc.nat({ max: document.length - 1 });
    const piece = fc.oneof(fc.constant(''), fc.constantFrom(...Array.from(ALPHABET), '.', '=', ' '), fc.string());
    await fc.assert(
      fc.asyncProperty(place, piece, fc.nat({ max: 3 }), async (at, inserted, removed) => {
        const mutated = document.slice(0, at) + inserted + document.slice(at + removed);
        fc.pre(mutated.slice(0, -1) !== document.slice(0, -1)); // the last character has a test of its own
        expect(await codeOf(mutated)).not.toBe('accepted');
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['Ed25519', () => pair],
    ['P-256', () => elliptic],
  ])('is not accepted even when only the unused bits of its last character differ (%s)', async (_, signer) => {
    const document = await signed(signer());
    const last = ALPHABET.indexOf(document.slice(-1));
    const others = [...Array(16).keys()].map((bits) => (last & 0b110000) | bits).filter((index) => index !== last);
    const codes = await Promise.all(others.map((index) => codeOf(document.slice(0, -1) + (ALPHABET[index] ?? ''))));
    expect(codes).not.toContain('accepted');
  });
});

describe('a browser that pins no key', () => {
  const unsigned = { trustedKeys: null };

  test('reads a document whoever signed it, and names no key', async () => {
    const document = await signed(await aKeyPair('EdDSA', 'key-9'));
    expect(await accept(document, unsigned)).toMatchObject({ ok: true, keyId: null, policy: aPolicy() });
  });

  test('reads texts beyond ASCII', async () => {
    const policy = aPolicy({ notice: { en: '“Grüße” – ok 🚧' } });
    expect(await accept(forged(header, policy), unsigned)).toMatchObject({ ok: true, policy });
  });

  test.each<[string, string]>([
    ['not-signed', 'text'],
    ['wrong-type', forged({ alg: 'none' }, aPolicy())],
    ['not-signed', `${base64url(JSON.stringify(header))}.AAAAA.AAAA`],
    ['not-signed', `${base64url(JSON.stringify(header))}.${Buffer.from([0xff, 0xfe]).toString('base64url')}.AAAA`],
    ['not-json', `${base64url(JSON.stringify(header))}.${base64url('{')}.AAAA`],
  ])('still refuses what is no policy (%s)', async (code, document) => {
    expect(await accept(document, unsigned)).toMatchObject({ ok: false, code });
  });
});

test('a trusted key that is no usable key refuses, and does not throw', async () => {
  const broken = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid: 'key-1' } as const;
  expect(await openSignedDocument(await signed(pair), [broken])).toMatchObject({
    ok: false,
    code: 'signature-invalid',
  });
});
