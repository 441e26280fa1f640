import { describe, expect, test } from '@jest/globals';
import { parseManagedConfiguration } from '../../../src/trust/managed-configuration.js';
import { algorithmOf, trustedKeySchema } from '../../../src/trust/trusted-key.js';

const okp = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', kid: 'key-1' };
const ec = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN',
  kid: 'key-2',
};
const policyUrl = 'https://policy.acme.example/policy.jws';

describe('managed configuration is read', () => {
  test('completed with what may be left out', () => {
    expect(parseManagedConfiguration({ policyUrl })).toEqual({
      kind: 'managed',
      configuration: {
        policyUrl,
        trustedKeys: null,
        policyName: null,
        groups: [],
        ring: null,
        organisation: null,
        bootstrapPolicy: null,
        initial: { mode: 'open', sites: [] },
        events: null,
        identity: null,
        privateWindows: 'on',
      },
      problem: null,
    });
  });

  test('with everything it may say', () => {
    const raw = { policyUrl, trustedKeys: [okp, ec], policyName: 'acme', groups: ['design'], ring: 'pilot' };
    const more = {
      organisation: 'Acme',
      bootstrapPolicy: 'a.b.c',
      initialMode: 'closed',
      initialSites: ['chat.example'],
      eventsEndpoint: 'https://collector.example/v1/logs',
      eventsHeaders: [{ name: 'Authorization', value: 'Bearer abc' }],
      identity: 'ada',
      privateWindows: 'off',
    };
    const rest = {
      organisation: 'Acme',
      bootstrapPolicy: 'a.b.c',
      initial: { mode: 'closed', sites: ['chat.example'] },
      events: {
        endpoint: 'https://collector.example/v1/logs',
        headers: [{ name: 'Authorization', value: 'Bearer abc' }],
      },
      identity: 'ada',
      privateWindows: 'off',
    };
    expect(parseManagedConfiguration({ ...raw, ...more })).toEqual({
      kind: 'managed',
      configuration: { ...raw, ...rest },
      problem: null,
    });
  });

  test('with what it does not know left aside', () => {
    expect(parseManagedConfiguration({ policyUrl, later: true })).toMatchObject({ kind: 'managed' });
  });
});

test.each([{}, null, undefined, 'text', 5])('%j is no configuration', (raw) => {
  expect(parseManagedConfiguration(raw)).toEqual({ kind: 'unmanaged' });
});

test.each([
  ['eventsEndpoint', 'http://collector.example/v1/logs'],
  ['eventsEndpoint', 'https://user:secret@collector.example/'],
  ['eventsHeaders', [{ name: 'X Y', value: 'v' }]],
  ['eventsHeaders', [{ name: 'X-Y', value: 'v\r\nInjected: 1' }]],
  ['eventsHeaders', [{ name: 'X-Y' }]],
  ['identity', ''],
])('%s may not be %j', (field, value) => {
  expect(parseManagedConfiguration({ policyUrl, [field]: value })).toMatchObject({ kind: 'invalid', field });
});

describe('the policy’s address', () => {
  test.each([
    'https://policy.acme.example/policy.jws',
    'https://policy.acme.example:8443/a/b?c=d',
    'http://localhost/policy.jws',
    'http://localhost:8420/policy.jws',
    'http://127.0.0.1:8420/policy.jws',
  ])('may be %s', (address) => {
    expect(parseManagedConfiguration({ policyUrl: address, trustedKeys: [okp] })).toMatchObject({
      kind: 'managed',
      configuration: { policyUrl: address },
    });
  });

  test.each([
    undefined,
    '',
    5,
    'policy.acme.example/policy.jws',
    'http://policy.acme.example/policy.jws',
    'http://localhost.evil.com/policy.jws',
    'http://127.0.0.1.evil.com/policy.jws',
    'http://localhost@evil.com/policy.jws',
    'http://localhost:1@evil.com/policy.jws',
    'http://localhost:80@evil.com:80/policy.jws',
    'http://localhost\\@evil.com/',
    'http://evil.com/http://localhost/',
    'http://evil.com#http://localhost/',
    'http://[::1]:8420/policy.jws',
    'http://[::1].evil.com/policy.jws',
    'http://127.0.0.2/policy.jws',
    'http://localhost:99999/policy.jws',
    'https://user:secret@policy.acme.example/policy.jws',
    'https:user:secret@policy.acme.example/policy.jws',
    'file:///etc/policy.jws',
    'javascript:alert(1)',
    'ftp://policy.acme.example/policy.jws',
    'data:text/plain,x',
  ])('may not be %j', (address) => {
    expect(parseManagedConfiguration({ policyUrl: address, trustedKeys: [okp] })).toMatchObject({
      kind: 'invalid',
      field: 'policyUrl',
      expected: expect.stringContaining('https'),
    });
  });

  test.each(['http://localhost:8420/policy.jws', 'http://127.0.0.1/policy.jws'])(
    'needs trusted keys when it is %s',
    (address) => {
      expect(parseManagedConfiguration({ policyUrl: address })).toMatchObject({
        kind: 'invalid',
        field: 'trustedKeys',
      });
    },
  );
});

describe('a configuration is invalid, naming the field, when', () => {
  test.each<[string, unknown]>([
    ['trustedKeys', []],
    ['trustedKeys', {}],
    ['trustedKeys', [null]],
    ['trustedKeys', [okp, { ...okp, kid: undefined }]],
    ['trustedKeys', [{ ...okp, kid: '' }]],
    ['trustedKeys', [{ ...okp, kid: 'a key' }]],
    ['trustedKeys', [{ ...okp, crv: 'X25519' }]],
    ['trustedKeys', [{ ...okp, x: undefined }]],
    ['trustedKeys', [{ ...okp, x: 'a+b/c=' }]],
    ['trustedKeys', [{ ...ec, crv: 'P-384' }]],
    ['trustedKeys', [{ ...ec, y: undefined }]],
    ['trustedKeys', [{ kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'key-3' }]],
    ['trustedKeys', [{ kty: 'oct', k: 'AQAB', kid: 'key-3' }]],
    ['policyName', 5],
    ['groups', 'design'],
    ['groups', [5]],
    ['ring', ['pilot']],
  ])('%s is %j', (field, value) => {
    const reading = parseManagedConfiguration({ policyUrl, [field]: value });
    expect(reading).toMatchObject({ kind: 'invalid', field, expected: expect.stringMatching(/./) });
  });
});

describe('a pinned key that says it is for something else is refused (RFC 7517, 4.2 to 4.4)', () => {
  test.each([
    [{ use: 'enc' }, '"use"'],
    [{ use: '' }, '"use"'],
    [{ use: ['sig'] }, '"use"'],
    [{ key_ops: ['sign'] }, '"key_ops"'],
    [{ key_ops: [] }, '"key_ops"'],
    [{ key_ops: 'verify' }, '"key_ops"'],
    [{ key_ops: ['encrypt', 'wrapKey'] }, '"key_ops"'],
    [{ alg: 'none' }, '"alg"'],
    [{ alg: 'HS256' }, '"alg"'],
    [{ alg: 'ES384' }, '"alg"'],
    [{ d: 'AAAA' }, 'private key'],
  ])('%j', (more, reason) => {
    for (const key of [okp, ec]) {
      const reading = parseManagedConfiguration({ policyUrl, trustedKeys: [okp, { ...key, ...more }] });
      expect(reading).toMatchObject({
        kind: 'invalid',
        field: 'trustedKeys',
        expected: expect.stringContaining(reason),
      });
      expect(reading).toMatchObject({ expected: expect.stringContaining('of key 2') });
      expect(JSON.stringify(reading)).not.toContain('AAAA');
    }
  });

  test('an algorithm of the other kind of key', () => {
    for (const key of [
      { ...okp, alg: 'ES256' },
      { ...ec, alg: 'EdDSA' },
    ]) {
      expect(parseManagedConfiguration({ policyUrl, trustedKeys: [key] })).toMatchObject({ field: 'trustedKeys' });
    }
  });

  test.each([{ use: 'sig' }, { key_ops: ['verify'] }, { key_ops: ['sign', 'verify'] }, { x5t: 'AAAA', ext: true }])(
    '%j is as it should be, and nothing of it is kept',
    (more) => {
      const reading = parseManagedConfiguration({ policyUrl, trustedKeys: [{ ...okp, ...more, alg: 'EdDSA' }] });
      expect(reading).toMatchObject({ kind: 'managed', configuration: { trustedKeys: [okp] } });
      expect(reading).not.toMatchObject({ configuration: { trustedKeys: [more] } });
    },
  );
});

test('a key is bound to the one algorithm of its kind', () => {
  expect([okp, ec].map((key) => algorithmOf(trustedKeySchema.parse(key)))).toEqual(['EdDSA', 'ES256']);
});

test.each<[string, Record<string, unknown>]>([
  ['trustedKeys', { bootstrapPolicy: 'a.b.c' }],
  ['initialSites', { initialMode: 'closed' }],
  ['initialSites', { initialMode: 'observe', initialSites: [] }],
  ['initialMode', { initialMode: 'shut' }],
  ['organisation', { organisation: '' }],
  ['bootstrapPolicy', { bootstrapPolicy: 5 }],
])('%s is named where the configuration cannot mean %j', (field, more) => {
  expect(parseManagedConfiguration({ policyUrl, ...more })).toMatchObject({ kind: 'invalid', field });
});
