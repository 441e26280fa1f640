/** Thousands of rules, each with an exception of its own: they are compiled in a time that grows as they do. */
import { expect, test } from '@jest/globals';
import { decisionList } from '../../../src/dnr/decision-list.js';
import { anEffectivePolicy, aPolicyOfSites } from '../../support/policies.js';
import { processorMs } from '../../support/processor-time.js';

const FEW = 200;
/** A work that grows with the square of the rules would take 256 times as long. */
const FACTOR = 16;
const MOST = 90;

async function fastest(count: number): Promise<number> {
  const rules = Array.from({ length: count }, (_, at) => ({
    id: `rule-${at}`,
    sites: [`s${at}.example`],
    except: [`s${at}.example/open`],
  }));
  // The list of a policy is made once.
  const policies = await Promise.all([1, 2, 3].map(() => anEffectivePolicy(aPolicyOfSites(...rules))));
  const times = policies.map((effective) =>
    processorMs(() => {
      // For each rule: itself, its exception, and the obfuscated addresses of its host.
      expect(decisionList(effective).length).toBeGreaterThanOrEqual(2 * count);
    }),
  );
  return Math.min(...times);
}

test('sixteen times as many rules with exceptions take about sixteen times as long', async () => {
  await fastest(FEW);
  expect((await fastest(FEW * FACTOR)) / (await fastest(FEW))).toBeLessThan(MOST);
});
