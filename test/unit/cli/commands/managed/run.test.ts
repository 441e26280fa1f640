import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keygen } from '../../../../../src/cli/publishing/new-keys.js';
import { managed, type ManagedOptions } from '../../../../../src/cli/commands/managed/run.js';
import { parseManagedConfiguration } from '../../../../../src/trust/managed-configuration.js';
import { DAY_MS, NOW_MS } from '../../../../support/policies.js';
import { aPublisher, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const URL = 'https://policy.acme.example/policy.jws';
const COLLECTOR = 'https://collector.acme.example/v1/logs';
const NOTHING = { categories: [], tools: [], sites: [] };

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

const compose = (changes: Partial<ManagedOptions> = {}) =>
  managed({ url: URL, keyFiles: [admin.keys.publicFile], groups: [], initial: NOTHING, nowMs: NOW_MS, ...changes });

const closed = (initial: Partial<ManagedOptions['initial']>) =>
  compose({ initialMode: 'closed', initial: { ...NOTHING, ...initial } });

async function refusedWith(changes: Partial<ManagedOptions>): Promise<string> {
  const refusal = await refusalOf(() => compose(changes));
  expect(refusal.exitCode).toBe(1);
  return refusal.message;
}

describe('gatepost managed', () => {
  test('composes what was given, and nothing else', async () => {
    expect(await compose()).toEqual({ policyUrl: URL, trustedKeys: [admin.keys.publicKey] });
  });

  test('composes everything that managed configuration can say, as the extension reads it', async () => {
    await admin.publish(['one']);
    const bootstrapFile = path.join(admin.folder, 'policy.jws');
    const document = await compose({
      name: 'acme',
      groups: ['Marketing', 'Research'],
      ring: 'pilot',
      organisation: 'Acme',
      bootstrapFile,
      initialMode: 'observe',
      initial: { ...NOTHING, sites: ['a.example'] },
      eventsEndpoint: COLLECTOR,
      eventsHeaders: ['Authorization: Bearer a:b'],
      identity: 'ada@acme.example',
      nowMs: admin.now(),
    });
    expect(document).toEqual({
      policyUrl: URL,
      trustedKeys: [admin.keys.publicKey],
      policyName: 'acme',
      groups: ['Marketing', 'Research'],
      ring: 'pilot',
      organisation: 'Acme',
      bootstrapPolicy: await admin.document(),
      initialMode: 'observe',
      initialSites: ['a.example'],
      eventsEndpoint: COLLECTOR,
      eventsHeaders: [{ name: 'Authorization', value: 'Bearer a:b' }],
      identity: 'ada@acme.example',
    });
    expect(parseManagedConfiguration(document)).toMatchObject({ kind: 'managed', configuration: { ring: 'pilot' } });
  });

  test('reads headers from a file, so that a token is in no list of processes', async () => {
    const file = path.join(admin.home, 'headers.txt');
    await writeFile(file, 'Authorization: Bearer of-the-file\r\n\nX-Tenant:acme\n');
    const { eventsHeaders } = await compose({ eventsEndpoint: COLLECTOR, eventsHeaders: [`@${file}`, 'X-More: 1'] });
    expect(eventsHeaders).toEqual([
      { name: 'Authorization', value: 'Bearer of-the-file' },
      { name: 'X-Tenant', value: 'acme' },
      { name: 'X-More', value: '1' },
    ]);
  });

  test('does not show what a file of headers holds when a line of it is wrong', async () => {
    const file = path.join(admin.home, 'headers.txt');
    await writeFile(file, 'X-Tenant: acme\nsecret-token\n');
    const message = await refusedWith({ eventsEndpoint: COLLECTOR, eventsHeaders: [`@${file}`] });
    expect(message).toMatch(/headers\.txt, line 2: expected a name, a colon and a value/);
    expect(message).not.toContain('secret-token');
  });

  test('takes the old and the new key beside each other, as JWK and as PEM', async () => {
    const next = await keygen(path.join(admin.home, 'next'), 'ES256');
    const { trustedKeys } = await compose({ keyFiles: [admin.keys.publicFile, next.publicPemFile] });
    expect(trustedKeys).toEqual([admin.keys.publicKey, next.publicKey]);
  });

  test('goes without a key where the policy comes over https', async () => {
    expect(await compose({ keyFiles: [] })).toEqual({ policyUrl: URL });
  });

  test('turns categories, tools and sites into sites, since browsers have no catalogue', async () => {
    const { initialSites = [], initialMode } = await closed({ tools: ['chatgpt'], sites: ['other.example/ai'] });
    expect(initialMode).toBe('closed');
    expect(initialSites).toEqual(expect.arrayContaining(['chatgpt.com', 'other.example/ai']));
    const images = await closed({ categories: ['image'] });
    expect(images.initialSites?.length).toBeGreaterThan(20);
    expect(images.initialSites).toContain('midjourney.com');
  });

  test('names no site that another one covers', async () => {
    const sites = ['a.example', 'b.a.example', 'a.example/path', 'c.example/x', 'c.example'];
    expect((await closed({ sites })).initialSites).toEqual(['a.example', 'c.example']);
  });
});

describe('gatepost managed refuses', () => {
  test.each([
    ['http beyond loopback', { url: 'http://policy.acme.example/policy.jws' }, /^--url: expected an https address/],
    [
      'no key without https',
      { url: 'http://127.0.0.1:1/policy.jws', keyFiles: [] },
      /^--key: expected a list of public keys/,
    ],
    ['an empty organisation', { organisation: ' ' }, /^--organisation: expected some text/],
    ['an empty identity', { identity: '' }, /^--identity: expected some text/],
    [
      'a collector without https',
      { eventsEndpoint: 'http://collector.acme.example/v1/logs' },
      /^--events-endpoint: expected an https address/,
    ],
    [
      'a header that HTTP does not allow',
      { eventsEndpoint: COLLECTOR, eventsHeaders: ['X-Name: a\u00e9'] },
      /^--events-header: expected a list of at most 20/,
    ],
    ['a header without a value', { eventsEndpoint: COLLECTOR, eventsHeaders: ['X-Name'] }, /^--events-header X-Name: /],
    ['headers for nobody', { eventsHeaders: ['X-Name: 1'] }, /^--events-header needs --events-endpoint/],
    ['closed without a word of what', { initialMode: 'closed' }, /^--initial-mode closed: say what it is about/],
    ['sites that nothing closes', { initial: { ...NOTHING, sites: ['a.example'] } }, /need --initial-mode closed/],
    ['observe without a word of what', { initialMode: 'observe' }, /^--initial-mode observe: say what it is about/],
  ] satisfies [string, Partial<ManagedOptions>, RegExp][])('%s', async (_, changes, message) => {
    expect(await refusedWith(changes)).toMatch(message);
  });

  test.each([
    [{ categories: ['images'] }, /--initial-category images: did you mean image\?/],
    [{ tools: ['chatgtp'] }, /--initial-tool chatgtp: did you mean chatgpt/],
    [{ tools: ['nothing-of-the-kind'] }, /the catalogue has none of that name/],
    [{ sites: ['https://a.example/'] }, /--initial-site https:\/\/a\.example\/: expected /],
  ])('names that are not known: %j', async (initial, message) => {
    expect(await refusedWith({ initialMode: 'closed', initial: { ...NOTHING, ...initial } })).toMatch(message);
  });

  test('two keys of one id', async () => {
    expect(await refusedWith({ keyFiles: [admin.keys.publicFile, admin.keys.publicPemFile] })).toMatch(
      /two keys have the id/,
    );
  });

  test('a bootstrap policy that browsers would refuse', async () => {
    await admin.publish(['one'], 'lifetime: 1d\n');
    const bootstrapFile = path.join(admin.folder, 'policy.jws');
    const other = await keygen(path.join(admin.home, 'other'), 'ES256');
    expect(await refusedWith({ bootstrapFile, keyFiles: [other.publicFile] })).toMatch(/--bootstrap: .*untrusted-key/);
    expect(await refusedWith({ bootstrapFile, name: 'globex' })).toMatch(/name-mismatch/);
    expect(await refusedWith({ bootstrapFile, nowMs: NOW_MS + 3 * DAY_MS })).toMatch(/expired/);
    expect(await refusedWith({ bootstrapFile, keyFiles: [] })).toMatch(/--bootstrap needs --key/);
    await writeFile(bootstrapFile, (await admin.document()).slice(0, -9));
    expect(await refusedWith({ bootstrapFile })).toMatch(/signature-invalid/);
  });
});
