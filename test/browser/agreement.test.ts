/**
 * `decide` and the compiled rules in the browser agree, on random policies and addresses. A failure prints its seed:
 * `GATEPOST_SEED=<seed>` runs the same cases again.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HANG_MS } from '../../scripts/browser/limits.mjs';
import { decider } from '../../src/policy/decide.js';
import { effectivePolicy } from '../../src/policy/effective-policy.js';
import { accepted, NOW_MS } from '../support/policies.js';
import { policyAndUrls, type PolicyAndUrls } from '../support/random-policies.js';
import { seedOfRun } from './harness/seed.js';
import { outcomesOf, startOracle, wantedOutcome, type Oracle } from './harness/match-outcome.js';

const CASES = 2_000;
const URLS_EACH = 50;

let oracle: Oracle;
const facts = { groups: [], ring: null, installId: 'install', supportId: 'SUPPO-RTID0', timeZone: 'UTC' };
const seed = seedOfRun();

beforeAll(async () => {
  oracle = await startOracle();
});
afterAll(() => oracle.close());

test(`decide and the browser agree on ${CASES} cases`, async () => {
  let [cases, restricted] = [0, 0];
  const agree = async ({ policy, urls }: PolicyAndUrls): Promise<void> => {
    const effective = await effectivePolicy(accepted(policy), facts, NOW_MS);
    const decide = decider(effective);
    const wanted = urls.map((url) => {
      const decision = decide(url);
      return { url, ...wantedOutcome(url, decision?.restricts ? decision.rule.id : null) };
    });
    const outcomes = await outcomesOf(oracle.page, effective, urls);
    expect(urls.map((url, index) => ({ url, ...outcomes[index] }))).toEqual(wanted);
    cases += urls.length;
    restricted += wanted.filter(({ request }) => request !== null).length;
  };
  // For the cases, several times over, and for finding the smallest failing one.
  const deadlineMs = Date.now() + HANG_MS;
  for (let round = 0; cases < CASES && Date.now() < deadlineMs; round += 1) {
    await fc.assert(fc.asyncProperty(policyAndUrls(URLS_EACH), agree), {
      ...{ seed: seed + round, numRuns: 20, interruptAfterTimeLimit: deadlineMs - Date.now() },
    });
  }
  expect(cases).toBeGreaterThanOrEqual(CASES);
  // Both answers come up often, so that agreeing means something.
  expect(restricted / cases).toBeGreaterThan(0.1);
  expect(restricted / cases).toBeLessThan(0.9);
});
