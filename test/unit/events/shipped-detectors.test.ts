/** The worker and collectors know every detector that ships by its kind, without the detectors themselves. */
import { expect, test } from '@jest/globals';
import { shippedFacts } from '../../../src/data/detector-set.js';
import { UNREAD_REASONS } from '../../../src/data/files/unreadable.js';
import { FILE_KINDS, KINDS } from '../../../src/data/finding.js';
import { DATA_ACTIONS, FALLBACKS } from '../../../src/data/data-actions.js';
import { SHIPPED_DETECTORS, shippedKindOf } from '../../../src/events/shipped-detectors.js';
import * as policy from '../../../src/policy/data-policy.js';

test('has each detector under its kind, and no other', () => {
  const facts = shippedFacts();
  for (const { id, kind } of facts) expect([id, shippedKindOf(id)]).toEqual([id, kind]);
  const listed = Object.values(SHIPPED_DETECTORS).flatMap((ids) => (ids === '' ? [] : ids.split(' ')));
  expect(listed.sort()).toEqual(facts.map(({ id }) => id).sort());
  expect(shippedKindOf('my-secret-pasted-here')).toBeUndefined();
  expect(shippedKindOf('')).toBeUndefined();
});

test('policy and guard call things by the same names', () => {
  expect(policy.DATA_KINDS).toEqual(KINDS);
  expect(policy.DATA_ACTIONS).toEqual(DATA_ACTIONS);
  expect(policy.FILE_KINDS).toEqual(FILE_KINDS);
  expect(policy.UNREAD_REASONS).toEqual(UNREAD_REASONS);
  expect(policy.DATA_FALLBACKS).toEqual(FALLBACKS);
});
