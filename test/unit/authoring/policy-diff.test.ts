/** What changes for people between two policies: as decisions, for whom, and when. */
import { describe, expect, test } from '@jest/globals';
import { plainPaint } from '../../../src/cli/lib/terminal.js';
import { renderDiff } from '../../../src/cli/lib/format-diff.js';
import { policyDiff } from '../../../src/authoring/policy-diff.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../../src/policy/schema.js';
import { aPolicy, aRule, aTool, NOW_MS } from '../../support/policies.js';

const claude = aTool({ id: 'claude', name: 'Claude', sites: ['claude.ai', 'claude.com'], api: ['api.anthropic.com'] });
const rule = (overrides: Parameters<typeof aRule>[0]) => aRule({ tools: ['claude'], alternatives: [], ...overrides });
const accepted = (policy: Partial<PublishedPolicy>) => aPolicy({ tools: [claude], ...policy }) as AcceptedPolicy;

async function words(before: Partial<PublishedPolicy> | null, after: Partial<PublishedPolicy>): Promise<string[]> {
  const old = before === null ? null : accepted(before);
  return renderDiff(await policyDiff(old, accepted(after), NOW_MS), plainPaint);
}

const allowed = { rules: [rule({ id: 'ok', action: 'allow' })] };

describe('a change of decision', () => {
  test('says from what to what, for whom, and by which rule', async () => {
    expect(await words(allowed, { rules: [rule({ id: 'no' })] })).toEqual([
      '- Claude: allowed → blocked for everyone (rule no)',
    ]);
  });

  test('of a first policy is a change from open', async () => {
    expect(await words(null, { rules: [rule({ id: 'no' })] })).toEqual([
      '- Claude: open → blocked for everyone (rule no)',
    ]);
  });

  test('opens where a rule goes away', async () => {
    expect(await words({ rules: [rule({ id: 'no' })] }, { rules: [] })).toEqual([
      '+ Claude: blocked → open for everyone (rule no is no longer about it)',
    ]);
  });

  test('names the sites when it is not the whole tool', async () => {
    expect(await words(allowed, { rules: [rule({ id: 'no', parts: ['api'] }), ...allowed.rules] })).toEqual([
      '- Claude (api.anthropic.com): allowed → blocked for everyone (rule no)',
    ]);
  });

  test('is none when only rules and their order are written another way', async () => {
    const other = {
      rules: [
        rule({ id: 'other', action: 'allow', tools: [], sites: ['claude.ai', 'claude.com', 'api.anthropic.com'] }),
      ],
    };
    expect(await words(allowed, other)).toEqual(['Nothing changes for anyone.']);
  });
});

describe('for whom', () => {
  test('an audience is named', async () => {
    const after = { rules: [rule({ id: 'no', audience: { groups: ['sales'], rings: ['pilot'] } }), ...allowed.rules] };
    expect(await words(allowed, after)).toEqual(['- Claude: allowed → blocked for group sales, ring pilot (rule no)']);
  });

  test('everybody but an audience that keeps what it has', async () => {
    const after = {
      rules: [rule({ id: 'ours', action: 'allow', audience: { groups: ['sales'] } }), rule({ id: 'no' })],
    };
    expect(await words(allowed, after)).toEqual([
      '- Claude: allowed → blocked for everyone except group sales (rule no)',
    ]);
  });

  test('a larger share counts the browsers that are added', async () => {
    const share = (percent: number) => ({ rules: [rule({ id: 'no', audience: { percent, rollout: 'r' } })] });
    expect(await words(share(10), share(25))).toEqual([
      '- Claude: open → blocked for 15 % of browsers (rollout r, beyond the first 10 %) (rule no)',
    ]);
  });
});

describe('when', () => {
  test('from the beginning of a window, until its end', async () => {
    const window = { from: '2026-12-01T00:00:00Z', until: '2026-12-24T12:00:00Z' };
    expect(await words(allowed, { rules: [rule({ id: 'no', window }), ...allowed.rules] })).toEqual([
      '- Claude: allowed → blocked for everyone from 2026-12-01 00:00 UTC until 2026-12-24 12:00 UTC (rule no)',
    ]);
  });

  test('in weekly hours', async () => {
    const weekly = [{ days: ['mon' as const], from: '08:00', to: '10:00' }];
    expect(await words(allowed, { rules: [rule({ id: 'no', window: { weekly } }), ...allowed.rules] })).toEqual([
      '- Claude: allowed → blocked for everyone in the weekly hours (rule no)',
    ]);
  });

  test('until a pause ends', async () => {
    const closed = { rules: [rule({ id: 'no' })] };
    const after = { ...closed, mode: 'observe' as const, observeUntil: '2026-11-23T10:00:00Z' };
    expect(await words(closed, after)).toEqual([
      '+ Claude: blocked → observed for everyone until 2026-11-23 10:00 UTC (rule no)',
      '~ mode: enforce → observe',
      '~ observeUntil: none → 2026-11-23T10:00:00Z',
    ]);
  });

  test('the end of a policy is no change of decision', async () => {
    expect(
      await words(
        { ...allowed, expiresAt: '2026-11-24T00:00:00Z', onExpiry: 'observe' },
        { ...allowed, onExpiry: 'observe' },
      ),
    ).toEqual(['Nothing changes for anyone.']);
  });
});

test('texts and alternatives are told beside decisions, whatever the order of languages', async () => {
  const before = { rules: [rule({ id: 'no', reason: { en: 'A', fr: 'B' } })] };
  expect(await words(before, { rules: [rule({ id: 'no', reason: { fr: 'B', en: 'A' } })] })).toEqual([
    'Nothing changes for anyone.',
  ]);
  expect(await words(before, { rules: [rule({ id: 'no', reason: { en: 'C' } })] })).toEqual([
    '~ rules.no.reason: {"en":"A","fr":"B"} → {"en":"C"}',
  ]);
});

test('another owner and another day of review are told, and change no decision', async () => {
  const before = { rules: [rule({ id: 'no', owner: { en: 'Ada' }, reviewBy: '2027-01-01' })] };
  expect(await words(before, { rules: [rule({ id: 'no', owner: { en: 'Bo' }, reviewBy: '2027-07-01' })] })).toEqual([
    '~ rules.no.owner: {"en":"Ada"} → {"en":"Bo"}',
    '~ rules.no.reviewBy: 2027-01-01 → 2027-07-01',
  ]);
});

test('many tools with one fate share a line', async () => {
  const tools = Array.from({ length: 8 }, (_, index) =>
    aTool({ id: `t${index}`, name: `T${index}`, sites: [`t${index}.example`] }),
  );
  const after = aPolicy({
    tools,
    rules: [aRule({ id: 'all', tools: tools.map(({ id }) => id), alternatives: [] })],
  }) as AcceptedPolicy;
  expect(renderDiff(await policyDiff(null, after, NOW_MS), plainPaint)).toEqual([
    '- T0, T1, T2 and 5 more tools: open → blocked for everyone (rule all)',
  ]);
});
