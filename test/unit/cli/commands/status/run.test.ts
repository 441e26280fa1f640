/** `gatepost status`: what is published, in a folder and behind an address. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../../../src/cli/lib/command-error.js';
import { keygen } from '../../../../../src/cli/publishing/new-keys.js';
import { pause } from '../../../../../src/cli/commands/pause/run.js';
import { serve } from '../../../../../src/cli/commands/serve/run.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import { renderStatus } from '../../../../../src/cli/commands/status/command.js';
import { status } from '../../../../../src/cli/commands/status/run.js';
import { DAY_MS } from '../../../../support/policies.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { aPublisher, aSource, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await newFolder());
});

const inFolder = (over = {}) => status({ from: { folder: admin.folder }, nowMs: admin.now(), ...over });

describe('a folder', () => {
  test('tells revision, key, mode and history', async () => {
    await admin.publish(['one']);
    await admin.publish(['one', 'two']);
    const paused = await pause({ ...admin.options(), forMs: 3_600_000, reason: 'locked out' });
    const found = await inFolder({ publicKeyFile: admin.keys.publicFile });
    expect(found).toMatchObject({
      ...{ keyId: admin.keys.publicKey.kid, verified: true, expired: false, observesUntil: paused.policy.observeUntil },
      policy: { revision: 3 },
    });
    expect(found.history?.map(({ revision, rules, note }) => [revision, rules, note])).toEqual([
      [3, 2, 'pause: locked out'],
      [2, 2, null],
      [1, 1, null],
    ]);
  });

  test('tells which reviews are due, not those of later', async () => {
    const rule = (id: string, more: string) => `{ id: ${id}, sites: [${id}.example], action: allow, ${more} }`;
    const rules = [
      rule('soon', 'owner: { fr: Marque, en: Brand team }, reviewBy: 2026-11-30'),
      rule('late', 'reviewBy: 2026-11-20'),
      rule('far', 'reviewBy: 2027-06-01'),
    ];
    await writeFile(
      path.join(admin.home, 'policy.yaml'),
      `${aSource([], '').replace(' []', '')}  - ${rules.join('\n  - ')}\n`,
    );
    await publish({ ...admin.options(), policyFile: path.join(admin.home, 'policy.yaml') });
    const found = await inFolder();
    expect(found.reviews).toEqual([
      { rule: 'soon', owner: 'Brand team', reviewBy: '2026-11-30', daysLeft: 7 },
      { rule: 'late', owner: null, reviewBy: '2026-11-20', daysLeft: -3 },
    ]);
    expect(renderStatus(found, admin.now(), plainPaint)).toEqual(
      expect.arrayContaining([
        '  review     of soon by Brand team is due in 7 days (2026-11-30)',
        '  review     of late was due 3 days ago (2026-11-20)',
      ]),
    );
  });

  test('tells that the policy has expired, and that nobody verified it', async () => {
    await admin.publish(['one']);
    expect(await inFolder({ nowMs: admin.now() + 60 * DAY_MS })).toMatchObject({ expired: true, verified: false });
  });

  test('without a policy, with rubbish, or signed by somebody else is refused', async () => {
    expect((await refusalOf(() => inFolder())).exitCode).toBe(EXIT.refused);
    await admin.publish(['one']);
    const other = await keygen(path.join(admin.home, 'other'), 'EdDSA');
    expect((await refusalOf(() => inFolder({ publicKeyFile: other.publicFile }))).message).toContain('untrusted-key');
    await writeFile(path.join(admin.folder, 'policy.jws'), 'rubbish');
    expect((await refusalOf(() => inFolder())).message).toContain('not-signed');
  });
});

test('an address is fetched as browsers fetch it; a host that fails is named', async () => {
  await admin.publish(['one']);
  const server = await serve(admin.folder, '127.0.0.1', 0);
  try {
    const from = { url: server.url };
    expect(await status({ from, nowMs: admin.now() })).toMatchObject({ policy: { revision: 1 }, history: null });
    const missing = { url: server.url.replace('policy.jws', 'none.jws') };
    expect((await refusalOf(() => status({ from: missing, nowMs: admin.now() }))).message).toContain('answered 404');
  } finally {
    await server.close();
  }
  const refusal = await refusalOf(() => status({ from: { url: server.url }, nowMs: admin.now() }));
  expect(refusal).toMatchObject({ exitCode: EXIT.unusable });
});
