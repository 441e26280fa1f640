/** The gate of publish: what exceeds the safety limits is not published, unless a reason that the document keeps says so. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXIT } from '../../../../src/cli/lib/command-error.js';
import { publish, type PublishOptions } from '../../../../src/cli/publishing/publish-policy.js';
import { rollback } from '../../../../src/cli/commands/rollback/run.js';
import type { Impact } from '../../../../src/cli/publishing/safety-gate.js';
import { NotConfirmed } from '../../../../src/cli/publishing/publication.js';
import type { RolloutStage } from '../../../../src/policy/rollout.js';
import { aPublisher, type Publisher } from '../../../support/publishing.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const ALLOWED = 'rules:\n  - { id: ok, tools: [claude], action: allow }\n';
const BLOCKED = 'rules:\n  - { id: all, categories: [assistant], action: block }\n';

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await newFolder());
});

async function published(text: string, over: Partial<PublishOptions> = {}) {
  const policyFile = path.join(admin.home, 'policy.yaml');
  await writeFile(policyFile, HEAD + text);
  return publish({ ...admin.options(), policyFile, ...over });
}

async function aLog(lines: number, restricted: number): Promise<NonNullable<PublishOptions['logs']>> {
  const file = path.join(admin.home, 'access.log');
  const line = (_: unknown, index: number) =>
    `17950000${String(index).padStart(2, '0')}.000 1 10.0.0.1 TCP_MISS/200 9 GET http://${index < restricted ? 'chatgpt.com' : 'open.example'}/ user${index} DIRECT/- text/html\n`;
  await writeFile(file, Array.from({ length: lines }, line).join(''));
  return { files: [file], format: null, columns: {} };
}

describe('a tool that is approved', () => {
  test('is not restricted by a slip: nothing is published, with an exit code of its own', async () => {
    await published(ALLOWED);
    const before = await admin.document();
    const refusal = await refusalOf(() => published(BLOCKED));
    expect(refusal.exitCode).toBe(EXIT.impact);
    expect(refusal.message).toContain('it restricts tools that are approved now: Claude (safety.approvedTools)');
    expect(await admin.document()).toBe(before);
  });

  test('counts as one when it is an alternative', async () => {
    await published('rules:\n  - { id: no, tools: [chatgpt], action: block, alternatives: [le-chat] }\n');
    expect((await refusalOf(() => published(BLOCKED))).message).toContain('Le Chat');
  });

  test('is restricted with a reason, which the signed document keeps, and a rollback does not', async () => {
    await published(ALLOWED);
    const { policy } = await published(BLOCKED, { overrideSafety: 'The contract has ended' });
    expect(policy.acceptedImpact).toEqual({ reason: 'The contract has ended', limits: ['approvedTools'] });
    expect((await admin.policy()).acceptedImpact).toEqual(policy.acceptedImpact);
    await rollback(admin.options());
    expect((await rollback({ ...admin.options(), to: 2 })).policy.acceptedImpact).toBeUndefined();
  });

  test('is what a reason is for: without a problem none is kept', async () => {
    const { policy } = await published(BLOCKED, { overrideSafety: 'not needed' });
    expect(policy.acceptedImpact).toBeUndefined();
  });
});

describe('the limits', () => {
  test.each([
    ['audience', 'rules:\n  - { id: all, categories: [assistant], action: block }\n', 3],
    ['ring', 'rules:\n  - { id: all, categories: [assistant], action: block, audience: { groups: [it] } }\n', 3],
    ['audience', 'rules:\n  - { id: all, categories: [assistant], action: block, audience: { groups: [it] } }\n', 0],
    ['ring', 'rules:\n  - { id: all, categories: [assistant], action: block, audience: { rings: [first] } }\n', 0],
  ])('%s: %s', async (limit, rules, exitCode) => {
    const publishing = () => published(`safety: { ${limit}: true }\n${rules}`);
    if (exitCode === 0) expect((await publishing()).policy.revision).toBe(1);
    else expect((await refusalOf(publishing)).message).toContain(`(safety.${limit})`);
  });

  test('of people and visits need a log', async () => {
    const refusal = await refusalOf(() => published(`safety: { people: 20 }\n${BLOCKED}`));
    expect(refusal.message).toContain('people (20 %) cannot be measured without --log');
  });

  test.each([
    [2, 0],
    [3, 3],
  ])('of 20 percent, with %i of 10 people restricted', async (restricted, exitCode) => {
    const logs = await aLog(10, restricted);
    const publishing = () => published(`safety: { people: 20, visits: 20 }\n${BLOCKED}`, { logs });
    if (exitCode === 0) expect((await publishing()).policy.revision).toBe(1);
    else expect((await refusalOf(publishing)).message).toMatch(/30 % of the people.*\n.*30 % of the visits/);
  });

  test.each([
    [
      'nothing',
      '',
      /people \(20 %\) cannot be measured by this log, which has no people.*\n.*visits \(20 %\).*no visits/,
    ],
    ['nothing that can be read', '"rubbish\n', /has no people.*\n.*has no visits/],
    ['nobody', 'http://chatgpt.com/,\n', /has no people.*\n.*newly restricts 100 % of the visits/],
  ])('are not kept by a log in which there is %s', async (_, lines, message) => {
    const file = path.join(admin.home, 'export.csv');
    await writeFile(file, `url,user\n${lines}`);
    const logs = { files: [file], format: 'csv' as const, columns: {} };
    const refusal = await refusalOf(() => published(`safety: { people: 20, visits: 20 }\n${BLOCKED}`, { logs }));
    expect(refusal.message).toMatch(message);
  });

  describe('of what was not read', () => {
    const withUnread = async (unread: number): Promise<NonNullable<PublishOptions['logs']>> => {
      const logs = await aLog(20 - unread, 0);
      await appendFile(path.join(admin.home, 'access.log'), 'rubbish\n'.repeat(unread));
      return logs;
    };

    test.each([
      [1, '', 0],
      [2, '', 3],
      [2, 'unread: 10', 0],
      [4, 'unread: 10, people: 50', 3],
    ])('%i of 20 lines with { %s }', async (unread, limits, exitCode) => {
      const logs = await withUnread(unread);
      const publishing = () => published(`safety: { ${limits} }\n${BLOCKED}`, { logs });
      if (exitCode === 0) expect((await publishing()).policy.revision).toBe(1);
      else {
        const refusal = await refusalOf(publishing);
        expect(refusal.exitCode).toBe(exitCode);
        expect(refusal.message).toMatch(
          /the log cannot show whom: \d+ % of its lines were not surely read.*\(safety\.unread\)/,
        );
      }
    });

    test('a reason publishes all the same, and the document keeps it', async () => {
      const { policy } = await published(BLOCKED, { logs: await withUnread(2), overrideSafety: 'Known' });
      expect(policy.acceptedImpact).toEqual({ reason: 'Known', limits: ['unread'] });
    });

    test('a change does not lift the limit that it is checked against', async () => {
      await published('safety: { unread: 5 }\nrules: []\n');
      const logs = await withUnread(2);
      const refusal = await refusalOf(() => published(`safety: { unread: 50 }\n${BLOCKED}`, { logs }));
      expect(refusal.message).toContain('the limit is 5 %');
    });

    test('what only opens needs no log that can be read', async () => {
      await published(BLOCKED);
      expect((await published(ALLOWED, { logs: await withUnread(10) })).policy.revision).toBe(2);
    });
  });

  test('count what begins later', async () => {
    const window = "window: { from: '2026-12-24T00:00:00Z' }";
    const later = `rules:\n  - { id: all, categories: [assistant], action: block, ${window} }\n`;
    const logs = await aLog(10, 3);
    const refusal = await refusalOf(() => published(`safety: { people: 20 }\n${later}`, { logs }));
    expect(refusal.message).toContain('it newly restricts 30 % of the people in the log; the limit is 20 %');
  });

  test('of the policy before hold as well, so that a change cannot lift its own', async () => {
    await published('safety: { ring: true }\nrules: []\n');
    expect((await refusalOf(() => published(BLOCKED))).message).toContain('(safety.ring)');
  });

  test('do not stand in the way of what opens', async () => {
    await published(BLOCKED);
    expect((await published(`safety: { ring: true, people: 0 }\n${ALLOWED}`)).policy.revision).toBe(2);
  });
});

describe('a rollout', () => {
  const pilot = { rings: ['pilot'], afterSeconds: 0 };
  const rollout = (...stages: RolloutStage[]) => ({
    rollout: { id: 'chat', rules: [], limits: undefined, stages: [pilot, ...stages] },
  });
  const staged = rollout({ afterSeconds: 86_400 });

  test('satisfies a limit that asks for a ring', async () => {
    const text = `safety: { ring: true, audience: true }\n${BLOCKED}`;
    expect((await refusalOf(() => published(text))).exitCode).toBe(EXIT.impact);
    expect((await published(text, staged)).policy.revision).toBe(1);
  });

  test('begins with a ring that is restricted already', async () => {
    await published('rules:\n  - { id: chat, tools: [chatgpt], action: warn, audience: { rings: [pilot] } }\n');
    const wider = 'safety: { ring: true, audience: true }\nrules:\n  - { id: chat, tools: [chatgpt], action: block }\n';
    expect((await refusalOf(() => published(wider))).message).toContain('(safety.audience)');
    expect((await published(wider, staged)).policy.revision).toBe(2);
  });

  test.each([
    ['follow by themselves', staged],
    ['wait', rollout({})],
  ])('counts those who %s', async (_, waiting) => {
    const logs = await aLog(10, 10);
    const refusal = await refusalOf(() => published(`safety: { people: 10 }\n${BLOCKED}`, { ...waiting, logs }));
    expect(refusal.message).toContain('newly restricts 100 % of the people');
  });

  test('that waits is accepted once: an unrelated change afterwards is none of its reach', async () => {
    const text = `safety: { ring: true, audience: true }\n${BLOCKED}`;
    await published(text, rollout({}));
    expect((await published(`${text}reasons: { one: { en: One } }\n`)).policy.revision).toBe(2);
  });

  test('is nothing without a rule that restricts anything new', async () => {
    await published(BLOCKED);
    expect((await refusalOf(() => published(BLOCKED, staged))).message).toContain('no rule newly restricts anyone');
  });
});

test('what is refused is shown all the same', async () => {
  let impact: Impact | undefined;
  const refused = () => published(`safety: { ring: true }\n${BLOCKED}`, { onImpact: (found) => (impact = found) });
  expect((await refusalOf(refused)).exitCode).toBe(EXIT.impact);
  expect(impact?.problems.map(({ limit }) => limit)).toEqual(['ring']);
  expect(impact?.diff.changes.length).toBeGreaterThan(10);
});

test('a dry run does everything but publish', async () => {
  let impact: Impact | undefined;
  const dry = published(BLOCKED, { confirm: () => Promise.resolve(false), onImpact: (found) => (impact = found) });
  await expect(dry).rejects.toBeInstanceOf(NotConfirmed);
  expect(impact?.diff.changes.length).toBeGreaterThan(10);
  expect(await readdir(admin.folder)).toEqual([]);
});
