/** What `gatepost explain` says of the page guard: where one runs, and that it stops what the policy restricts, and only that. */
import { describe, expect, test } from '@jest/globals';
import { guardEffects } from '../../../../src/cli/explain/guard-effect.js';
import { decider } from '../../../../src/policy/decide.js';
import { anEffectivePolicy, aPolicyOfSites } from '../../../support/policies.js';
import { effectiveAt, readVectors } from '../../../support/vectors.js';

const policy = aPolicyOfSites(
  { sites: ['help.closed.example'], action: 'allow' },
  { sites: ['closed.example', 'place.example/chat', 'asked.example/?model=x'] },
  { sites: ['seen.example'], action: 'observe' },
);

test.each([
  ['the whole host', 'https://closed.example/anything', { kind: 'static', stops: true }],
  ['a subdomain', 'https://www.closed.example/', { kind: 'static', stops: true }],
  ['an open host inside it', 'https://help.closed.example/', null],
  ['a place', 'https://place.example/chat?q=1', { kind: 'static', stops: true }],
  ['below the place', 'https://place.example/chat/42', { kind: 'static', stops: true }],
  ['beside the place', 'https://place.example/chatter', { kind: 'dynamic', stops: false }],
  ['the place in another spelling', 'https://place.example/CHAT', { kind: 'dynamic', stops: true }],
  ['a query', 'https://asked.example/?model=x', { kind: 'dynamic', stops: true }],
  ['another query', 'https://asked.example/?model=y', { kind: 'dynamic', stops: false }],
  ['a host that is only observed', 'https://seen.example/', null],
  ['a host that no rule is about', 'https://elsewhere.example/', null],
  ['what is no page of a site', 'file:///closed.example', null],
])('%s', async (_, url, expected) => {
  expect(guardEffects(await anEffectivePolicy(policy))(url)).toEqual(expected);
});

describe('where a guard runs, it says what the policy says', () => {
  test.each(readVectors().map((each) => [each.name, each] as const))(
    '%s',
    async (_, { policy, facts, atMs, cases }) => {
      const effective = await effectiveAt(policy, facts, atMs);
      const [guardAt, decide] = [guardEffects(effective), decider(effective)];
      for (const { url } of cases) {
        const guard = guardAt(url);
        if (guard !== null)
          expect({ url, restricts: guard.stops }).toEqual({ url, restricts: decide(url)?.restricts ?? false });
      }
    },
  );
});
