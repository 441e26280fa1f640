import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { doctorOfBundle } from '../../../../src/cli/commands/doctor.js';
import type { Finding } from '../../../../src/cli/doctor/diagnose.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';

const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ verdict }) => verdict === 'bad').map(({ code }) => code);

describe('from a support bundle', () => {
  async function ofBundle(content: unknown, expectedId: string | null = null): Promise<Finding[]> {
    const file = path.join(await temporaryFolder(), 'bundle.json');
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
    return doctorOfBundle(file, expectedId);
  }

  test('where everything is right', async () => {
    const managedConfiguration = { policyUrl: 'https://policy.contoso.example/policy.jws' };
    const bundle = {
      extension: { id: ID, version: '0.1.0', installType: 'admin' },
      managedConfiguration,
      hostAccess: true,
      problems: [],
    };
    expect(wrong(await ofBundle(bundle, ID))).toEqual([]);
  });

  test.each<[string, object, string[]]>([
    ['another id than packed', { extension: { id: OTHER_ID, installType: 'admin' } }, ['wrong-id']],
    ['installed by hand', { extension: { id: ID, installType: 'development' } }, ['force-installed']],
    ['no configuration', { managedConfiguration: {} }, ['configuration']],
    ['a mistake in it', { managedConfiguration: { policyUrl: 'x' } }, ['configuration']],
    ['no access to sites', { hostAccess: false }, ['host-access']],
    ['a refused policy', { problems: [{ code: 'key-unknown', detail: 'signed with k2' }] }, ['policy-accepted']],
  ])('%s', async (_, bundle, codes) => {
    expect(wrong(await ofBundle(bundle, ID))).toEqual(codes);
  });

  test.each([
    ['no JSON', 'hello'],
    ['another JSON', '{"hostAccess": "yes"}'],
  ])('refuses %s', async (_, content) => {
    expect((await refusalOf(() => ofBundle(content))).exitCode).toBe(1);
  });
});
