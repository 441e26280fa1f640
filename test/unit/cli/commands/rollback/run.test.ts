import { beforeEach, describe, expect, test } from '@jest/globals';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keygen } from '../../../../../src/cli/publishing/new-keys.js';
import { pause } from '../../../../../src/cli/commands/pause/run.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import { rollback, type RollbackOptions } from '../../../../../src/cli/commands/rollback/run.js';
import { historyFile } from '../../../../../src/cli/publishing/history.js';
import { lifetimeMs } from '../../../../../src/authoring/republish.js';
import { DAY_MS } from '../../../../support/policies.js';
import { aPublisher, aSource, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();
const HOUR_MS = 3_600_000;

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

const back = (changes: Partial<RollbackOptions> = {}) => rollback({ ...admin.options(), ...changes });
const rulesNow = async () => (await admin.policy()).rules.map(({ id }) => id);

async function refusedUnchanged(changes: Partial<RollbackOptions> = {}): Promise<string> {
  const before = await admin.document();
  const refusal = await refusalOf(() => back(changes));
  expect(refusal.exitCode).toBe(1);
  expect(await admin.document()).toBe(before);
  return refusal.message;
}

describe('gatepost rollback', () => {
  test('publishes the content from before, under a new revision and a new time, for as long as before', async () => {
    const first = await admin.publish(['one'], 'lifetime: 9d\n');
    await admin.publish(['one', 'two'], 'lifetime: 3d\n');
    const done = await back();
    const policy = await admin.policy();
    expect(policy).toEqual({ ...first.policy, revision: 3, issuedAt: policy.issuedAt, expiresAt: policy.expiresAt });
    expect(Date.parse(policy.issuedAt)).toBeGreaterThan(Date.parse(done.previous.issuedAt));
    expect(lifetimeMs(policy)).toBe(9 * DAY_MS);
    expect(done).toMatchObject({ restored: { revision: 1 }, previous: { revision: 2 }, warnings: [] });
  });

  test('brings rules back as of now, and keeps since when those in force have held', async () => {
    const first = await admin.publish(['gone', 'stays', 'changes:block']);
    await admin.publish(['stays', 'changes:warn']);
    const { policy } = await back();
    const since = Object.fromEntries(policy.rules.map((rule) => [rule.id, rule.since]));
    expect(since).toEqual({ gone: policy.issuedAt, stays: first.policy.issuedAt, changes: policy.issuedAt });
  });

  test('goes one content further back each time, never forward to what it took away', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    await admin.publish(['three']);
    await back();
    expect(await rulesNow()).toEqual(['two']);
    await back();
    expect(await rulesNow()).toEqual(['one']);
    expect(await refusedUnchanged()).toMatch(
      /revision 5 is published, with the content of revision 1, and history has no earlier content/,
    );
  });

  test('counts the same content published twice as one', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    await admin.publish(['two']);
    await back();
    expect(await rulesNow()).toEqual(['one']);
  });

  test('after a pause brings back what was before the paused content, and restricts at once', async () => {
    await admin.publish(['good']);
    await admin.publish(['bad']);
    await pause({ ...admin.options(), forMs: HOUR_MS });
    await back();
    expect(await admin.policy()).toMatchObject({ revision: 4, mode: 'enforce', rules: [{ id: 'good' }] });
    expect(await admin.policy()).not.toHaveProperty('pause');
  });

  test('to content that was paused brings it back unpaused, and says so', async () => {
    await admin.publish(['good']);
    const { policy: paused } = await pause({ ...admin.options(), forMs: HOUR_MS });
    await admin.publish(['bad']);
    const done = await back();
    expect(done.policy).toMatchObject({ mode: 'enforce', rules: [{ id: 'good' }] });
    expect(done.warnings).toEqual([
      `revision 2 was a pause until ${paused.observeUntil ?? ''}: the policy is enforced again`,
    ]);
  });

  test('tells an observing policy from an enforcing one', async () => {
    await admin.publish(['one'], 'mode: observe\n');
    await admin.publish(['one']);
    expect((await back()).policy).toMatchObject({ mode: 'observe', revision: 3 });
  });

  test('warns when the observing of then is over', async () => {
    await admin.publish(['one'], 'mode: observe\nobserveUntil: 2026-11-23T10:00:00Z\n');
    await admin.publish(['one', 'two']);
    const done = await back({ nowMs: Date.parse('2026-11-23T12:00:00Z') });
    expect(done.warnings).toEqual(['revision 1 was in observe mode until 2026-11-23T10:00:00Z: it is enforced now']);
  });

  test('brings any revision back by its number, forward too', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    await back();
    await back({ to: 2 });
    expect(await admin.policy()).toMatchObject({ revision: 4, rules: [{ id: 'two' }] });
  });

  test('by number ends a pause of the same content', async () => {
    await admin.publish(['one']);
    await pause({ ...admin.options(), forMs: HOUR_MS });
    await back({ to: 1 });
    expect(await admin.policy()).toMatchObject({ revision: 3, mode: 'enforce' });
  });

  test('keeps every revision as it was published', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    const before = await readFile(historyFile(admin.folder, 2), 'utf8');
    await back();
    expect(await readdir(path.join(admin.folder, 'history'))).toEqual(['000001.jws', '000002.jws', '000003.jws']);
    expect(await readFile(historyFile(admin.folder, 2), 'utf8')).toBe(before);
    expect(await readFile(historyFile(admin.folder, 3), 'utf8')).toBe(await admin.document());
  });
});

describe('gatepost rollback refuses', () => {
  test('when nothing is published', async () => {
    expect((await refusalOf(() => back())).message).toMatch(
      /nothing is published in .*public: there is nothing to roll back/,
    );
  });

  test('when there is nothing from before', async () => {
    await admin.publish(['one']);
    expect(await refusedUnchanged()).toMatch(/revision 1 is published, and history has no earlier content/);
  });

  test('to end a pause by going back before the first content', async () => {
    await admin.publish(['one']);
    await pause({ ...admin.options(), forMs: HOUR_MS });
    expect(await refusedUnchanged()).toMatch(/To end a pause: `gatepost resume`/);
  });

  test('a revision that is not there, and names those that are', async () => {
    const { policy } = await admin.publish(['one']);
    expect(await refusedUnchanged({ to: 7 })).toContain(`history has no revision 7: there is 1 (${policy.issuedAt})`);
  });

  test('a pause, and names what it paused', async () => {
    await admin.publish(['one']);
    await pause({ ...admin.options(), forMs: HOUR_MS });
    await admin.publish(['two']);
    expect(await refusedUnchanged({ to: 2 })).toMatch(/revision 2 was a pause: roll back to 1, which it paused/);
  });

  test('the content that is published already', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    await back();
    expect(await refusedUnchanged({ to: 1 })).toMatch(
      /revision 3 is published and has the content of revision 1: nothing to do/,
    );
  });

  test('what nobody with the key has signed, put into the history by whoever can write to the host', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    const other = await aPublisher(await temporaryFolder());
    await other.publish(['theirs']);
    await copyFile(historyFile(other.folder, 1), historyFile(admin.folder, 1));
    expect(await refusedUnchanged()).toMatch(
      /revision 1 cannot be restored \(untrusted-key: signed with key .*--old-key/,
    );
    expect(await refusedUnchanged({ to: 1 })).toMatch(/untrusted-key/);
  });

  test('an earlier document under a later number', async () => {
    await admin.publish(['one']);
    await admin.publish(['two']);
    await admin.publish(['three']);
    await copyFile(historyFile(admin.folder, 1), historyFile(admin.folder, 2));
    expect(await refusedUnchanged()).toMatch(/revision 2 cannot be restored \(name-mismatch: it holds revision 1\)/);
  });
});

test('content signed with a former key comes back with that public key at hand', async () => {
  await admin.publish(['one']);
  const next = await keygen(path.join(admin.home, 'next'), 'ES256');
  const policyFile = path.join(admin.home, 'policy.yaml');
  await writeFile(policyFile, aSource(['two']));
  await publish({ ...admin.options(), keyFile: next.privateFile, policyFile, newKey: true });
  const changes = { keyFile: next.privateFile };
  expect(await refusedUnchanged(changes)).toContain('--old-key');
  const done = await back({ ...changes, oldKeyFiles: [admin.keys.publicFile] });
  expect(done).toMatchObject({ keyId: next.publicKey.kid, policy: { revision: 3, rules: [{ id: 'one' }] } });
});

test('a folder from before there was a history keeps what was published at the next publication', async () => {
  await admin.publish(['one']);
  await rm(path.join(admin.folder, 'history'), { recursive: true });
  await admin.publish(['two']);
  await back();
  expect(await rulesNow()).toEqual(['one']);
});
