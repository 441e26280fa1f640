import { beforeEach, describe, expect, test } from '@jest/globals';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../../src/cli/lib/command-error.js';
import { keygen, type KeyFiles } from '../../../../src/cli/publishing/new-keys.js';
import { publish, type PublishOptions } from '../../../../src/cli/publishing/publish-policy.js';
import { acceptPolicy } from '../../../../src/trust/accept-policy.js';
import { DAY_MS, NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

const SOURCE = `format: 1
name: acme
organisation: { name: Acme }
tools:
  - { id: chatgpt, name: ChatGPT, vendor: OpenAI, category: assistant, sites: [chatgpt.com] }
  - { id: copilot, name: Copilot, vendor: Acme, category: assistant, sites: [copilot.acme.example] }
reasons: { privacy: It keeps what you paste }
rules:
  - id: no-chatgpt
    tools: [chatgpt]
    action: block
    reason: privacy
    alternatives: [copilot]
`;

let home: string;
let keys: KeyFiles;

beforeEach(async () => {
  home = await temporaryFolder();
  keys = await keygen(path.join(home, 'keys'), 'EdDSA');
});

async function publishSource(source = SOURCE, changes: Partial<PublishOptions> = {}) {
  const policyFile = path.join(home, 'policy.yaml');
  await writeFile(policyFile, source);
  const folder = path.join(home, 'public');
  return publish({ policyFile, keyFile: keys.privateFile, folder, newKey: false, nowMs: NOW_MS, ...changes });
}

const publishedDocument = () => readFile(path.join(home, 'public', 'policy.jws'), 'utf8');

const expected = { policyName: 'acme', minimumRevision: null, nowMs: NOW_MS, origin: 'fetched' } as const;

function accept(document: string) {
  return acceptPolicy(document, { ...expected, trustedKeys: [keys.publicKey] });
}

describe('gatepost publish', () => {
  test('puts a document in place that browsers accept', async () => {
    const { policy, keyId, file, warnings } = await publishSource();
    expect(await accept(await publishedDocument())).toMatchObject({ ok: true, policy, keyId });
    expect(file).toBe(path.join(home, 'public', 'policy.jws'));
    expect(warnings).toEqual([]);
  });

  test('leaves nothing but the document and its history in the folder', async () => {
    await publishSource();
    await publishSource();
    expect((await readdir(path.join(home, 'public'), { recursive: true })).sort()).toEqual([
      'history',
      'history/000001.jws',
      'history/000002.jws',
      'policy.jws',
    ]);
  });

  test('gives a document of the same second another second: static hosts make their ETag of it', async () => {
    const file = path.join(home, 'public', 'policy.jws');
    const seconds = new Set<number>();
    for (let time = 0; time < 3; time += 1) {
      await publishSource();
      seconds.add(Math.floor((await stat(file)).mtimeMs / 1000));
    }
    expect(seconds.size).toBe(3);
  });

  test('raises the revision each time', async () => {
    const revisions = [];
    for (let time = 0; time < 3; time += 1) revisions.push((await publishSource()).policy.revision);
    expect(revisions).toEqual([1, 2, 3]);
  });

  test('keeps since when a rule has been in force', async () => {
    const first = await publishSource();
    const second = await publishSource(`${SOURCE}  - { id: late, sites: [late.example], action: block }\n`, {
      nowMs: NOW_MS + DAY_MS,
    });
    expect(second.policy.rules.map(({ since }) => since)).toEqual([first.policy.issuedAt, second.policy.issuedAt]);
    expect(second.policy.issuedAt).not.toBe(first.policy.issuedAt);
  });

  test('goes on from a document that has expired', async () => {
    await publishSource(`${SOURCE}lifetime: 1d\n`);
    expect((await publishSource(SOURCE, { nowMs: NOW_MS + 9 * DAY_MS })).policy.revision).toBe(2);
  });

  test('warns when others can read the private key', async () => {
    await chmod(keys.privateFile, 0o644);
    expect((await publishSource()).warnings).toEqual([expect.stringContaining('chmod 600')]);
  });
});

describe('gatepost publish refuses', () => {
  test('a policy that its own time makes unacceptable, and publishes nothing', async () => {
    const refusal = await refusalOf(() => publishSource(`${SOURCE}expiresAt: 2020-01-01\n`));
    expect(refusal.message).toMatch(/expiresAt: the policy has expired \(2020-01-01\)/);
    expect(refusal.exitCode).toBe(1);
    expect(await readdir(home)).not.toContain('public');
  });

  test('another key than the one that browsers know, unless it is said to be new', async () => {
    await publishSource();
    const other = await keygen(path.join(home, 'other'), 'ES256');
    const before = await publishedDocument();
    const refusal = await refusalOf(() => publishSource(SOURCE, { keyFile: other.privateFile }));
    expect(refusal.message).toContain(keys.publicKey.kid);
    expect(refusal.message).toContain('--new-key');
    expect(refusal.exitCode).toBe(1);
    expect(await publishedDocument()).toBe(before);

    const done = await publishSource(SOURCE, { keyFile: other.privateFile, newKey: true });
    expect(done).toMatchObject({ keyId: other.publicKey.kid, policy: { revision: 2 } });
  });

  test('the folder of another policy', async () => {
    await publishSource();
    const before = await publishedDocument();
    const refusal = await refusalOf(() => publishSource(SOURCE.replace('name: acme', 'name: globex')));
    expect(refusal.message).toMatch(/public holds the policy "acme", not "globex"/);
    expect(refusal.exitCode).toBe(1);
    expect(await publishedDocument()).toBe(before);
  });

  test.each([
    ['damaged', (document: string) => document.replace(/\.[^.]+\./, '.e30.')],
    ['cut short', (document: string) => document.slice(0, 50)],
    ['empty', () => ''],
  ])('to go on from a published document that is %s', async (_, damage) => {
    await publishSource();
    await writeFile(path.join(home, 'public', 'policy.jws'), damage(await publishedDocument()));
    const refusal = await refusalOf(() => publishSource());
    expect(refusal.message).toMatch(/its revision cannot be continued/);
    expect(refusal.exitCode).toBe(1);
  });

  test('a policy file that is not there', async () => {
    const refusal = await refusalOf(() => publishSource(SOURCE, { policyFile: path.join(home, 'nothing.yaml') }));
    expect(refusal.message).toMatch(/cannot read the policy .*nothing\.yaml: there is no such file/);
    expect(refusal.exitCode).toBe(2);
  });

  test('a policy file that is a folder', async () => {
    const refusal = await refusalOf(() => publishSource(SOURCE, { policyFile: home }));
    expect(refusal.message).toMatch(/it is a folder/);
  });

  test('a folder to publish in that is a file', async () => {
    const refusal = await refusalOf(() => publishSource(SOURCE, { folder: keys.publicFile }));
    expect(refusal.message).toMatch(/a part of its path is not a folder|it exists already/);
    expect(refusal.exitCode).toBe(2);
  });
});

describe('gatepost publish refuses a key file that', () => {
  const refusalFor = async (content: string) => {
    const keyFile = path.join(home, 'key.json');
    await writeFile(keyFile, content, { mode: 0o600 });
    return refusalOf(() => publishSource(SOURCE, { keyFile }));
  };

  test('is not there', async () => {
    const refusal = await refusalOf(() => publishSource(SOURCE, { keyFile: path.join(home, 'nothing.json') }));
    expect(refusal.message).toMatch(/cannot read the key .*there is no such file/);
  });

  test('holds the public key', async () => {
    const refusal = await refusalOf(() => publishSource(SOURCE, { keyFile: keys.publicFile }));
    expect(refusal.message).toMatch(/it is a public key; expected the private one/);
    expect(refusal.exitCode).toBe(1);
  });

  test.each([
    ['is neither JSON nor PEM', 'key', /it is neither JSON nor PEM/],
    ['is cut short', '-----BEGIN PRIVATE KEY-----', /its PEM is damaged/],
    ['is no JSON object', '5', /it is not a JSON object/],
    ['holds no key', '{}', /no Ed25519 or P-256 key/],
    [
      'holds a key of another kind',
      '{"kty":"RSA","kid":"a","n":"AQAB","e":"AQAB","d":"AQAB"}',
      /no Ed25519 or P-256 key but RSA/,
    ],
  ])('%s', async (_, content, message) => {
    expect((await refusalFor(content)).message).toMatch(message);
  });

  test.each(['AAAA', '', 'not base64url!'])('holds a damaged private part: %j', async (d) => {
    const refusal = await refusalFor(JSON.stringify({ ...keys.publicKey, d }));
    expect(refusal.message).toContain('key.json');
    expect(refusal.exitCode).toBe(1);
  });

  test('holds the halves of two keys', async () => {
    const other = await keygen(path.join(home, 'other'), 'EdDSA');
    const { d } = JSON.parse(await readFile(other.privateFile, 'utf8')) as { d: string };
    const refusal = await refusalFor(JSON.stringify({ ...keys.publicKey, d }));
    expect(refusal.exitCode).toBe(1);
    expect(await readdir(home)).not.toContain('public');
  });

  test('never tells what the private part is', async () => {
    const refusal = await refusalFor('{"kty":"OKP","crv":"Ed25519","d":"topsecret"}');
    expect(refusal.message).not.toContain('topsecret');
  });
});

describe('expectations under tests:', () => {
  const withTests = `${SOURCE}tests:
  - { name: chat is open, url: 'https://chatgpt.com/', decision: allow }
  - { url: 'https://copilot.acme.example/', decision: open }
`;

  test('that do not hold refuse the publication, with place and finding', async () => {
    await publishSource();
    const before = await publishedDocument();
    const refusal = await refusalOf(() => publishSource(withTests));
    expect(refusal.exitCode).toBe(EXIT.refused);
    const lines = [/^1 test fails; nothing was published:$/, /^ {2}.*policy\.yaml:15:5: test "chat is open"/, /^Fix /];
    expect(refusal.lines).toEqual(lines.map((line): unknown => expect.stringMatching(line)));
    expect(refusal.message).toContain('expected allow, found block (rule no-chatgpt)');
    expect(await publishedDocument()).toBe(before);
  });

  test('that do not hold are published with a reason, which the signed policy keeps', async () => {
    const { policy, warnings } = await publishSource(withTests, { acceptFailingTests: 'the test is of last year' });
    expect(policy.acceptedImpact).toEqual({ reason: 'the test is of last year', limits: ['tests'] });
    expect(warnings.join()).toContain('test "chat is open"');
  });

  test('that hold leave no trace', async () => {
    const { policy, warnings } = await publishSource(withTests.replace('decision: allow', 'decision: block'));
    expect(policy.acceptedImpact).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});
