/** Filters of fingerprints on their way from the policy source into the folder that the host serves. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../../src/cli/lib/command-error.js';
import { check } from '../../../../src/cli/commands/check/run.js';
import { scanFiles } from '../../../../src/cli/commands/scan/run.js';
import { pause } from '../../../../src/cli/commands/pause/run.js';
import { test as testPolicy } from '../../../../src/cli/explain/expectations.js';
import { renderDiff } from '../../../../src/cli/lib/format-diff.js';
import { renderStatus } from '../../../../src/cli/commands/status/command.js';
import { status } from '../../../../src/cli/commands/status/run.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { diff } from '../../../../src/cli/commands/diff/run.js';
import { publish } from '../../../../src/cli/publishing/publish-policy.js';
import { MAX_FILTER_BYTES } from '../../../../src/policy/limits.js';
import { sha256OfBytes } from '../../../../src/policy/sha256.js';
import { FILTER_KEY, filterOf, OTHER_CODE, OWN_CODE, PROSE } from '../../../support/own-code.js';
import { NOW_MS } from '../../../support/policies.js';
import { aPublisher, aSource, type Publisher } from '../../../support/publishing.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

const FILTER = filterOf(OWN_CODE);
const DATA = `data:
  own: warn
  fingerprints:
    payments: { file: code.fp, key: "${FILTER_KEY}", label: payments code }
`;

let publisher: Publisher;
let file: string;
let policyFile: string;
let digest: string;

beforeEach(async () => {
  publisher = await aPublisher(await temporaryFolder());
  file = path.join(publisher.home, 'code.fp');
  policyFile = path.join(publisher.home, 'policy.yaml');
  digest = await sha256OfBytes(FILTER);
  await writeFile(file, FILTER);
});

const served = () => path.join(publisher.folder, 'fingerprints', `${digest}.fp`);

async function publishGuarded(tests = ''): Promise<void> {
  await writeFile(policyFile, source(tests));
  await publish({ ...publisher.options(), policyFile });
}

/** With a guard for the chat, and a rule that can be paused. */
const source = (tests = '') =>
  aSource(['chat:allow', 'other'], DATA).replace('action: allow }', 'action: allow, data: {} }') + tests;

describe('publish', () => {
  test('puts the file under its digest beside the policy, which names it', async () => {
    await publishGuarded();
    expect(Uint8Array.from(await readFile(served()))).toEqual(FILTER);
    expect((await publisher.policy()).data?.fingerprints).toEqual([
      ...[{ id: 'payments', sha256: digest, size: FILTER.length, kind: 'code', key: FILTER_KEY }].map((each) => ({
        ...each,
        label: { en: 'payments code' },
      })),
    ]);
  });

  test('keeps the files of earlier revisions, which may come back', async () => {
    await publishGuarded();
    await writeFile(file, filterOf(OTHER_CODE));
    await publishGuarded();
    expect(await readdir(path.dirname(served()))).toHaveLength(2);
  });

  test('puts nothing there for a policy without a guard', async () => {
    await publisher.publish(['chat:allow'], DATA);
    expect(await readdir(publisher.folder)).not.toContain('fingerprints');
  });

  test.each([
    ['a missing file', () => rm(file), /code\.fp: there is no such file/],
    ['a damaged file', () => truncate(file, 100), /code\.fp: .*part of it is missing; expected a file that gatepost/],
    ['another file', () => writeFile(file, PROSE), /code\.fp: .*another kind of file/],
    ['one that is too large', () => truncate(file, MAX_FILTER_BYTES + 1), /16,777,217 bytes; expected 16,777,216/],
  ])('refuses %s, with its place, and publishes nothing', async (_, spoil, expected) => {
    await spoil();
    const refusal = await refusalOf(() => publishGuarded());
    expect(refusal.message).toMatch(/^.*policy\.yaml:7:\d+: data\.fingerprints\.payments\.file: /);
    expect(refusal.message).toMatch(expected);
    expect(refusal.exitCode).toBe(EXIT.refused);
    await expect(readFile(path.join(publisher.folder, 'policy.jws'))).rejects.toThrow('ENOENT');
  });

  test('refuses a pause whose filter is no longer in the folder', async () => {
    await publishGuarded();
    await rm(served());
    const refusal = await refusalOf(() => pause({ ...publisher.options(), forMs: 3_600_000 }));
    expect(refusal.message).toMatch(/data\.fingerprints\.payments: .*\.fp is missing: .*nothing was published/);
    await writeFile(served(), PROSE);
    expect((await refusalOf(() => pause({ ...publisher.options(), forMs: 3_600_000 }))).message).toMatch(
      /\.fp was changed/,
    );
  });
});

test('check names a file that cannot be used, and a filter that nothing uses', async () => {
  const otherKey = FILTER_KEY.replaceAll('f', 'e');
  await writeFile(policyFile, source().replace(FILTER_KEY, otherKey));
  expect((await check(policyFile, NOW_MS))[0]).toMatchObject({
    code: 'fingerprints-unusable',
    where: 'data.fingerprints.payments.key',
    message: 'is not the key that code.fp was made with: it would recognise nothing',
  });
  await writeFile(policyFile, aSource(['chat:allow'], DATA));
  expect((await check(policyFile, NOW_MS)).map(({ code }) => code)).toEqual(['fingerprints-unused']);
});

test('scan and test use the files, of a source and of what is published', async () => {
  const own = path.join(publisher.home, 'settlement.ts');
  const other = path.join(publisher.home, 'table.js');
  await writeFile(own, `Can you make this faster?\n\n${OWN_CODE}`);
  await writeFile(other, OTHER_CODE);
  const tests = `tests:
  - { url: "https://chat.example/", text: ${JSON.stringify(OWN_CODE)}, data: warn, finds: [payments] }
  - { url: "https://chat.example/", text: ${JSON.stringify(PROSE)}, data: nothing }
`;
  await publishGuarded(tests);
  expect((await testPolicy(policyFile, NOW_MS)).map(({ passed }) => passed)).toEqual([true, true]);
  for (const policy of [policyFile, path.join(publisher.folder, 'policy.jws')]) {
    const { files } = await scanFiles({ policyFile: policy, files: [own, other], rule: null, nowMs: NOW_MS });
    const found = files.map(({ findings }) => findings.map(({ detector, label }) => [detector, label]));
    expect(found[0]).toContainEqual(['payments', 'payments code']);
    expect(found[1]?.flat()).not.toContain('payments');
  }
  await rm(served());
  const published = path.join(publisher.folder, 'policy.jws');
  const refusal = await refusalOf(() => scanFiles({ policyFile: published, files: [own], rule: null, nowMs: NOW_MS }));
  expect(refusal.message).toMatch(/cannot read the fingerprints "payments"/);
});

test('diff says in words that a filter has changed', async () => {
  await publishGuarded();
  const published = path.join(publisher.folder, 'policy.jws');
  const lines = async () =>
    renderDiff(await diff({ oldFile: published, newFile: policyFile, nowMs: NOW_MS }), (_, text) => text);
  expect(await lines()).toEqual(['Nothing changes for anyone.']);
  const next = filterOf(OWN_CODE + OTHER_CODE);
  await writeFile(file, next);
  expect(await lines()).toEqual([
    `~ data.fingerprints.payments: payments code: 1 kB, digest ${digest.slice(0, 12)}, key 0011… → payments code: ` +
      `1 kB, digest ${(await sha256OfBytes(next)).slice(0, 12)}, key 0011…`,
  ]);
});

test('status names the filters that browsers fetch', async () => {
  await publishGuarded();
  const found = await status({ from: { folder: publisher.folder }, nowMs: NOW_MS });
  expect(renderStatus(found, NOW_MS, plainPaint)).toContain(
    `  own code   payments code: fingerprints/${digest}.fp, ${FILTER.length} bytes`,
  );
});
