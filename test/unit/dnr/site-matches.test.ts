/**
 * The conditions say the same as the matcher. The browser's part (domains, RE2 without regard to case) is played by
 * JavaScript: the patterns use only what both dialects read alike.
 */
import { describe, expect, test } from '@jest/globals';
import { matchObfuscated, matchSites, type SiteMatch } from '../../../src/dnr/site-matches.js';
import { placeMatches, isAtSite } from '../../../src/policy/matches.js';
import { OBFUSCATIONS, parseAddress, siteMatches, type Site } from '../../../src/policy/site.js';
import { conditionMatches } from '../../support/dnr-evaluator.js';
import { siteOf } from '../../support/sites.js';

const sitesOf = (...patterns: string[]): Site[] => patterns.map(siteOf);

/** What a browser would answer for an address as the browser itself writes it. */
const inBrowser = (matches: readonly SiteMatch[], url: string): boolean =>
  matches.some((match) => conditionMatches({ ...match, resourceTypes: ['main_frame'] }, url, 'main_frame'));

function weMatch(pattern: string, url: string): boolean {
  const address = parseAddress(url);
  return address !== null && placeMatches(siteOf(pattern), false, address);
}

/** Of what is not obfuscated. */
function weRestrict(pattern: string, url: string): boolean {
  const address = parseAddress(url);
  return address !== null && !address.obfuscated && isAtSite(siteOf(pattern), true, address);
}

function isObfuscatedOnHost(pattern: string, url: string): boolean {
  const address = parseAddress(url);
  return address?.obfuscated === true && siteMatches({ ...siteOf(pattern), path: '', query: null }, address);
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
  'https://bing.com/a/b/c/d/e/f/g/h',
  'https://bing.com/a/b/c/d/e/f%2Fg',
  'https://bing.com/a/other;x',
  'https://bing.com/a/other',
  'https://bing.com/other/a;x',
  'https://bing.com/chat.',
  'https://bing.com/chat%20',
  'https://bing.com/chat%20/x',
  'https://bing.com/chat%00',
  'https://bing.com/chat%3fq',
  'https://bing.com/chat%23q',
  'https://bing.com/chat%3bv',
  'https://bing.com/chat%5cx',
  'https://bing.com/x/..;/chat',
  'https://bing.com/x/..%2fchat',
  'https://bing.com/;x/chat',
  'https://bing.com/images;x/create',
  'https://bing.com/images;x=1/x;y/create',
  'https://bing.com/images%2Fcreate',
  'https://bing.com/images%2f%2fcreate/x',
  'https://bing.com/images./create',
  'https://bing.com/images.x/create',
  'https://bing.com/images%20/create',
  'https://bing.com/images%252fcreate',
  'https://bing.com/images%c0%afcreate',
  'https://bing.com/search;x?udm=50',
  'https://bing.com/search%2f?udm=50',
  'https://bing.com/a%20b;x/%28',
  'https://bing.com/%40a/(b)',
  'https://bing.com/@a/%28b%29/c',
  'https://bing.com/@a%2f(b)',
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
    'bing.com/%40a/(b)',
    'bing.com/a/b/c/d/e/f/g',
  ];

  test.each(patterns)('%s', (pattern) => {
    const matches = matchSites(sitesOf(pattern), false);
    expect(URLS.filter((url) => inBrowser(matches, url) !== weMatch(pattern, url))).toEqual([]);
    expect(URLS.some((url) => weMatch(pattern, url))).toBe(true);
  });

  test.each(patterns)('%s, as to what it restricts', (pattern) => {
    const matches = matchSites(sitesOf(pattern), true);
    const plain = URLS.filter((url) => parseAddress(url)?.obfuscated === false);
    expect(plain.filter((url) => inBrowser(matches, url) !== weRestrict(pattern, url))).toEqual([]);
  });

  test.each(patterns)('%s, as to disguises on its host', (pattern) => {
    const matches = matchObfuscated(sitesOf(pattern));
    expect(URLS.filter((url) => inBrowser(matches, url) !== isObfuscatedOnHost(pattern, url))).toEqual([]);
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
    expect(inBrowser(matchSites(sitesOf(pattern), false), url)).toBe(weMatch(pattern, url));
  });
});

test.each([
  ['bing.com/chat', 'https://us%65r@bing.com/', false],
  ['=bing.com/chat', 'https://www.bing.com/%63hat', false],
  ['=bing.com/chat', 'https://bing.com/%63hat', true],
  ['=localhost/chat', 'http://app.localhost/%63hat', false],
  ['=localhost/chat', 'http://user@localhost:3000/%63hat', true],
])('on the host of %s, %s is disguised: %s', (pattern, url, expected) => {
  expect(inBrowser(matchObfuscated(sitesOf(pattern)), url)).toBe(expected);
  expect(isObfuscatedOnHost(pattern, url)).toBe(expected);
});

test('whole hosts are one list of domains, without a pattern', () => {
  const matches = matchSites(sitesOf('b.example', 'a.example', 'b.example', 'xn--bcher-kva.example'), true);
  expect(matches).toEqual([{ requestDomains: ['a.example', 'b.example', 'xn--bcher-kva.example'] }]);
});

test('sites that differ only in their host share one pattern', () => {
  const matches = matchSites(sitesOf('b.example/chat', 'a.example/chat', 'a.example/other'), true);
  expect(matches.map(({ requestDomains }) => requestDomains)).toEqual([['a.example', 'b.example'], ['a.example']]);
});

test('one set of patterns catches the disguised addresses of all hosts, whatever their paths', () => {
  const matches = matchObfuscated(sitesOf('b.example/chat', 'a.example/chat', 'a.example/other', 'c.example'));
  expect(matches).toHaveLength(OBFUSCATIONS.length);
  for (const { requestDomains } of matches) expect(requestDomains).toEqual(['a.example', 'b.example', 'c.example']);
});

test('no sites are no conditions: an empty list of domains would be refused', () => {
  expect([...matchSites([], true), ...matchObfuscated([])]).toEqual([]);
});

test('patterns use nothing that RE2 does not know', () => {
  const sites = sitesOf('a.example/chat.x/c++?k=v', '=b.example', '[2001:db8::1]');
  const matches = [...matchSites(sites, true), ...matchSites(sites, false), ...matchObfuscated(sites)];
  for (const { regexFilter = '' } of matches) expect(regexFilter).not.toMatch(/\(\?[=!<]|\\[1-9]/);
  expect(matches.length).toBeGreaterThan(8);
});
