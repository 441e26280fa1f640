import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { doctorOfBundle } from '../../../../src/cli/commands/doctor/run.js';
import type { Finding } from '../../../../src/cli/doctor/finding.js';
import { problemCodes } from '../../../../src/protocol/problem-codes.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OTHER_ID = 'ponmlkjihgfedcbaponmlkjihgfedcba';

const wrong = (findings: readonly Finding[]) =>
  findings.filter(({ result }) => result === 'bad').map(({ code }) => code);

interface Parts {
  readonly extension?: object;
  readonly status?: object;
  readonly overview?: object;
}

/** As the status page saves it, where everything is right. */
const bundle = ({ extension, status, overview }: Parts = {}) => ({
  format: 1,
  madeAt: '2026-11-24T09:00:00.000Z',
  extension: { id: ID, name: 'Gatepost', version: '0.1.0', installType: 'admin', ...extension },
  browser: 'Mozilla/5.0',
  status: {
    managed: 'managed',
    policy: { name: 'contoso', revision: 7 },
    problems: [],
    ...status,
  },
  overview: {
    managed: { policyUrl: 'https://policy.contoso.example/policy.jws' },
    selfCheck: [
      { code: 'rules', ok: true, detail: '' },
      { code: 'host-access', ok: true, detail: '' },
    ],
    ...overview,
  },
});

async function ofBundle(content: unknown, expectedId: string | null = null): Promise<Finding[]> {
  const file = path.join(await temporaryFolder(), 'bundle.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return doctorOfBundle(file, expectedId);
}

const reporting = (...codes: string[]) => ({
  status: { problems: codes.map((code) => ({ code, detail: `of ${code}` })) },
});

describe('from a support file', () => {
  test('where everything is right', async () => {
    const findings = await ofBundle(bundle(), ID);
    expect(wrong(findings)).toEqual([]);
    expect(findings.map(({ code }) => code)).toEqual(['installed', 'configuration', 'host-access', 'policy-accepted']);
  });

  test.each<[string, Parts, string[]]>([
    ['another id than packed', { extension: { id: OTHER_ID } }, ['wrong-id']],
    ['installed by hand', { extension: { installType: 'development' } }, ['force-installed']],
    [
      'no configuration',
      { status: { managed: 'unmanaged', policy: null }, overview: { managed: null } },
      ['configuration'],
    ],
    [
      'a configuration that is not there yet',
      { status: { managed: 'waiting', policy: null }, overview: { managed: null } },
      ['configuration'],
    ],
    ['a mistake in it', { ...reporting('managed-invalid'), overview: { managed: null } }, ['configuration']],
    ['no access to sites', reporting('no-host-access'), ['host-access']],
    [
      'no access to sites, as its own check says',
      { overview: { selfCheck: [{ code: 'host-access', ok: false, detail: '' }] } },
      ['host-access'],
    ],
    [
      'rules that are not in order',
      { overview: { selfCheck: [{ code: 'guards', ok: false, detail: 'x' }] } },
      ['rules'],
    ],
    ['rules that were left out', reporting('rules-truncated'), ['rules']],
    ['a host that does not answer', reporting('host-unreachable'), ['policy-host']],
    ['a sign-in page in its place', reporting('wrong-media-type'), ['policy-host']],
    ['a refused policy', reporting('untrusted-key'), ['policy-accepted']],
    ['several', reporting('http-status', 'policy-expired'), ['policy-host', 'policy-accepted']],
  ])('%s', async (_, parts, codes) => {
    expect(wrong(await ofBundle(bundle(parts), ID))).toEqual(codes);
  });

  test('what the extension reports is told with its detail, and what to do', async () => {
    const messages = (await ofBundle(bundle(reporting('untrusted-key')), ID)).map(({ message }) => message);
    expect(messages.join('\n')).toMatch(
      /untrusted-key \(of untrusted-key\)\. docs\/reference\/problem-codes\.md, "Codes"/,
    );
  });

  test.each([
    ['no JSON', 'hello', /bundle\.json: /],
    ['another JSON', '{"hostAccess": "yes"}', /: format: expected 1/],
    ['a later format', { ...bundle(), format: 2 }, /: format: expected 1/],
    ['a part that is missing', { ...bundle(), overview: {} }, /: overview\.managed: /],
  ])('refuses %s', async (_, content, message) => {
    const refusal = await refusalOf(() => ofBundle(content));
    expect(refusal.exitCode).toBe(1);
    expect(refusal.message).toMatch(message);
  });
});

test('every problem that the extension knows comes to a finding', async () => {
  const findings = await ofBundle(bundle(reporting(...problemCodes)), ID);
  expect(wrong(findings)).toHaveLength(problemCodes.length);
});
