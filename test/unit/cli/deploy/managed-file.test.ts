import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readManagedFile } from '../../../../src/cli/deploy/managed-file.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const GOOD = 'policyUrl: https://policy.contoso.example/policy.jws\n';

let file: string;

beforeEach(async () => {
  file = path.join(await temporaryFolder(), 'managed.yaml');
});

async function read(content: string) {
  await writeFile(file, content);
  return readManagedFile(file, path.resolve('public/managed-schema.json'));
}

describe('managed.yaml', () => {
  test('is read as it is written, and as the extension will understand it', async () => {
    const { raw, configuration } = await read(`${GOOD}groups: [Pilot]\nring: "1"\n`);
    expect(raw).toEqual({ policyUrl: 'https://policy.contoso.example/policy.jws', groups: ['Pilot'], ring: '1' });
    expect(configuration).toMatchObject({ groups: ['Pilot'], ring: '1' });
  });

  test.each([
    ['a key with a slip', `${GOOD}policyname: x`, 'policyname: unknown key: did you mean policyName?'],
    ['a number where Chromium wants a text', `${GOOD}ring: 1`, 'ring: found a integer, expected a text'],
    ['a text where it wants a list', `${GOOD}groups: Pilot`, 'groups: found a text, expected a list'],
    [
      'a slip inside a list',
      `${GOOD}trustedKeys: [{ kty: OKP, krv: x }]`,
      'trustedKeys[0].krv: unknown key: did you mean crv?',
    ],
    ['no address', 'ring: pilot', 'policyUrl: expected an https address'],
    [
      'an address that is not https',
      'policyUrl: http://policy.contoso.example/',
      'policyUrl: expected an https address',
    ],
    ['nothing', '', 'it is empty: expected at least policyUrl'],
    ['a list', '- a', 'the file: expected keys'],
    ['broken YAML', 'policyUrl: "', 'line 1, column 13: unexpected end of the stream within a double quoted scalar'],
  ])('is refused with %s', async (_, content, message) => {
    const refusal = await refusalOf(() => read(content));
    expect(refusal.message).toContain(`${file}: `);
    expect(refusal.message).toContain(message);
    expect(refusal.exitCode).toBe(1);
  });

  test('names every mistake at once', async () => {
    const refusal = await refusalOf(() => read(`${GOOD}ring: 1\ngroups: 2`));
    expect(refusal.message.split('\n')).toHaveLength(2);
  });
});
