/** Limits of a rollout: what is counted, and when the check stops it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beyond, countEvents } from '../../../../../src/cli/commands/rollout/check.js';
import { bundledCommand } from '../../../../support/bundled-command.js';
import { aLine, writeLines } from '../../../../support/event-lines.js';
import { aSource } from '../../../../support/publishing.js';
import { ROOT } from '../../../../support/repository.js';
import { aRollout } from '../../../../support/rollouts.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const STARTED = '2026-11-23T09:00:00Z';
const rollout = aRollout({ rules: ['chat'], startedAt: STARTED });
const own = { at: '2026-11-23T10:00:00.000Z', receivedAt: '2026-11-23T10:00:00.000Z', rule: 'chat' };

test('counts what happened on its rules since it started, and browsers with problems', async () => {
  const folder = await newFolder();
  const before = { at: '2026-11-23T08:59:59.000Z', receivedAt: '2026-11-23T08:59:59.000Z' };
  await writeLines(path.join(folder, 'events-2026-11-23.ndjson'), [
    aLine({ ...own, kind: 'requested', count: 2 }),
    aLine({ ...own, kind: 'requested', rule: 'other' }),
    aLine({ ...own, kind: 'requested', ...before }),
    aLine({ ...own, kind: 'continued', count: 3 }),
    aLine({ ...own, kind: 'restricted', count: 9 }),
    aLine({ ...own, kind: 'problem-found', rule: null, browserId: 'one' }),
    aLine({ ...own, kind: 'problem-found', rule: null, browserId: 'one' }),
    aLine({ ...own, kind: 'problem-found', rule: null, browserId: 'two' }),
  ]);
  expect(await countEvents(rollout, [folder])).toEqual({ requests: 2, continued: 3, problems: 2 });
});

test('is beyond a limit from one more on, and where there is a limit', () => {
  const counted = { requests: 2, continued: 3, problems: 2 };
  expect(beyond({ requests: 2, continued: 3, problems: 2 }, counted)).toEqual([]);
  expect(beyond({ continued: 2 }, counted)).toEqual(['3 continued warnings, and the limit is 2']);
  expect(beyond({}, counted)).toEqual([]);
});

describe('on the command line', () => {
  let home: string;
  let run: Awaited<ReturnType<typeof bundledCommand>>;
  const PLACE = ['--key', path.join('keys', 'policy-key.private.jwk.json'), '--dir', 'public'];
  const rollouts = async () => JSON.parse((await run('rollout', 'status', '--dir', 'public', '--json')).out) as unknown;

  beforeAll(async () => {
    const outer = await newFolder();
    home = path.join(outer, 'command');
    await mkdir(home);
    await symlink(path.join(ROOT, 'node_modules'), path.join(outer, 'node_modules'));
    run = await bundledCommand(home);
    await run('keygen', '--out', 'keys');
    await writeFile(path.join(home, 'policy.yaml'), aSource(['chat']));
    await mkdir(path.join(home, 'events'));
  });

  const start = (...flags: string[]) => run('rollout', 'start', 'wave', 'policy.yaml', ...flags, ...PLACE);
  const asked = () => {
    const now = new Date().toISOString();
    return aLine({ kind: 'requested', rule: 'chat', at: now, receivedAt: now });
  };

  test.each([
    [['start', 'wave', 'policy.yaml', ...PLACE], 'a rollout needs stages'],
    [['start', 'wave', ...PLACE, '--stage', 'everyone'], 'give the policy file'],
    [['advance', ...PLACE], 'give the name'],
    [['advance', 'wave', 'policy.yaml', ...PLACE], 'takes no policy file'],
    [['advance', 'wave', ...PLACE, '--by', '3d'], '--by has no meaning with advance'],
    [['extend', 'wave', ...PLACE], 'give --by'],
    [['begin', 'wave', ...PLACE], 'Allowed choices are start'],
    [['start', 'wave', 'policy.yaml', '--stage', 'pilot', ...PLACE], 'expected whom and when'],
  ])('%j is wrong usage', async (words, message) => {
    const { exitCode, err } = await run('rollout', ...words);
    expect([exitCode, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('the former options of publish say what takes their place', async () => {
    const { exitCode, err } = await run('publish', 'policy.yaml', ...PLACE, '--ring', 'pilot');
    expect([exitCode, err]).toEqual([2, expect.stringContaining('gatepost rollout start')]);
  });

  test('stops beyond a limit and ends with 1; within it, nothing is published', async () => {
    const started = await start('--stage', 'ring pilot', '--stage', 'everyone after 24h', '--stop-at', 'requests=1');
    expect(started.out).toContain('Rollout wave (rule chat): running, stage 1 of 2');
    expect(started.err).toMatch(/open → blocked for ring pilot \(rule chat\)/);
    const events = path.join(home, 'events', 'events.ndjson');
    await writeLines(events, [asked()]);
    const document = () => readFile(path.join(home, 'public', 'policy.jws'), 'utf8');
    const before = await document();
    const within = await run('rollout', 'check', 'wave', ...PLACE);
    expect([within.exitCode, within.out]).toEqual([0, expect.stringContaining('Within the limits.')]);
    expect(await document()).toBe(before);
    await writeLines(events, [asked(), asked()]);
    const over = await run('rollout', 'check', 'wave', ...PLACE);
    expect([over.exitCode, over.out]).toEqual([
      1,
      expect.stringContaining('Stopped rollout wave: 2 requests, and the limit is 1.'),
    ]);
    expect(await rollouts()).toMatchObject([{ state: 'stopped', reason: '2 requests, and the limit is 1' }]);
    const again = await run('rollout', 'check', 'wave', ...PLACE);
    expect([again.exitCode, again.out]).toEqual([1, expect.stringContaining('is stopped already')]);
    const status = await run('status', '--dir', 'public');
    expect(status.out).toContain('Rollout wave (rule chat): stopped: 2 requests, and the limit is 1');
  });
});
