/** Every pattern that the language allows is one that Chromium takes: its compiled RE2 may have 2 KB. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../src/catalogue/catalogue.js';
import { sitesOf } from '../../src/catalogue/places.js';
import { MAX_PATTERN_SIZE, patternSize } from '../../src/dnr/pattern-size.js';
import { matchObfuscated, matchSites } from '../../src/dnr/site-matches.js';
import { intersectSites } from '../../src/policy/site-intersection.js';
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
  return [...matchSites(sites, true), ...matchSites(sites, false), ...matchObfuscated(sites)].flatMap(
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

/** What the language leaves of a path below `/a/b/c/`: one character less, and the only pattern of that kind that is too long is gone. */
const BELOW_THREE = 57;

/** Places where two sites meet, each as long as the language lets it be, in steps of a character. */
function meetingPatterns(): string[] {
  const lengths = Array.from({ length: 58 }, (_, index) => index + 1);
  const pairs = lengths.flatMap((length) => [
    [`example.com/${fill(length)}`, `example.com?${fill(20)}=${fill(20)}`],
    [`example.com/a/b/c/${fill(Math.min(length, BELOW_THREE))}`, 'example.com?mode=ai'],
    [`example.com/${'~a'.repeat(Math.ceil(length / 8))}`, `=example.com?k=${fill(30)}`],
    [`=example.com/${fill(Math.min(length, 50))}`, `example.com?k=${fill(10)}`],
    [`example.com?k=${fill(length)}`, 'example.com?another=one'],
  ]);
  const patterns = pairs.flatMap(([one = '', other = '']) => {
    const [first, second] = [parseSite(one), parseSite(other)];
    const both = first.ok && second.ok ? intersectSites(first.site, second.site) : null;
    if (both === null) throw new Error(`${one} and ${other} do not meet`);
    return [...matchSites([both], true), ...matchSites([both], false)];
  });
  return [...new Set(patterns.flatMap(({ regexFilter }) => regexFilter ?? []))];
}

test('gatepost check knows which Chromium refuses where sites meet', async () => {
  const patterns = meetingPatterns();
  const taken = patterns.filter((pattern) => patternSize(pattern) <= MAX_PATTERN_SIZE);
  const tooLong = patterns.filter((pattern) => patternSize(pattern) > MAX_PATTERN_SIZE + 4);
  expect(Math.min(taken.length, tooLong.length)).toBeGreaterThan(40);
  expect(await refused(taken)).toEqual([]);
  expect(await refused(tooLong)).toEqual(tooLong);
});
