/** What a document that is signed well may still be refused for. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { acceptPolicy, type Acceptance, type VerificationContext } from '../../../src/trust/accept-policy.js';
import { aPolicy, DAY_MS, NOW_MS } from '../../support/policies.js';
import { aKeyPair, signed, type SigningPair } from '../../support/signing.js';

let pair: SigningPair;

beforeAll(async () => {
  pair = await aKeyPair();
});

function verify(document: string, changes: Partial<VerificationContext> = {}): Promise<Acceptance> {
  const usual = { policyName: null, minimumRevision: null, nowMs: NOW_MS, origin: 'fetched' } as const;
  return acceptPolicy(document, { trustedKeys: [pair.publicKey], ...usual, ...changes });
}

async function codeFor(payload: unknown, changes: Partial<VerificationContext> = {}): Promise<string> {
  const acceptance = await verify(await signed(pair, payload), changes);
  return acceptance.ok ? 'accepted' : acceptance.code;
}

describe('the content', () => {
  test.each(['policy', '{"format":1', '{"format":1,}'])('is refused when it is not JSON: %j', async (payload) => {
    expect(await codeFor(payload)).toBe('not-json');
  });

  test.each<[string, unknown]>([
    ['a later format', { ...aPolicy(), format: 2 }],
    ['no format', {}],
    ['a format that looks alike', { ...aPolicy(), format: '1' }],
    ['a format that is no text or number', { ...aPolicy(), format: { toString: null, valueOf: null } }],
    ['null', 'null'],
    ['a list', []],
    ['a number', '5'],
  ])('is refused when it has %s', async (_, payload) => {
    expect(await codeFor(payload)).toBe('format-unknown');
  });

  test('is refused, naming the place, when it does not follow the schema', async () => {
    const document = await signed(pair, { ...aPolicy(), pollSeconds: 1 });
    expect(await verify(document)).toEqual({ ok: false, code: 'schema-invalid', detail: 'at pollSeconds' });
  });

  test('is refused when it requires what this version cannot do', async () => {
    const document = await signed(pair, { ...aPolicy(), requires: ['account-rules'] });
    expect(await verify(document)).toMatchObject({ code: 'capability-unknown', detail: 'requires "account-rules"' });
  });

  test('never makes the check throw, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (payload) => {
        expect(await codeFor(payload)).toMatch(/^(not-json|format-unknown|schema-invalid)$/);
      }),
    );
  });
});

describe('the name', () => {
  test('must be the one that managed configuration expects', async () => {
    expect(await codeFor(aPolicy(), { policyName: 'globex' })).toBe('name-mismatch');
    expect(await codeFor(aPolicy(), { policyName: 'acme' })).toBe('accepted');
  });

  test('is the same for stored documents', async () => {
    expect(await codeFor(aPolicy(), { policyName: 'globex', origin: 'stored' })).toBe('name-mismatch');
  });
});

describe('the revision', () => {
  test.each(['fetched', 'stored'] as const)('may not be older than the floor (%s)', async (origin) => {
    const minimumRevision = { revision: 8, digest: 'any', signedAtMs: 0 };
    expect(await codeFor(aPolicy({ revision: 7 }), { minimumRevision, origin })).toBe('rollback');
  });

  test.each(['fetched', 'stored'] as const)('may not come twice with other content (%s)', async (origin) => {
    const first = await verify(await signed(pair, aPolicy()));
    const minimumRevision = first.ok ? first.minimumRevision : null;
    expect(await codeFor(aPolicy({ rules: [] }), { minimumRevision, origin })).toBe('revision-reused');
  });

  test('may come again with the very same document', async () => {
    const document = await signed(pair);
    const first = await verify(document);
    const minimumRevision = first.ok ? first.minimumRevision : null;
    expect(await verify(document, { minimumRevision })).toMatchObject({ ok: true, minimumRevision });
  });

  test('becomes the new floor when it is higher', async () => {
    const acceptance = await verify(await signed(pair, aPolicy({ revision: 9 })), {
      minimumRevision: { revision: 8, digest: 'x', signedAtMs: 0 },
    });
    expect(acceptance).toMatchObject({ ok: true, minimumRevision: { revision: 9 } });
    expect(acceptance.ok && acceptance.minimumRevision.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a revision that leaps', () => {
  test.each([
    [1_000_000, null, 'accepted'],
    [1_000_001, null, 'fast-forward'],
    [Number.MAX_SAFE_INTEGER, null, 'fast-forward'],
    [1_000_041, 41, 'accepted'],
    [1_000_042, 41, 'fast-forward'],
  ])('to %i after %p is %s', async (revision, before, code) => {
    const minimumRevision = before === null ? null : { revision: before, digest: 'x', signedAtMs: 0 };
    expect(await codeFor(aPolicy({ revision }), { minimumRevision })).toBe(code);
  });
});

describe('the highest time of issue seen', () => {
  const minimumRevision = (signedAtMs: number) => ({ revision: 1, digest: 'x', signedAtMs });
  const policy = aPolicy({ issuedAt: '2026-11-22T12:00:00Z', expiresAt: '2026-12-22T12:00:00Z' });

  test('is kept when an older document comes under a higher revision', async () => {
    const later = Date.parse('2026-11-25T12:00:00Z');
    expect(await verify(await signed(pair, policy), { minimumRevision: minimumRevision(later) })).toMatchObject({
      ok: true,
      minimumRevision: { signedAtMs: later },
    });
  });

  test('makes a document expired, whatever the clock says', async () => {
    const signedAtMs = Date.parse('2026-12-23T12:00:00Z');
    expect(await codeFor(policy, { minimumRevision: minimumRevision(signedAtMs) })).toBe('expired');
  });

  test('makes a document valid that a clock far behind takes for one from the future', async () => {
    const nowMs = Date.parse('2025-01-01T00:00:00Z');
    expect(await codeFor(policy, { nowMs })).toBe('not-yet-valid');
    expect(await codeFor(policy, { nowMs, minimumRevision: minimumRevision(Date.parse('2026-11-22T00:00:00Z')) })).toBe(
      'accepted',
    );
  });
});

describe('the time', () => {
  const policy = aPolicy({ issuedAt: '2026-11-22T12:00:00Z', expiresAt: '2026-12-22T12:00:00Z' });
  const issuedAtMs = Date.parse(policy.issuedAt);
  const expiresAtMs = Date.parse(policy.expiresAt);

  test.each([
    ['a day and a moment before it was issued', issuedAtMs - DAY_MS - 1, 'not-yet-valid'],
    ['a day before it was issued, by a clock that is behind', issuedAtMs - DAY_MS, 'accepted'],
    ['the moment before it expires', expiresAtMs - 1, 'accepted'],
    ['the moment it expires', expiresAtMs, 'expired'],
    ['long after', expiresAtMs + 365 * DAY_MS, 'expired'],
  ])('%s', async (_, nowMs, code) => {
    expect(await codeFor(policy, { nowMs })).toBe(code);
  });

  test.each([issuedAtMs - 10 * DAY_MS, expiresAtMs, expiresAtMs + 365 * DAY_MS])(
    'does not take a stored document out of force (%i)',
    async (nowMs) => {
      expect(await codeFor(policy, { nowMs, origin: 'stored' })).toBe('accepted');
    },
  );
});

test('the first check that fails names the refusal', async () => {
  const wrongInEveryWay = aPolicy({ name: 'globex', revision: 1, expiresAt: '2026-11-23T00:00:00Z' });
  const minimumRevision = { revision: 5, digest: 'x', signedAtMs: 0 };
  expect(await codeFor(wrongInEveryWay, { policyName: 'acme', minimumRevision })).toBe('name-mismatch');
  expect(await codeFor(wrongInEveryWay, { minimumRevision })).toBe('rollback');
  expect(await codeFor(wrongInEveryWay)).toBe('expired');
});

test('what is accepted holds nothing that the schema does not know', async () => {
  const acceptance = await verify(await signed(pair, { ...aPolicy(), surprise: true }));
  expect(acceptance.ok && acceptance.policy).toEqual(aPolicy());
});
