/**
 * The patterns say the same as `siteMatches` and `mayHide`. The browser's part (domains, RE2 without regard to case) is played here by
 * JavaScript: the patterns use only what both dialects read alike.
 */
import { describe, expect, test } from '@jest/globals';
import { siteRegexes } from '../../../src/compile/site-regex.js';
import { hostAndParents, mayHide, parseAddress, parseSite, siteMatches, type Site } from '../../../src/policy/site.js';

function sitesOf(...patterns: string[]): Site[] {
  return patterns.map((pattern) => {
    const parsed = parseSite(pattern);
    if (!parsed.ok) throw new Error(`${pattern} was refused: expected ${parsed.expected}`);
    return parsed.site;
  });
}

/** What a browser would answer for an address as the browser itself writes it. */
function browserMatches(pattern: string, url: string, restricts = true): boolean {
  const { href } = new URL(url);
  const host = parseAddress(href)?.host ?? '';
  return siteRegexes(sitesOf(pattern), restricts).some(
    ({ regexFilter, requestDomains }) =>
      requestDomains.some((domain) => [...hostAndParents(host)].includes(domain)) &&
      new RegExp(regexFilter, 'i').test(href),
  );
}

function weMatch(pattern: string, url: string, restricts = true): boolean {
  const address = parseAddress(url);
  if (address === null) return false;
  return sitesOf(pattern).some((site) => siteMatches(site, address) || (restricts && mayHide(site, address)));
}

const URLS = [
  'https://bing.com',
  'https://bing.com./chat',
  'https://bing.com/chat',
  'https://bing.com/chat/',
  'https://bing.com/CHAT/x',
  'https://bing.com/chatter',
  'https://bing.com/chat-x',
  'https://bing.com/chat.html',
  'https://bing.com/chat;v=1',
  'https://bing.com/chat?q=1',
  'https://bing.com/chat#top',
  'https://bing.com//chat',
  'https://bing.com/x/chat',
  'https://bing.com/chat%2Fx',
  'https://bing.com/%63hat',
  'https://bing.com/%43%48at/x',
  'https://bing.com/?next=/chat',
  'https://bing.com/#/chat',
  'https://bing.com/images/create',
  'https://bing.com/images//create/x',
  'https://bing.com/images',
  'https://bing.com/a%20b',
  'https://bing.com/a.b',
  'https://bing.com/axb',
  'https://bing.com/~user/c++',
  'https://bing.com/%7Euser/c++',
  'https://bing.com/é',
  'https://bing.com/%C3%A9/x',
  'https://bing.com/other%31',
  'https://bing.com/ai%2Dchat',
  'https://bing.com/ai-chat',
  'https://bing.com/#%63hat',
  'https://bing.com/?%75dm=50',
  'https://www.bing.com/chat',
  'https://www.bing.com/chat?udm=50',
  'https://www.bing.com/',
  'http://bing.com:8080/chat',
  'wss://bing.com/chat',
  'https://user:secret@bing.com/chat',
  'https://user@www.bing.com/',
  'https://notbing.com/chat',
  'https://evil.net/bing.com/chat',
  'https://evil.net/?x=https://bing.com/chat',
  'https://bing.com@evil.net/chat',
  'https://bing.com.evil.net/chat',
  'https://bing.com/?udm=50',
  'https://bing.com?udm=50',
  'https://bing.com/any/path?q=1&udm=50&x',
  'https://bing.com/?udm=500',
  'https://bing.com/?xudm=50',
  'https://bing.com/?udm=5&q=udm=50',
  'https://bing.com/#?udm=50',
  'https://bing.com/search?udm=50#top',
  'https://bing.com/searching?udm=50',
  'https://bing.com/search/x?udm=50',
  'http://localhost:3000/',
  'http://localhost/chat',
  'http://app.localhost/',
  'http://192.0.2.1/',
  'http://192.0.2.1:8080/x',
  'http://[2001:db8::1]:8080/x',
];

describe('the pattern agrees with the matcher on every address for', () => {
  const patterns = [
    'bing.com/chat',
    'bing.com/images/create',
    'bing.com/a.b',
    'bing.com/a%20b',
    'bing.com/~user/c++',
    'bing.com/é',
    '=bing.com',
    '=www.bing.com',
    '=bing.com/chat',
    '=localhost',
    '=localhost/chat',
    '192.0.2.1',
    '[2001:db8::1]',
    'bing.com?udm=50',
    '=bing.com?udm=50',
    'bing.com/search?udm=50',
    'bing.com/ai-chat',
  ];

  test.each(patterns)('%s, in a rule that restricts', (pattern) => {
    expect(URLS.filter((url) => browserMatches(pattern, url) !== weMatch(pattern, url))).toEqual([]);
    expect(URLS.some((url) => weMatch(pattern, url))).toBe(true);
  });

  test.each(patterns)('%s, in a rule that opens', (pattern) => {
    expect(URLS.filter((url) => browserMatches(pattern, url, false) !== weMatch(pattern, url, false))).toEqual([]);
  });
});

describe('the pattern agrees with the matcher on every spelling of a query', () => {
  test.each([
    ['a.example?udm=50', 'https://a.example/?udm=%35%30'],
    ['a.example?udm=50', 'https://a.example/?%75dm=50'],
    ['a.example?udm=50', 'https://a.example/?UDM=50'],
    ['a.example?mode=ai', 'https://a.example/?mode=AI'],
    ['a.example?mode=AI', 'https://a.example/?mode=AI'],
    ['a.example?v=a.b', 'https://a.example/?v=axb'],
  ])('%s: %s', (pattern, url) => {
    expect(browserMatches(pattern, url)).toBe(weMatch(pattern, url));
  });
});

test.each([
  ['bing.com/chat', 'https://us%65r@bing.com/'],
  ['=bing.com/chat', 'https://www.bing.com/%63hat'],
  ['=bing.com/chat', 'https://bing.com/%63hat'],
  ['=localhost/chat', 'http://app.localhost/%63hat'],
])('the pattern for disguises of %s agrees with the matcher on %s', (pattern, url) => {
  expect(browserMatches(pattern, url)).toBe(weMatch(pattern, url));
});

test('sites that differ only in their host share one pattern', () => {
  const regexes = siteRegexes(sitesOf('b.example/chat', 'a.example/chat', 'a.example/other'), false);
  expect(regexes.map(({ requestDomains }) => requestDomains)).toEqual([['a.example', 'b.example'], ['a.example']]);
});

test('one pattern more catches the disguised addresses of every host that a restricting rule names paths of', () => {
  const sites = sitesOf('b.example/chat', 'a.example/chat', 'a.example/other', '=c.example');
  const [disguise, ...more] = siteRegexes(sites, true).filter(({ regexFilter }) => regexFilter.includes('%'));
  expect(disguise?.requestDomains).toEqual(['a.example', 'b.example']);
  expect(more).toEqual([]);
});

test('patterns use nothing that RE2 does not know', () => {
  const regexes = siteRegexes(sitesOf('a.example/chat.x/c++?k=v', '=b.example', '[2001:db8::1]'), true);
  for (const { regexFilter } of regexes) expect(regexFilter).not.toMatch(/\(\?[=!<]|\\[1-9]/);
  expect(regexes).toHaveLength(4);
});
