/** What it means for one site to lie inside another, and for a site to be too wide. */
import { describe, expect, test } from '@jest/globals';
import { findOverlaps } from '../../support/overlap.js';
import { isWithin } from '../../../src/policy/site-intersection.js';
import { sharedHostWithin } from '../../../src/catalogue/shared-hosts.js';
import { parseSite, type Site } from '../../../src/policy/site.js';

function siteOf(text: string): Site {
  const parsed = parseSite(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return parsed.site;
}

describe('overlaps', () => {
  test.each([
    ['a.example', 'a.example', true],
    ['a.example', 'b.a.example', true],
    ['a.example', 'ba.example', false],
    ['b.a.example', 'a.example', false],
    ['=a.example', 'a.example', false],
    ['a.example', '=a.example', true],
    ['=a.example', '=a.example/x', true],
    ['a.example/x', 'a.example/x/y', true],
    ['a.example/x', 'a.example/xy', false],
    ['a.example/x', 'a.example', false],
    ['a.example/x', 'a.example/x?k=v', true],
    ['a.example/x?k=v', 'a.example/x?k=v', true],
    ['a.example/x?k=v', 'a.example/x?k=w', false],
    ['a.example/x?k=v', 'a.example/x', false],
  ])('%s takes in %s: %s', (outer, inner, expected) => {
    expect(isWithin(siteOf(inner), siteOf(outer))).toBe(expected);
  });

  test('are found between different tools only', () => {
    const tool = (id: string, ...app: string[]) => ({ id, sites: { app, api: [], content: [] }, embedded: [] });
    expect(findOverlaps([tool('one', 'a.example', 'b.a.example'), tool('two', 'c.a.example/x')])).toEqual([
      { tool: 'two', site: 'c.a.example/x', within: 'one', withinSite: 'a.example' },
    ]);
    expect(findOverlaps([tool('one', 'a.example'), tool('two', 'a.example')])).toHaveLength(2);
  });
});

describe('shared hosts', () => {
  test.each([
    ['google.com', 'google.com'],
    ['=google.com', 'google.com'],
    ['github.com', 'github.com'],
    ['core.windows.net', 'blob.core.windows.net'],
    ['gemini.google.com', null],
    ['google.com/ai', null],
    ['=windows.example', null],
  ])('%s takes in %s', (text, expected) => {
    expect(sharedHostWithin(siteOf(text))).toBe(expected);
  });
});
