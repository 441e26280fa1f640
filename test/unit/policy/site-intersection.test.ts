import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { intersectSites, queriesOf } from '../../../src/policy/site-intersection.js';
import { formatSite, parseAddress, siteMatches, type Site } from '../../../src/policy/site.js';
import { anyAddress, sitePattern } from '../../support/arbitrary-policies.js';
import { siteOf } from '../../support/sites.js';

const isIn = (site: Site | null, url: string): boolean => {
  const address = parseAddress(url);
  return site !== null && address !== null && siteMatches(site, address);
};

test('an address is in the intersection exactly when it is in both', () => {
  fc.assert(
    fc.property(sitePattern, sitePattern, fc.array(anyAddress, { minLength: 1, maxLength: 30 }), (one, other, urls) => {
      const both = intersectSites(siteOf(one), siteOf(other));
      const inBoth = urls.filter((url) => isIn(siteOf(one), url) && isIn(siteOf(other), url));
      expect(urls.filter((url) => isIn(both, url))).toEqual(inBoth);
    }),
    { numRuns: 5_000 },
  );
});

test('the order makes no difference, and the intersection is a site like any other', () => {
  fc.assert(
    fc.property(sitePattern, sitePattern, (one, other) => {
      const both = intersectSites(siteOf(one), siteOf(other));
      expect(intersectSites(siteOf(other), siteOf(one))).toEqual(both);
      if (both !== null) expect(siteOf(formatSite(both))).toEqual(both);
      expect(intersectSites(siteOf(one), siteOf(one))).toEqual(siteOf(one));
    }),
  );
});

describe('the intersection', () => {
  test.each([
    ['a.example', 'b.a.example/chat', 'b.a.example/chat'],
    ['b.a.example', 'a.example/chat', 'b.a.example/chat'],
    ['=a.example', 'a.example/chat', '=a.example/chat'],
    ['=a.example', 'b.a.example', null],
    ['=a.example', '=a.example', '=a.example'],
    ['a.example/chat', 'a.example/chat/deep', 'a.example/chat/deep'],
    ['a.example/chat', 'a.example/chatter', null],
    ['a.example/chat', 'a.example/chat;v=1', 'a.example/chat;v=1'],
    ['a.example/chat', 'a.example?udm=50', 'a.example/chat?udm=50'],
    ['a.example?udm=50', 'b.a.example?udm=50', 'b.a.example?udm=50'],
    ['a.example', 'ba.example', null],
    ['192.0.2.1', '192.0.2.1/x', '192.0.2.1/x'],
  ])('of %s and %s is %s', (one, other, expected) => {
    const both = intersectSites(siteOf(one), siteOf(other));
    expect(both === null ? null : formatSite(both)).toBe(expected);
  });

  test('of two different queries asks for both', () => {
    const both = intersectSites(siteOf('a.example?udm=50'), siteOf('a.example?mode=ai'));
    expect(both === null ? [] : queriesOf(both)).toEqual([
      { key: 'udm', value: '50' },
      { key: 'mode', value: 'ai' },
    ]);
  });
});
