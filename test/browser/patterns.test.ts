/** Every pattern that the language allows is one that Chromium takes: its compiled RE2 may have 2 KB. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { sitesOf } from '../../src/catalogue/places.js';
import { matchDisguised, matchSites } from '../../src/dnr/site-matches.js';
import { parseSite } from '../../src/policy/site.js';
import { Chromium } from './harness/chromium.js';
import { setScene, type Scene } from './harness/scene.js';

let scene: Scene<Chromium>;

beforeAll(async () => {
  scene = await setScene((request) => Chromium.start(request), null);
});
afterAll(() => scene.close());

const patternsOf = (texts: readonly string[]): string[] => {
  const sites = texts.map((text) => {
    const parsed = parseSite(text);
    if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
    return parsed.site;
  });
  return [...matchSites(sites, true), ...matchSites(sites, false), ...matchDisguised(sites)].flatMap(
    ({ regexFilter }) => regexFilter ?? [],
  );
};

const refused = (patterns: readonly string[]) =>
  scene.browser.inExtension((page) =>
    page.evaluate(
      async (regexes) => {
        const results = await Promise.all(
          regexes.map((regex) => chrome.declarativeNetRequest.isRegexSupported({ regex, requireCapturing: true })),
        );
        return regexes.filter((_, index) => results[index]?.isSupported !== true);
      },
      [...patterns],
    ),
  );

const fill = (length: number): string => 'abcdefghij-klmnopqrstuvwxyz.0123456789_'.repeat(2).slice(0, length);

test('the longest of each kind', async () => {
  const patterns = patternsOf([
    `example.com/${fill(63)}`,
    `example.com/${fill(46).replace(/.{6}/g, '$&/')}`,
    `example.com/${'~'.repeat(12)}`,
    `example.com?${fill(30)}=${fill(32)}`,
    `example.com/${fill(30)}?${fill(15)}=${fill(16)}`,
    `=${'a'.repeat(31)}.${'b'.repeat(32)}`,
    `=example.com/${fill(52)}`,
    `=example.com/${fill(20)}?${fill(15)}=${fill(15)}`,
  ]);
  expect(patterns.length).toBeGreaterThanOrEqual(8);
  expect(await refused(patterns)).toEqual([]);
});

test('a longer one is refused by the browser, so the limit means something', async () => {
  const [pattern = ''] = patternsOf([`example.com/${fill(63)}`]);
  expect(await refused([pattern.replace('abc', 'x'.repeat(100))])).toHaveLength(1);
});

test('those of the whole catalogue', async () => {
  const sites = loadCatalogue().flatMap((tool) => sitesOf(tool));
  expect(await refused(patternsOf(sites))).toEqual([]);
});
