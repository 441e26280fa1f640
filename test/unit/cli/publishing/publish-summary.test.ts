import { expect, test } from '@jest/globals';
import { renderEffect } from '../../../../src/cli/publishing/publish-summary.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { aPolicy, NOW_MS } from '../../../support/policies.js';

const effectOf = (policy: Partial<PublishedPolicy>, previous: PublishedPolicy | null = null) =>
  renderEffect({ file: 'public/policy.jws', policy: aPolicy(policy), previous, keyId: 'k1', warnings: [] }, NOW_MS);

test('says what was published where, and until when it is good', () => {
  expect(effectOf({}).slice(0, 2)).toEqual([
    'Published acme, revision 7, 1 rule, to public/policy.jws',
    'Signed with key k1; valid until 2026-12-22T12:00:00Z.',
  ]);
});

test.each([
  ['that enforces', {}, 'Browsers enforce its rules.'],
  ['that observes', { mode: 'observe' }, 'Browsers block nothing until you publish another policy (mode: observe).'],
  [
    'that observes for a while',
    { mode: 'observe', observeUntil: '2026-11-23T11:00:00Z' },
    'Browsers block nothing until 2026-11-23T11:00:00Z (2 hours); then they enforce the rules again by themselves.',
  ],
  ['that has observed', { mode: 'observe', observeUntil: '2026-11-23T09:00:00Z' }, 'Browsers enforce its rules.'],
] satisfies [string, Partial<PublishedPolicy>, string][])(
  'says what browsers do with a policy %s',
  (_, policy, line) => {
    expect(effectOf(policy)[2]).toBe(line);
  },
);

test('says when they do it: at the pace of the policy that they have', () => {
  expect(effectOf({ pollSeconds: 60 })[3]).toMatch(/^Running browsers check about every 1 minute;/);
  expect(effectOf({ pollSeconds: 60 }, aPolicy({ pollSeconds: 3600 }))[3]).toMatch(/every 1 hour;/);
});
