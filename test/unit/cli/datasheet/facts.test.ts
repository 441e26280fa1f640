/** What the data sheet says follows from the policy and the configuration, and changes with them. */
import { describe, expect, test } from '@jest/globals';
import { sheetFacts } from '../../../../src/cli/datasheet/facts.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { parseManagedConfiguration, type ManagedConfiguration } from '../../../../src/trust/managed-configuration.js';
import { aPolicy, aRule, copilot } from '../../../support/policies.js';
import { aPolicyInStages } from '../../../support/rollouts.js';
import { aDataRule } from '../../../support/data-plans.js';

function configuration(more: object = {}): ManagedConfiguration {
  const reading = parseManagedConfiguration({ policyUrl: 'https://policy.acme.example/policy.jws', ...more });
  if (reading.kind !== 'managed') throw new Error(reading.kind);
  return reading.configuration;
}

const COLLECTOR = { eventsEndpoint: 'https://collector.acme.example/v1/logs' };
const warning = (justification: 'none' | 'optional' | 'local', minutes = 30) =>
  aRule({ id: `ask-${justification}`, action: 'warn', warn: { minutes, justification } });
const facts = (policy: Partial<PublishedPolicy>, more: object = {}) => sheetFacts(aPolicy(policy), configuration(more));

describe('records', () => {
  test('of warnings, observed pages and found data are there only where the policy has such a rule', () => {
    const blocks = facts({ rules: [aRule()] });
    expect(blocks.recorded).toContain('restricted');
    expect(blocks.notRecorded).toEqual(
      expect.arrayContaining(['warned', 'continued', 'bypass-ended', 'observed', 'data-found', 'data-guard-degraded']),
    );
    expect(facts({ rules: [warning('none')] }).recorded).toEqual(expect.arrayContaining(['warned', 'continued']));
    expect(facts({ rules: [aRule({ action: 'observe' })] }).recorded).toContain('observed');
    expect(facts({ rules: [aRule({ action: 'allow' })] }).recorded).not.toContain('restricted');
  });

  test('are also those of a rule that a rollout replaces, for as long as it applies to somebody', () => {
    const staged = sheetFacts(aPolicyInStages(), configuration());
    expect(staged.recorded).toEqual(expect.arrayContaining(['restricted', 'warned', 'continued']));
    expect(staged.covered).toEqual([
      { action: 'warn', names: ['rule-0.example'] },
      { action: 'block', names: ['rule-0.example', 'rule-1.example'] },
    ]);
  });

  test('under a policy that only observes are of opened pages, and of blocks once it ends', () => {
    const observing = facts({ mode: 'observe', rules: [aRule()] });
    expect(observing).toMatchObject({ observing: { untilMs: null } });
    expect(observing.recorded).toContain('observed');
    expect(observing.recorded).not.toContain('restricted');
    const ending = facts({ mode: 'observe', observeUntil: '2026-12-01T00:00:00Z', rules: [aRule()] });
    expect(ending.observing).toEqual({ untilMs: Date.parse('2026-12-01T00:00:00Z') });
    expect(ending.recorded).toEqual(expect.arrayContaining(['observed', 'restricted']));
  });

  test('before the first policy follow the configuration', () => {
    const before = (initialMode: string) =>
      facts({ rules: [] }, { initialMode, initialSites: ['chatgpt.com'] }).recorded;
    expect(before('closed')).toContain('restricted');
    expect(before('observe')).toContain('observed');
    expect(before('open')).not.toContain('observed');
  });

  test('have a name, a ring or an answer only where they can have one', () => {
    const open = facts({ rules: [warning('optional')] }, { ...COLLECTOR, identity: 'ada', ring: 'pilot' });
    expect(open.fields).toEqual(expect.arrayContaining(['identity', 'ring', 'justification']));
    const closed = facts({ rules: [warning('local')] }, COLLECTOR);
    for (const field of ['identity', 'ring', 'justification', 'detector']) expect(closed.fields).not.toContain(field);
  });

  test('may have a name where nobody has given the configuration', () => {
    const unknown = sheetFacts(aPolicy(), null);
    expect(unknown.fields).toContain('identity');
    expect(unknown.configuration).toBeNull();
  });
});

test('reasons that stay in the browser are told apart from those that are recorded', () => {
  expect(facts({ rules: [warning('none'), warning('optional'), warning('local', 15)] }).questions).toEqual({
    recorded: ['ask-optional'],
    local: ['ask-local'],
    localMinutes: 15,
  });
});

test('where records go, and whether they have a name, is what the configuration says', () => {
  const policyUrl = 'https://policy.acme.example/policy.jws';
  expect(facts({}).configuration).toEqual({ policyUrl, collector: null, isNamed: false });
  expect(facts({}, { ...COLLECTOR, identity: 'ada' }).configuration).toEqual({
    policyUrl,
    collector: COLLECTOR.eventsEndpoint,
    isNamed: true,
  });
});

test('the data guard looks for kinds, and for those of detectors that have an action of their own', () => {
  const kinds = { secret: 'block', personal: 'off', code: 'off', log: 'off', marking: 'off', words: 'off' } as const;
  const data = aDataRule({ kinds, actions: { iban: 'warn', password: 'off' } });
  const guarded = aRule({ id: 'guarded', action: 'allow', data });
  expect(facts({ rules: [guarded] }).guard).toEqual({ names: ['ChatGPT'], kinds: ['secret', 'personal'] });
  expect(facts({ rules: [aRule()] }).guard).toBeNull();
});

test('a filter of own code with an action of its own is named, also where the kind is off', () => {
  const kinds = { secret: 'off', personal: 'off', code: 'off', log: 'off', marking: 'off', words: 'off' } as const;
  const guarded = aRule({ id: 'guarded', action: 'allow', data: aDataRule({ kinds, actions: { payments: 'warn' } }) });
  const filter = { id: 'payments', sha256: 'a'.repeat(64), size: 1, key: '0'.repeat(32), kind: 'code' } as const;
  const data = { detectors: [], reasons: [], texts: {}, fingerprints: [filter] };
  expect(facts({ rules: [guarded], data }).guard?.kinds).toEqual(['own']);
});

describe('what the policy covers', () => {
  const covered = (rules: PublishedPolicy['rules']) => facts({ rules }).covered;

  test('names a tool under the first rule that is for everybody, and under none below', () => {
    const rules = [aRule({ id: 'open', action: 'allow' }), aRule({ id: 'closed', sites: ['other.example'] })];
    expect(covered(rules)).toEqual([
      { action: 'allow', names: ['ChatGPT'] },
      { action: 'block', names: ['other.example'] },
    ]);
  });

  test.each([
    ['some people', { audience: { groups: ['Marketing'] } }],
    ['some hours', { window: { until: '2026-12-01T00:00:00Z' } }],
    ['a part of it', { except: ['chatgpt.com/work'] }],
  ])('names it again where the rule above is for %s only', (_, part) => {
    const rules = [aRule({ id: 'open', action: 'allow', ...part }), aRule({ id: 'closed' })];
    expect(covered(rules).map(({ action }) => action)).toEqual(['allow', 'block']);
  });

  test('names the tools of account rules, which vendors are told about', () => {
    const account = { controls: [], anonymous: [] };
    const rule = aRule({ id: 'company', action: 'account', tools: [copilot.id], account });
    expect(facts({ rules: [rule] }).accounts).toEqual([copilot.name]);
  });
});
