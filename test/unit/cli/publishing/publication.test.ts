/** The path that every publication takes: revisions, history, and several processes at once. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rollback } from '../../../../src/cli/commands/rollback/run.js';
import { publish, type PublishOptions } from '../../../../src/cli/publishing/publish-policy.js';
import { historyFile } from '../../../../src/cli/publishing/history.js';
import { bundledCommand } from '../../../support/bundled-command.js';
import { aPublisher, aSource, type Publisher } from '../../../support/publishing.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

const documentFile = () => path.join(admin.folder, 'policy.jws');

async function publishAs(changes: Partial<PublishOptions>) {
  const policyFile = path.join(admin.home, 'policy.yaml');
  await writeFile(policyFile, aSource(['one']));
  return publish({ ...admin.options(), policyFile, ...changes });
}

describe('the revision', () => {
  test('goes on above a number that is given, when the folder was lost', async () => {
    expect((await publishAs({ revision: 57 })).policy.revision).toBe(57);
    expect((await publishAs({})).policy.revision).toBe(58);
    expect(await readdir(path.join(admin.folder, 'history'))).toEqual(['000057.jws', '000058.jws']);
  });

  test.each([1, 2])('is refused when it is not above the published one: %d', async (revision) => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    const before = await admin.document();
    const refusal = await refusalOf(() => publishAs({ revision }));
    expect(refusal.message).toMatch(/is not above 2, which is published already; omit --revision for 3/);
    expect(refusal.exitCode).toBe(1);
    expect(await admin.document()).toBe(before);
  });

  test('and since go on from history when only the document was lost', async () => {
    const { policy } = await admin.publish(['one']);
    await rm(documentFile());
    expect((await admin.publish(['one'])).policy).toMatchObject({ revision: 2, rules: [{ since: policy.issuedAt }] });
  });

  test('is never given twice: what was kept but not put in place counts', async () => {
    await admin.publish(['one']);
    const first = await admin.document();
    await admin.publish(['two']);
    // As when the computer died between the two steps.
    await writeFile(documentFile(), first);
    const kept = await readFile(historyFile(admin.folder, 2), 'utf8');
    expect((await admin.publish(['three'])).policy.revision).toBe(3);
    expect(await readFile(historyFile(admin.folder, 2), 'utf8')).toBe(kept);
  });

  test('does not follow a file that somebody put into the history', async () => {
    await admin.publish(['one']);
    await rename(historyFile(admin.folder, 1), historyFile(admin.folder, 999_998));
    expect((await refusalOf(() => admin.publish(['two']))).message).toMatch(
      /999998\.jws is not a policy .* it holds revision 1/,
    );
    await writeFile(historyFile(admin.folder, 999_998), 'anything');
    expect((await refusalOf(() => admin.publish(['two']))).message).toMatch(/999998\.jws is not a policy .*not-signed/);
  });

  test('leaves names in the history alone that are none of ours', async () => {
    await mkdir(path.join(admin.folder, 'history'), { recursive: true });
    await writeFile(path.join(admin.folder, 'history', 'README.txt'), 'ours');
    await writeFile(path.join(admin.folder, 'history', '7.jws'), 'ours');
    expect((await admin.publish(['one'])).policy.revision).toBe(1);
  });
});

describe('a document that browsers would refuse', () => {
  test('is neither put in place nor kept', async () => {
    await admin.publish(['one']);
    const before = await admin.document();
    await refusalOf(() => admin.publish(['two'], 'expiresAt: 2020-01-01\n'));
    await refusalOf(() => rollback(admin.options()));
    expect(await admin.document()).toBe(before);
    expect(await readdir(path.join(admin.folder, 'history'))).toEqual(['000001.jws']);
  });
});

const SLOW_SIGNER = `import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
process.stdout.write(sign(null, readFileSync(0), createPrivateKey(readFileSync(process.argv[2]))));
`;

test('several processes at once: every revision is given once, and kept as it was published', async () => {
  const run = await bundledCommand(admin.home);
  await admin.publish(['one']);
  await admin.publish(['two']);
  await writeFile(path.join(admin.home, 'policy.yaml'), aSource(['three']));
  // Slow enough that each is at work while the others want to be.
  const signer = path.join(admin.home, 'sign.mjs');
  await writeFile(signer, SLOW_SIGNER);
  const sign = `"${process.execPath}" "${signer}" "${admin.keys.privatePemFile}"`;
  const place = ['--dir', admin.folder, '--detached-sign', sign, '--public-key', admin.keys.publicFile];
  const commands = [
    ['publish', 'policy.yaml', ...place],
    ['pause', '--for', '1h', '--yes', ...place],
    ['publish', 'policy.yaml', ...place],
    ['rollback', '--to', '1', '--yes', ...place],
    ['publish', 'policy.yaml', ...place],
    ['pause', '--for', '2h', '--yes', ...place],
  ];
  const ended = await Promise.all(commands.map((args) => run(...args)));
  const said = ended.flatMap(({ out }) => /revision (\d+), 1 rule/.exec(out)?.[1] ?? []).map(Number);
  // None of them depends on the order: each publishes, whatever came before it.
  expect(ended.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 0, 0]);
  expect(said.sort((one, other) => one - other)).toEqual([3, 4, 5, 6, 7, 8]);
  const names = (await readdir(admin.folder, { recursive: true })).sort();
  expect(names).toEqual([
    'history',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((revision) => `history/00000${revision}.jws`),
    'policy.jws',
  ]);
  expect(await admin.document()).toBe(await readFile(historyFile(admin.folder, 8), 'utf8'));
});
