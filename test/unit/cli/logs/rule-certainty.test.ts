import { expect, test } from '@jest/globals';
import { evaluateRules } from '../../../../src/cli/logs/rule-certainty.js';
import { aPolicyInStages } from '../../../support/rollouts.js';

test('a rule in a rollout applies sometimes: browser policies would apply it to everyone at once', () => {
  const found = evaluateRules(aPolicyInStages(), { groups: [], ring: 'pilot' });
  expect(found.map(({ certainty, because }) => [certainty, because])).toEqual([
    ['sometimes', 'it is for those whom its rollout has reached'],
    ['always', ''],
  ]);
});
