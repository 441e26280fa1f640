import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overlappingSites, outerSites } from '../../../src/policy/site-index.js';
import { intersectSites, isWithin } from '../../../src/policy/site-intersection.js';
import { sitePattern } from '../../support/arbitrary-policies.js';
import { siteOf } from '../../support/sites.js';

const anySites = fc.array(sitePattern.map(siteOf), { maxLength: 30 });
const sorted = (sites: readonly object[]) => sites.map((site) => JSON.stringify(site)).sort();

test('finds the sites that meet another, as comparing each would', () => {
  fc.assert(
    fc.property(anySites, sitePattern, (sites, pattern) => {
      const other = siteOf(pattern);
      const found = [...overlappingSites(sites).overlapping(other)].map(({ site }) => site);
      expect(sorted(found)).toEqual(sorted(sites.filter((site) => intersectSites(site, other) !== null)));
    }),
    { numRuns: 2_000 },
  );
});

test('tells whether a site takes in another, as comparing each would', () => {
  fc.assert(
    fc.property(anySites, sitePattern, (sites, pattern) => {
      const inner = siteOf(pattern);
      expect(outerSites(sites).covers(inner)).toBe(sites.some((site) => isWithin(inner, site)));
    }),
    { numRuns: 2_000 },
  );
});

test('parameters of a segment lie within it, and more parameters of the query within fewer', () => {
  const outer = outerSites([siteOf('a.example/docs')]);
  expect(outer.covers(siteOf('a.example/docs;v=1/x'))).toBe(true);
  expect(outer.covers(siteOf('a.example/docsy'))).toBe(false);
  const one = siteOf('a.example/docs?mode=chat');
  const both = intersectSites(one, siteOf('a.example/docs?lang=en'));
  if (both === null) throw new Error('they meet');
  expect(outerSites([one]).covers(both)).toBe(true);
  expect(outerSites([both]).covers(one)).toBe(false);
});
