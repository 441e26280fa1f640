import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPublished, type Step } from '../../../../../src/cli/commands/rollout/run.js';
import { pause, resume } from '../../../../../src/cli/commands/pause/run.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import { renderEffect } from '../../../../../src/cli/publishing/publish-summary.js';
import type { PublishedPolicy } from '../../../../../src/policy/schema.js';
import { DAY_MS, HOUR_MS } from '../../../../support/policies.js';
import { aPublisher, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import {
  actions as actionsIn,
  start as startIn,
  step as stepIn,
  PILOT_THEN_ALL,
  STOP,
} from '../../../../support/steering.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

const start = (rules: readonly string[], over = {}) => startIn(admin, rules, over);
const step = (each: Step, over = {}) => stepIn(admin, each, over);
const actions = async (id: string, atMs?: number, policy?: PublishedPolicy) =>
  actionsIn(policy ?? (await admin.policy()), id, atMs);

describe('a rollout', () => {
  test('begins with its ring, keeps the id of the rule, and replaces what it said before', async () => {
    await admin.publish(['chat:warn', 'other']);
    const { policy } = await start(['chat', 'other']);
    expect(policy.rules.map(({ id }) => id)).toEqual(['chat', 'other']);
    expect(policy.requires).toEqual(['rollouts']);
    expect(await actions('chat')).toEqual(['block', 'warn']);
    expect(await actions('chat', Date.parse(policy.issuedAt) + DAY_MS)).toEqual(['block', 'block']);
    expect(await actions('other')).toEqual(['block', 'block']);
  });

  test('says who is in now, and who follows when', async () => {
    const done = await start(['chat'], {
      stages: [...PILOT_THEN_ALL.slice(0, 1), { percent: 25, afterSeconds: 3600 }, {}],
    });
    const lines = renderEffect(done, Date.parse(done.policy.issuedAt));
    expect(lines.filter((line) => /^Rollout|^ {2}/.test(line))).toEqual([
      'Rollout chat (rule chat): running, stage 1 of 3',
      '  in now   ring pilot (since 2026-11-23 09:01 UTC)',
      '  follows  25 % of browsers from 2026-11-23 10:01 UTC (in 1 hour)',
      '  follows  everyone when you advance it',
    ]);
  });

  test('goes on as it is when something else is published, and this is said', async () => {
    const { policy } = await start(['chat']);
    const next = await admin.publish(['chat', 'new']);
    expect(next.policy.rollouts).toEqual(policy.rollouts);
    expect(await actions('chat')).toEqual(['block', null]);
    expect(await actions('new')).toEqual(['block', 'block']);
    expect(renderEffect(next, Date.parse(next.policy.issuedAt)).join('\n')).toContain(
      'running, stage 1 of 2 (unchanged)',
    );
    expect(next.warnings.filter((line) => line.includes('rollout'))).toEqual([]);
  });

  test('says what a publication changes in its rules, and ends with the last of them', async () => {
    await start(['chat', 'two'], { rules: ['chat', 'two'] });
    const changed = await admin.publish(['chat:warn']);
    expect(changed.warnings.join('\n')).toMatch(/rollout chat: rule chat changed, at once[^]*rule two is no longer/);
    const ended = await admin.publish(['other']);
    expect(renderEffect(ended, Date.parse(ended.policy.issuedAt))).toContain(
      'Rollout chat has ended: none of its rules is left.',
    );
    expect(ended.policy.requires).toEqual([]);
  });

  test('is extended, held and advanced', async () => {
    const { policy } = await start(['chat']);
    const allAtMs = Date.parse(policy.rollouts?.[0]?.stages[1]?.from ?? '');
    await step({ step: 'extend', byMs: 2 * DAY_MS });
    expect(await actions('chat', allAtMs + 2 * DAY_MS - 1000)).toEqual(['block', null]);
    expect(await actions('chat', allAtMs + 2 * DAY_MS)).toEqual(['block', 'block']);
    await step({ step: 'hold', reason: undefined });
    expect(await actions('chat', allAtMs + 9 * DAY_MS)).toEqual(['block', null]);
    await step({ step: 'advance' });
    expect(await actions('chat')).toEqual(['block', 'block']);
  });

  test('that is stopped applies to nobody, whatever is published, until it is started again', async () => {
    await admin.publish(['chat:warn']);
    await start(['chat']);
    await step(STOP);
    expect(await actions('chat')).toEqual(['warn', 'warn']);
    await admin.publish(['chat', 'new']);
    expect(await actions('chat')).toEqual(['warn', 'warn']);
    expect((await admin.policy()).rollouts?.[0]).toMatchObject({ state: 'stopped', reason: 'too many requests' });
    await start(['chat', 'new']);
    expect(await actions('chat')).toEqual(['block', 'warn']);
  });

  test('that is finished applies to everyone, and leaves no trace', async () => {
    await start(['chat']);
    const done = await step({ step: 'finish' });
    expect(await actions('chat')).toEqual(['block', 'block']);
    expect(done.policy).not.toHaveProperty('rollouts');
    expect(renderEffect(done, Date.parse(done.policy.issuedAt))).toContain(
      'Rollout chat is over: its rules apply to everyone they name.',
    );
  });

  test('is as it was after a pause', async () => {
    const { policy } = await start(['chat']);
    await pause({ ...admin.options(), forMs: HOUR_MS });
    const resumed = await resume(admin.options());
    expect(resumed.policy.rollouts).toEqual(policy.rollouts);
  });

  test('keeps what replaced rules need: their tools', async () => {
    const tool = 'tools: [{ id: toy, name: Toy, vendor: Toys, category: assistant, sites: [toy.example] }]\n';
    const rule = (action: string, what: string) =>
      `format: 1\nname: acme\norganisation: { name: Acme }\n${tool}rules:\n  - { id: chat, ${what}, action: ${action} }\n`;
    const policyFile = path.join(admin.home, 'policy.yaml');
    await writeFile(policyFile, rule('warn', 'tools: [toy]'));
    await publish({ ...admin.options(), policyFile });
    await writeFile(policyFile, rule('block', 'sites: [chat.example]'));
    const { policy } = await publish({
      ...{ ...admin.options(), policyFile },
      rollout: { id: 'chat', stages: PILOT_THEN_ALL, rules: [], limits: undefined },
    });
    expect(policy.tools.map(({ id }) => id)).toContain('toy');
  });
});

describe('is refused, and says why', () => {
  const refusal = async (work: () => Promise<unknown>) => {
    const before = await readFile(path.join(admin.folder, 'policy.jws'), 'utf8').catch(() => null);
    const { message, exitCode } = await refusalOf(work);
    expect(exitCode).toBe(1);
    expect(await readFile(path.join(admin.folder, 'policy.jws'), 'utf8').catch(() => null)).toBe(before);
    return message;
  };

  test('a step of a rollout that there is not', async () => {
    expect(await refusal(() => step({ step: 'advance' }))).toContain('nothing is published');
    await admin.publish(['chat']);
    expect(await refusal(() => step({ step: 'advance' }))).toContain('no rollout has the name chat: there is none');
  });

  test('a step that changes nothing', async () => {
    await start(['chat']);
    const later = { nowMs: admin.now() + 3 * DAY_MS };
    expect(await refusal(() => step({ step: 'advance' }, later))).toContain('is complete');
    await step({ step: 'hold', reason: undefined });
    expect(await refusal(() => step({ step: 'hold', reason: undefined }))).toContain('is held already');
    expect(await refusal(() => step({ step: 'extend', byMs: HOUR_MS }))).toContain('waits until you advance it');
    await step(STOP);
    expect(await refusal(() => step({ step: 'advance' }))).toContain('starts it again');
  });

  test('a start that is one already, or of a rule that is not free, new or known', async () => {
    await admin.publish(['old']);
    await start(['old', 'chat']);
    expect(await refusal(() => start(['old', 'chat', 'new']))).toContain('rollout chat is running already');
    expect(await refusal(() => start(['old', 'chat'], { id: 'two', rules: ['chat'] }))).toContain('is in rollout chat');
    expect(await refusal(() => start(['old', 'chat'], { id: 'two', rules: ['gone'] }))).toContain('has no rule gone');
    expect(await refusal(() => start(['old', 'chat'], { id: 'two', rules: ['old'] }))).toContain(
      'old: published already',
    );
    expect(await refusal(() => start(['old', 'chat'], { id: 'two' }))).toContain('no rule newly restricts anyone');
  });
});

test('status reads what is published', async () => {
  await start(['chat']);
  expect((await readPublished(admin.folder, admin.now())).rollouts?.map(({ id }) => id)).toEqual(['chat']);
});
