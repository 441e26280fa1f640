/** Half of the catalogue, at random, is enough to find most of the other half in a synthetic log of 10,000 domains. */
import { expect, test } from '@jest/globals';
import { measureDiscovery } from '../../../support/discovery-measure.js';

// `npm run bench -- discover` prints the figures for 50,000 domains, more seeds, and fewer kinds of features.
test('four of five removed tools rank among the first 200 domains', async () => {
  const { removed, found, wrong } = await measureDiscovery({
    seed: 1,
    ordinary: 10_000,
    togetherShare: 0.5,
    paths: true,
  });
  expect(removed).toBeGreaterThan(100);
  expect(found / removed).toBeGreaterThanOrEqual(0.8);
  // The rest of the 200 are ordinary domains: they are candidates, and called nothing else.
  expect(wrong.length).toBe(200 - found);
});
