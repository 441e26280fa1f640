/** What a diff says of rollouts: who is restricted from when, in lines that can be read. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { policyDiff } from '../../../src/authoring/policy-diff.js';
import { carriedOver } from '../../../src/authoring/rollout-rules.js';
import { advanced, finished, held, stopped, withRollout } from '../../../src/authoring/rollouts.js';
import { renderDiff } from '../../../src/cli/lib/format-diff.js';
import { plainPaint } from '../../../src/cli/lib/terminal.js';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import type { PublishedPolicy, Rollout } from '../../../src/policy/schema.js';
import { accepted, facts, HOUR_MS, NOW_MS } from '../../support/policies.js';
import { aPolicyInStages, theRuleBefore } from '../../support/rollouts.js';

async function linesOf(before: PublishedPolicy, after: PublishedPolicy) {
  return renderDiff(await policyDiff(accepted(before), accepted(after), NOW_MS), plainPaint);
}

const going = aPolicyInStages();
const steered = (step: (rollout: Rollout) => Rollout | null): PublishedPolicy => {
  const [rollout] = going.rollouts ?? [];
  const next = rollout === undefined ? null : step(rollout);
  if (next === null) throw new Error('the step changes nothing');
  return withRollout(going, next);
};

describe('the diff of a rollout', () => {
  const { rollouts: _, ...unstaged } = going;
  const before: PublishedPolicy = {
    ...unstaged,
    requires: [],
    rules: unstaged.rules.map((rule) => (rule.id === 'rule-0' ? theRuleBefore() : rule)),
  };

  test('that starts names each stage once, with its moment', async () => {
    expect(await linesOf(before, going)).toEqual([
      '- rule-0.example: warned about → blocked for ring pilot (rule rule-0)',
      '- rule-0.example: warned about → blocked for 50 % of browsers (rollout chat) from 2026-11-23 10:00 UTC (rule rule-0)',
      '- rule-0.example: warned about → blocked for everyone except ring pilot; 50 % of browsers (rollout chat) ' +
        'from 2026-11-24 10:00 UTC (rule rule-0)',
      '~ rollouts.chat: none → running, stage 1 of 3, next 50 % of browsers from 2026-11-23T10:00:00Z',
    ]);
  });

  test.each([
    ['held', steered((each) => held(each, undefined, NOW_MS)), 'held, stage 1 of 3, next 50 % of browsers on hold'],
    ['stopped', steered((each) => stopped(each, undefined)), 'stopped'],
    [
      'advanced',
      steered((each) => advanced(each, NOW_MS)),
      'running, stage 2 of 3, next everyone from 2026-11-24T09:00:00Z',
    ],
    ['finished', finished(going, 'chat'), 'none'],
  ])('that is %s says where it stands', async (_step, after, words) => {
    const head = (await linesOf(going, after)).filter((line) => line.startsWith('~ rollouts'));
    expect(head).toEqual([expect.stringContaining(`→ ${words}`)]);
  });

  test('is empty when something else is published', async () => {
    const { policy } = carriedOver({ ...unstaged, requires: [], revision: 8 }, going, NOW_MS);
    expect(await linesOf(going, policy)).toEqual(['Nothing changes for anyone.']);
  });
});

test('a publication that leaves its rules alone changes a rollout for nobody, at no moment', async () => {
  const { rollouts: _, ...unstaged } = going;
  const others = fc.array(fc.constantFrom('a.example', 'b.example', 'c.example'), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      others,
      fc.nat(60),
      fc.uuid(),
      fc.constantFrom(null, 'pilot'),
      async (sites, hour, installId, ring) => {
        const rules = unstaged.rules.map((rule) => (rule.id === 'rule-1' ? { ...rule, sites } : rule));
        const publishedMs = NOW_MS + Math.floor(hour / 2) * HOUR_MS;
        const { policy } = carriedOver({ ...unstaged, requires: [], rules }, going, publishedMs);
        const atMs = NOW_MS + hour * HOUR_MS;
        const actionIn = async (each: PublishedPolicy) =>
          (await effectivePolicy(accepted(each), facts({ installId, ring }), atMs)).rules.find(
            ({ id }) => id === 'rule-0',
          )?.action;
        expect(await actionIn(policy)).toBe(await actionIn(going));
      },
    ),
    { numRuns: 100 },
  );
});
