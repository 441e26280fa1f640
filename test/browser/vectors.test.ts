/** The third way to run the vectors: the compiled rules, in the browser's own matching. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { effectiveAt, readVectors } from '../support/vectors.js';
import { outcomesOf, startOracle, wantedOutcome, type Oracle } from './harness/match-outcome.js';

let oracle: Oracle;

beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.close());

describe('the browser answers as the vectors say:', () => {
  test.each(readVectors().map((each) => [each.name, each] as const))(
    '%s',
    async (_, { policy, facts, atMs, cases }) => {
      const effective = await effectiveAt(policy, facts, atMs);
      const outcomes = await outcomesOf(
        oracle.page,
        effective,
        cases.map(({ url }) => url),
      );
      const wanted = cases.map(({ url, decision }) => ({
        url,
        ...wantedOutcome(url, decision?.restricts ? decision.rule : null),
      }));
      expect(cases.map(({ url }, index) => ({ url, ...outcomes[index] }))).toEqual(wanted);
    },
  );
});
