/** Rollouts that follow one another, and those that come back: who is restricted meanwhile stays so. */
import { beforeEach, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rollback } from '../../../../../src/cli/commands/rollback/run.js';
import type { Step } from '../../../../../src/cli/commands/rollout/run.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import { publishNext } from '../../../../../src/cli/publishing/publication.js';
import { aPublisher, aSource, type Publisher } from '../../../../support/publishing.js';
import { refusalOf } from '../../../../support/refusal.js';
import { actions as actionsIn, start as startIn, step as stepIn, STOP } from '../../../../support/steering.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const temporaryFolder = temporaryFolders();

let admin: Publisher;

beforeEach(async () => {
  admin = await aPublisher(await temporaryFolder());
});

/** Everybody is in before the next command. */
const SOON = [{ rings: ['pilot'], afterSeconds: 0 }, { afterSeconds: 30 }];
const start = (rules: readonly string[], over = {}) => startIn(admin, rules, over);
const step = (each: Step) => stepIn(admin, each);
const actions = async (id: string) => actionsIn(await admin.policy(), id);

test.each(['two', 'one'])(
  'a rule whose rollout is complete goes on for everybody while rollout %s begins',
  async (id) => {
    await start(['chat:warn'], { id: 'one', stages: SOON });
    await start(['chat'], { id });
    expect(await actions('chat')).toEqual(['block', 'warn']);
  },
);

test('a stopped rollout begins again with all of its rules', async () => {
  await start(['chat', 'two'], { rules: ['chat', 'two'] });
  await step(STOP);
  expect((await refusalOf(() => start(['chat', 'two'], { rules: ['chat'] }))).message).toContain(
    'two: in rollout chat',
  );
  await start(['chat', 'two']);
  expect([await actions('chat'), await actions('two')]).toEqual([
    ['block', null],
    ['block', null],
  ]);
});

test('a stopped rollout begins again without a rule that says what it said before', async () => {
  await admin.publish(['chat:warn', 'two:warn']);
  await start(['chat', 'two']);
  await step(STOP);
  await start(['chat', 'two:warn'], { rules: ['chat'] });
  expect([await actions('chat'), await actions('two')]).toEqual([
    ['block', 'warn'],
    ['warn', 'warn'],
  ]);
});

test('a mistake after a rollout was complete is undone, and nobody is let out', async () => {
  await admin.publish(['chat:warn']);
  await start(['chat'], { stages: SOON });
  await admin.publish(['chat', 'mistake']);
  await rollback(admin.options());
  expect([await actions('chat'), await actions('mistake')]).toEqual([
    ['block', 'block'],
    [null, null],
  ]);
});

test('a rollout that was finished by mistake comes back where it stood', async () => {
  await start(['chat']);
  await step({ step: 'finish' });
  expect(await actions('chat')).toEqual(['block', 'block']);
  const { policy } = await rollback({ ...admin.options(), to: 1 });
  expect(policy.rollouts).toMatchObject([{ id: 'chat', state: 'held' }]);
  expect(await actions('chat')).toEqual(['block', null]);
});

test('a rollout of the same name is another one', async () => {
  await admin.publish(['chat:warn']);
  await start(['chat']);
  await step({ step: 'finish' });
  await start(['chat', 'two'], { stages: SOON });
  await rollback({ ...admin.options(), to: 2 });
  expect(await actions('chat')).toEqual(['block', 'warn']);
});

test('a rule that restricts more by itself is named, and nothing is published', async () => {
  const policyFile = path.join(admin.home, 'policy.yaml');
  const source = (own: string) =>
    `${aSource([]).replace(' []', '')}${own}  - { id: block, sites: [a.example], action: block }\n`;
  await writeFile(policyFile, source('  - { id: allow, sites: [a.example], action: allow }\n'));
  await publish({ ...admin.options(), policyFile });
  await writeFile(policyFile, source('  - { id: images, sites: [b.example], action: block }\n'));
  const rollout = { id: 'wave', stages: SOON, rules: [], limits: undefined };
  const refusal = await refusalOf(() => publish({ ...admin.options(), policyFile, rollout }));
  expect(refusal.message).toContain('block: restricts more although the rule is unchanged');
  await publish({ ...admin.options(), policyFile, rollout: { ...rollout, rules: ['images'] }, overrideSafety: 'seen' });
  expect((await admin.policy()).rollouts).toMatchObject([{ id: 'wave', rules: ['images'] }]);
});

test('a stage that begins while somebody is asked is told before anything is published', async () => {
  const { policy } = await start(['chat']);
  const begins = Date.parse(policy.rollouts?.[0]?.stages[1]?.from ?? '');
  const hold = publishNext({ ...admin.options(), nowMs: begins - 1 }, ({ previous, ...state }) => {
    if (previous === null) throw new Error('nothing is published');
    return { policy: { ...previous, revision: state.revision } };
  });
  expect((await refusalOf(() => hold)).message).toContain('a stage of rollout chat has begun');
});
