/** What of a file goes into a filter: never a line in which a detector finds a secret. */
import { describe, expect, test } from '@jest/globals';
import { fingerprintsOfFile, withoutSecrets } from '../../../../src/cli/fingerprint/file-fingerprints.js';
import { gramsOf } from '../../../../src/data/fingerprint/grams.js';
import { unwinnowed } from '../../../../src/data/fingerprint/winnow.js';
import { wordDocument } from '../../../support/documents.js';

const KEY = '0f0e0d0c0b0a09080706050403020100';
const facts = (name: string, kind: 'code' | 'text' = 'code') => ({ name, kind, key: KEY });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const BEFORE = 'export async function connect(database, options) {\n  const client = new Client(database);\n';
const SECRET = `  client.token = 'ghp_${'16C7e42F292c6912E7'.repeat(2)}';\n`;
const AFTER = '  await client.open(options.timeout);\n  return new Ledger(client, options.currency);\n}\n';

describe('lines with secrets', () => {
  test('are left out, and nothing reaches across them', () => {
    expect(withoutSecrets(BEFORE + SECRET + AFTER)).toEqual({ pieces: [BEFORE, `\n${AFTER}`], secretLines: 1 });
    expect(withoutSecrets(BEFORE + AFTER)).toEqual({ pieces: [BEFORE + AFTER], secretLines: 0 });
  });

  test('all lines of a private key', () => {
    const key = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(4)}-----END PRIVATE KEY-----`;
    const parted = withoutSecrets(`${BEFORE}const pem = \`${key}\`;\n${AFTER}`);
    expect(parted?.pieces.join('')).toBe(`${BEFORE}\n${AFTER}`);
    expect(parted?.secretLines).toBe(6);
  });

  test('several secrets, on the same line and on the last', () => {
    expect(withoutSecrets(`${BEFORE}${SECRET.trim()} ${SECRET.trim()}`)?.pieces).toEqual([BEFORE, '']);
  });

  test('no gram of such a line is among the fingerprints', async () => {
    const outcome = await fingerprintsOfFile(bytes((BEFORE + SECRET + AFTER).repeat(1)), facts('a.ts'));
    if (!('taken' in outcome)) throw new Error('it is taken in');
    const known = new Set(pairs(outcome.taken.hashes));
    const [grams] = gramsOf(BEFORE + SECRET + AFTER, { key: KEY, kind: 'code' });
    if (grams === undefined) throw new Error('there are grams');
    const all = unwinnowed(grams);
    // In normalised characters: the token and what shares a gram with it.
    const at = (BEFORE + SECRET).replace(/[^A-Za-z0-9]/g, '').length;
    const touching = pairs(all.hashes).filter((_, place) => place > at - 64 && place < at);
    expect(touching.length).toBeGreaterThan(20);
    expect(touching.filter((pair) => known.has(pair))).toEqual([]);
    expect(outcome.taken).toMatchObject({ secretLines: 1, lines: 5 });
  });
});

test.each<[string, Uint8Array, string]>([
  ['short', bytes('const a = 1;'), 'short'],
  ['binary', Uint8Array.from({ length: 400 }, (_, at) => at % 7), 'unreadable'],
  ['generated', bytes(`// @generated\n${AFTER}`), 'generated'],
])('%s', async (_, content, leave) => {
  expect(await fingerprintsOfFile(content, facts('a.ts'))).toEqual({ leave });
});

test('a document is read as one, and one that cannot be read is named', async () => {
  const document = wordDocument([
    'The board agreed to sell the harbour site to the second bidder before the end of March.',
  ]);
  expect(await fingerprintsOfFile(document, facts('minutes.docx', 'text'))).toMatchObject({
    taken: { secretLines: 0 },
  });
  expect(await fingerprintsOfFile(document.subarray(0, 100), facts('minutes.docx', 'text'))).toEqual({
    leave: 'unreadable',
  });
});

function pairs(hashes: Uint32Array): string[] {
  return Array.from({ length: hashes.length / 2 }, (_, at) => `${hashes[at * 2] ?? 0}:${hashes[at * 2 + 1] ?? 0}`);
}
