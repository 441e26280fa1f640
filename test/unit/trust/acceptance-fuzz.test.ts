/** Ten thousand mutants of real documents: the acceptance neither throws nor lets one of them in. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptPolicy, type Acceptance } from '../../../src/trust/accept-policy.js';
import type { TrustedKey } from '../../../src/trust/trusted-key.js';
import { aPolicy, NOW_MS } from '../../support/policies.js';
import { aKeyPair, base64url, signed, type SigningPair } from '../../support/signing.js';

const MUTANTS = 10_000;

let pair: SigningPair;
let documents: readonly string[];
let trustedKeys: readonly TrustedKey[];

beforeAll(async () => {
  pair = await aKeyPair('EdDSA', 'key-1');
  const other = await aKeyPair('ES256', 'key-2');
  trustedKeys = [pair.publicKey, other.publicKey];
  documents = await Promise.all([pair, other].map((each) => signed(each, aPolicy({ revision: 8 }))));
});

function accept(document: string): Promise<Acceptance> {
  const minimumRevision = { revision: 7, digest: 'x', signedAtMs: NOW_MS };
  return acceptPolicy(document, { trustedKeys, policyName: null, minimumRevision, nowMs: NOW_MS, origin: 'fetched' });
}

type Mutation = (document: string, other: string) => string;

const part = fc.integer({ min: 0, max: 2 });
const position = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const character = fc.constantFrom(...'ABYZabyz019-_.=+/ \n\0é{"'.split(''));

const parts = (document: string): string[] => document.split('.');
const withPart = (document: string, index: number, text: string): string =>
  parts(document)
    .map((each, at) => (at === index ? text : each))
    .join('.');

/** Alters one part as the JSON that it is; left alone when an earlier mutation has made it something else. */
function withJson(document: string, index: number, alter: (json: object) => object): string {
  const text = Buffer.from(parts(document)[index] ?? '', 'base64url').toString();
  try {
    return withPart(document, index, base64url(JSON.stringify(alter(Object(JSON.parse(text)) as object))));
  } catch {
    return document;
  }
}

const headerName = fc.constantFrom('alg', 'typ', 'kid', 'crit', 'b64', 'jwk', 'jku', 'x5c', 'zip', 'cty');
const headerValue = fc.oneof(
  fc.constantFrom('none', 'HS256', 'ES256', 'EdDSA', 'Ed25519', 'RS256', 'key-1', 'key-2', 'JWT', ['b64'], true, null),
  fc.jsonValue({ maxDepth: 2 }),
);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(position, character).map(([at, put]) => (text: string) => {
    const index = Math.floor(at * text.length);
    return text.slice(0, index) + put + text.slice(index + 1);
  }),
  fc.tuple(position, character).map(([at, put]) => (text: string) => {
    const index = Math.floor(at * text.length);
    return text.slice(0, index) + put + text.slice(index);
  }),
  fc.tuple(position, position).map(([from, to]) => (text: string) => {
    const [start = 0, end = 0] = [from, to].map((each) => Math.floor(each * text.length)).sort((a, b) => a - b);
    return text.slice(0, start) + text.slice(end);
  }),
  position.map((at) => (text: string) => text.slice(0, Math.floor(at * text.length))),
  fc.tuple(part, part).map(([one, two]) => (text: string) => {
    const all = parts(text);
    return withPart(withPart(text, one, all[two] ?? ''), two, all[one] ?? '');
  }),
  part.map((index) => (text: string, other: string) => withPart(text, index, parts(other)[index] ?? '')),
  fc.tuple(part, fc.string()).map(
    ([index, put]) =>
      (text: string) =>
        withPart(text, index, put),
  ),
  fc.tuple(part, fc.string()).map(
    ([index, put]) =>
      (text: string) =>
        withPart(text, index, base64url(put)),
  ),
  fc.tuple(headerName, headerValue).map(
    ([name, value]) =>
      (text: string) =>
        withJson(text, 0, (header) => ({ ...header, [name]: value })),
  ),
  fc.tuple(fc.constantFrom('revision', 'rules', 'expiresAt', 'mode', '__proto__', 'tools'), fc.jsonValue()).map(
    ([name, value]) =>
      (text: string) =>
        withJson(text, 1, (payload) => ({ ...payload, [name]: value })),
  ),
  fc
    .uint8Array({ minLength: 64, maxLength: 64 })
    .map((bytes) => (text: string) => withPart(text, 2, Buffer.from(bytes).toString('base64url'))),
  fc.constantFrom('=', '==', '.', '..', '\n', ' ', '\0').map((tail) => (text: string) => text + tail),
);

describe('mutants', () => {
  test(`of a good document are refused, each with a code (${MUTANTS} of them)`, async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.nat(1), fc.array(mutation, { minLength: 1, maxLength: 3 }), async (which, mutations) => {
        const original = documents[which] ?? '';
        const other = documents[1 - which] ?? '';
        const mutant = mutations.reduce((text, mutate) => mutate(text, other), original);
        fc.pre(mutant !== original);
        const acceptance = await accept(mutant);
        // Mutating twice may lead back to a whole document of the company's own.
        expect(acceptance.ok && !documents.includes(mutant)).toBe(false);
        if (!acceptance.ok) codes.add(acceptance.code);
      }),
      { numRuns: MUTANTS },
    );
    // The mutations reach the later checks too, not the first one only.
    expect([...codes]).toEqual(
      expect.arrayContaining(['not-signed', 'wrong-type', 'untrusted-key', 'wrong-algorithm', 'signature-invalid']),
    );
  });

  test('the documents that they are made of are accepted', async () => {
    for (const document of documents) expect((await accept(document)).ok).toBe(true);
  });

  test('of the content, signed by the company itself, never make the check throw', async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(aPolicy()), 'requires', 'observeUntil', 'notice', 'later'),
        fc.jsonValue({ maxDepth: 4 }),
        async (name, value) => {
          const acceptance = await accept(await signed(pair, { ...aPolicy({ revision: 8 }), [name]: value }));
          codes.add(acceptance.ok ? 'accepted' : acceptance.code);
        },
      ),
      { numRuns: 2_000 },
    );
    expect([...codes]).toEqual(expect.arrayContaining(['schema-invalid', 'format-unknown', 'accepted']));
  });
});
