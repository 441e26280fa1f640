/** What other commands do beside a rollout: grant, diff, rollback. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { steer, type Step } from '../../../../../src/cli/commands/rollout/run.js';
import { diff } from '../../../../../src/cli/commands/diff/run.js';
import { grant } from '../../../../../src/cli/commands/grant/run.js';
import { rollback } from '../../../../../src/cli/commands/rollback/run.js';
import { republished } from '../../../../../src/authoring/republish.js';
import { publishNext } from '../../../../../src/cli/publishing/publication.js';
import { publish } from '../../../../../src/cli/publishing/publish-policy.js';
import type { PublishedPolicy } from '../../../../../src/policy/schema.js';
import { decider } from '../../../../../src/policy/decide.js';
import { effectivePolicy } from '../../../../../src/policy/effective-policy.js';
import { accepted, DAY_MS, facts, NOW_MS } from '../../../../support/policies.js';
import { aPublisher, aSource, type Publisher } from '../../../../support/publishing.js';
import { aLine, writeLines } from '../../../../support/event-lines.js';
import { actions as actionsIn, start as startIn, step as stepIn, STOP } from '../../../../support/steering.js';
import { momentAt } from '../../../../support/rollouts.js';
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

describe('an exception for one browser', () => {
  test.each(['before the rollout', 'in its first stage', 'while it is stopped', 'after it'])(
    'is granted %s',
    async (when) => {
      await admin.publish(['chat:warn']);
      if (when !== 'before the rollout') await start(['chat']);
      if (when === 'while it is stopped') await step(STOP);
      if (when === 'after it') await step({ step: 'finish' });
      const policyFile = path.join(admin.home, 'policy.yaml');
      const events = path.join(admin.home, 'events.ndjson');
      await writeLines(events, [
        aLine({ id: 'asked', kind: 'requested', rule: 'chat', host: 'chat.example', tool: null }),
      ]);
      const { browserId } = await grant({
        request: 'asked',
        events: [events],
        policyFile,
        untilMs: admin.now() + DAY_MS,
      });
      const { policy } = await publish({ ...admin.options(), policyFile });
      for (const ring of ['pilot', null]) {
        const own = facts({ ring, supportId: browserId });
        const decide = decider(await effectivePolicy(accepted(policy), own, Date.parse(policy.issuedAt)));
        expect(decide('https://chat.example/')?.rule.action).toBe('allow');
      }
      expect(policy.rollouts?.[0]?.rules).toEqual(
        when === 'in its first stage' || when === 'while it is stopped' ? ['chat'] : undefined,
      );
    },
  );
});

describe('a folder whose document has copies of rules, as publish --ring made them', () => {
  const from = momentAt(NOW_MS + DAY_MS);

  beforeEach(async () => {
    await admin.publish(['chat:warn']);
    await publishNext(admin.options(), ({ previous, ...state }) => {
      if (previous === null) throw new Error('nothing is published');
      const rules = previous.rules.flatMap((rule) => {
        const { warn: _, ...blocked } = { ...rule, action: 'block' as const };
        return [
          { ...blocked, id: 'chat.ring', audience: { rings: ['pilot'] } },
          { ...blocked, window: { from } },
          { ...rule, id: 'chat.before', window: { until: from } },
        ];
      });
      return { policy: republished({ ...previous, rules }, { ...state, previous }) };
    });
  });

  test('goes on as a rollout with the next publication', async () => {
    const { policy, warnings } = await admin.publish(['chat', 'new']);
    expect(policy.rollouts).toMatchObject([
      { id: 'ring-1', rules: ['chat'], stages: [{ rings: ['pilot'] }, { from }] },
    ]);
    expect(policy.rules.map(({ id }) => id)).toEqual(['chat', 'new']);
    expect(await actions('chat')).toEqual(['block', 'warn']);
    expect(await actions('chat', Date.parse(from))).toEqual(['block', 'block']);
    expect(warnings.filter((line) => line.includes('rollout'))).toEqual([]);
  });

  test('is steered at once, and rolled back to before', async () => {
    await steer('ring-1', { step: 'extend', byMs: DAY_MS }, admin.options());
    expect(await actions('chat', Date.parse(from) + DAY_MS - 1000)).toEqual(['block', 'warn']);
    const { policy } = await rollback(admin.options());
    expect(await actions('chat', undefined, policy)).toEqual(['warn', 'warn']);
  });
});

test('diff and simulate see a source as it would be published: rollouts go on', async () => {
  await start(['chat']);
  const policyFile = path.join(admin.home, 'policy.yaml');
  await writeFile(policyFile, aSource(['chat', 'new']));
  const nowMs = admin.now();
  const document = path.join(admin.folder, 'policy.jws');
  const { changes, head } = await diff({ oldFile: document, newFile: policyFile, nowMs });
  expect(changes.map(({ name, reach }) => [name, reach.kind])).toEqual([['new.example', 'everyone']]);
  expect(head).toEqual([]);
});

describe('rollback', () => {
  test('goes back to before the rollout, however it was steered', async () => {
    await admin.publish(['chat:warn']);
    await start(['chat']);
    await step({ step: 'hold', reason: undefined });
    const { policy, restored } = await rollback(admin.options());
    expect([restored.revision, policy.rollouts, policy.requires]).toEqual([1, undefined, []]);
    expect(await actions('chat')).toEqual(['warn', 'warn']);
  });

  test('keeps a rollout where it stands now', async () => {
    await start(['chat']);
    await admin.publish(['chat', 'mistake']);
    await step(STOP);
    const { policy } = await rollback(admin.options());
    expect(policy.rules.map(({ id }) => id)).toEqual(['chat']);
    expect(policy.rollouts?.[0]?.state).toBe('stopped');
  });

  test('holds a rollout that comes back: nobody is let in by a moment that has passed meanwhile', async () => {
    await start(['chat']);
    await step({ step: 'finish' });
    await admin.publish(['other']);
    const back = { ...admin.options(), to: 1 };
    const { policy, warnings } = await rollback({ ...back, nowMs: back.nowMs + 3 * DAY_MS });
    expect(policy.rollouts?.[0]).toMatchObject({ state: 'held' });
    expect(await actions('chat', undefined, policy)).toEqual(['block', null]);
    expect(warnings.join('\n')).toContain('rollout chat comes back held');
  });
});
