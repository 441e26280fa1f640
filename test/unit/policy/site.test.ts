import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatSite,
  hostAndParents,
  parseAddress,
  parseSite,
  siteMatches,
  type Site,
} from '../../../src/policy/site.js';
import { isAtSite } from '../../../src/policy/matches.js';

function site(pattern: string): Site {
  const parsed = parseSite(pattern);
  if (!parsed.ok) throw new Error(`${pattern} was refused: expected ${parsed.expected}`);
  return parsed.site;
}

function matchesSite(pattern: string, url: string): boolean {
  const address = parseAddress(url);
  return address !== null && siteMatches(site(pattern), address);
}

describe('a site pattern governs', () => {
  test.each([
    ['example.com', 'https://example.com'],
    ['example.com', 'https://example.com/any/path?and=query#fragment'],
    ['example.com', 'https://chat.example.com/'],
    ['example.com', 'https://a.b.chat.example.com/'],
    ['example.com', 'https://EXAMPLE.com/'],
    ['EXAMPLE.com', 'https://example.com/'],
    ['example.com', 'https://example.com./'],
    ['example.com.', 'https://example.com/'],
    ['example.com', 'http://example.com/'],
    ['example.com', 'ws://example.com/socket'],
    ['example.com', 'wss://live.example.com/socket'],
    ['example.com', 'https://example.com:8443/'],
    ['example.com', 'https://user:secret@example.com/'],
    ['=example.com', 'https://example.com/any'],
    ['=localhost', 'http://localhost:3000/'],
    ['bing.com/chat', 'https://bing.com/chat'],
    ['bing.com/chat', 'https://bing.com/chat/'],
    ['bing.com/chat', 'https://www.bing.com/chat/deep?q=1'],
    ['bing.com/chat', 'https://bing.com/chat?q=1'],
    ['bing.com/chat', 'https://bing.com/Chat'],
    ['bing.com/Chat/', 'https://bing.com/chat'],
    ['bing.com/chat', 'https://bing.com//chat'],
    ['bing.com//chat', 'https://bing.com/chat'],
    ['bing.com/chat', 'https://bing.com/x/../chat'],
    ['bing.com/chat', 'https://bing.com\\chat'],
    ['bing.com/é', 'https://bing.com/%C3%A9'],
    ['google.com/search?udm=50', 'https://www.google.com/search?q=x&udm=50'],
    ['google.com/search?udm=50', 'https://google.com/search/?udm=50&q=x'],
    ['google.com?udm=50', 'https://google.com/any?udm=1&udm=50'],
    ['google.com?mode=AI', 'https://google.com/?Mode=ai'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['xn--bcher-kva.example', 'https://bücher.example/'],
    ['BÜCHER.example', 'https://shop.bücher.example/'],
    ['192.0.2.1', 'http://192.0.2.1/'],
    ['192.0.2.1', 'http://0xc0.0.2.1/'],
    ['[2001:db8::1]', 'http://[2001:DB8:0::1]:8080/'],
  ])('%s: %s', (pattern, url) => {
    expect(matchesSite(pattern, url)).toBe(true);
  });
});

describe('a site pattern does not govern', () => {
  test.each([
    ['example.com', 'https://evilexample.com/'],
    ['example.com', 'https://example.com.evil.net/'],
    ['example.com', 'https://example.co/'],
    ['example.com', 'https://evil.net/example.com'],
    ['example.com', 'https://example.com@evil.net/'],
    ['chat.example.com', 'https://example.com/'],
    ['=example.com', 'https://www.example.com/'],
    ['=localhost', 'http://app.localhost/'],
    ['bing.com/chat', 'https://bing.com/chatter'],
    ['bing.com/chat', 'https://bing.com/'],
    ['bing.com/chat', 'https://bing.com/x/chat'],
    ['bing.com/chat', 'https://bing.com/chat%2Fdeep'],
    ['bing.com/chat', 'https://bing.com/?chat'],
    ['bing.com/chat', 'https://bing.com/chat/../search'],
    ['google.com?udm=50', 'https://google.com/?udm=500'],
    ['google.com?udm=50', 'https://google.com/?xudm=50'],
    ['google.com?udm=50', 'https://google.com/#?udm=50'],
    ['google.com?udm=50', 'https://google.com/udm=50'],
    ['google.com?udm=50', 'https://google.com/?udm=%35%30'],
    ['192.0.2.1', 'http://5.192.0.2.1.example/'],
    ['[2001:db8::1]', 'http://[2001:db8::2]/'],
  ])('%s: %s', (pattern, url) => {
    expect(matchesSite(pattern, url)).toBe(false);
  });
});

describe('parseSite refuses, and says what it expects', () => {
  test.each([
    ['', /without spaces/],
    ['=', /without spaces/],
    ['chat .example.com', /without spaces/],
    ['example.com/a b', /without spaces/],
    ['example.com#top', /without spaces/],
    ['user@example.com', /without spaces/],
    ['example.com\\chat', /without spaces/],
    ['https://example.com', /without a scheme/],
    ['*.example.com', /covers its subdomains/],
    ['example.com/*', /covers its subdomains/],
    ['example.com:8443', /without a port/],
    ['example.com:8443/chat', /without a port/],
    ['example.com:80', /without a port/],
    ['[2001:db8::1]:443', /without a port/],
    ['com', /take in a whole top level; =com/],
    ['com.', /take in a whole top level/],
    ['localhost', /=localhost means that host only/],
    ['/', /such as chat/],
    ['/chat.example', /such as chat/],
    ['bing.com/%63hat', /plain letters/],
    ['?key=value', /valid host name/],
    ['exa<mple.com', /valid host name/],
    ['[2001:db8::1', /valid host name/],
    ['999.1.1.1', /valid host name/],
    ['example.com?a=1&b=2', /a single query/],
    ['example.com?udm', /\?key=value/],
    ['example.com?q=site:ai', /\?key=value/],
    ['example.com?mode=a+b', /\?key=value/],
    ['example.com?v=(1)', /\?key=value/],
    ['example.com?=50', /\?key=value/],
    [`example.com/${'x'.repeat(64)}`, /at most 64 characters/],
    [`example.com/x?k=${'v'.repeat(60)}`, /at most 64 characters/],
    [`=${'x'.repeat(60)}.example`, /at most 64 characters/],
  ])('%p', (pattern, expected) => {
    const parsed = parseSite(pattern);
    expect(parsed.ok ? 'it was accepted' : parsed.expected).toMatch(expected);
  });

  test('nothing that throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof parseSite(text).ok).toBe('boolean');
      }),
    );
  });
});

describe('parseSite reads', () => {
  test.each<[string, Site]>([
    ['Example.COM.', { host: 'example.com', exact: false, path: '', query: null }],
    ['=example.com/', { host: 'example.com', exact: true, path: '', query: null }],
    ['bing.com/Chat//Deep/', { host: 'bing.com', exact: false, path: '/chat/deep', query: null }],
    ['a.example?Mode=A-b', { host: 'a.example', exact: false, path: '', query: { key: 'mode', value: 'a-b' } }],
    ['192.0.2.1', { host: '192.0.2.1', exact: true, path: '', query: null }],
    ['[2001:db8:0::1]', { host: '[2001:db8::1]', exact: true, path: '', query: null }],
  ])('%s', (pattern, expected) => {
    expect(site(pattern)).toEqual(expected);
  });
});

test('parseSite takes a long host as long as no pattern is needed for it', () => {
  expect(parseSite(`${'x'.repeat(60)}.${'y'.repeat(60)}.example`).ok).toBe(true);
});

describe('an address spelled with needless percent signs', () => {
  const hides = (pattern: string, url: string) => {
    const address = parseAddress(url);
    return address !== null && !siteMatches(site(pattern), address) && isAtSite(site(pattern), true, address);
  };

  test.each([
    ['bing.com/chat', 'https://bing.com/%63hat'],
    ['bing.com/chat', 'https://www.bing.com/%43%48AT'],
    ['bing.com/chat', 'https://bing.com/other%31'],
    ['bing.com?udm=50', 'https://bing.com/?%75dm=50'],
    ['=bing.com/chat', 'https://bing.com/%63hat'],
    ['bing.com/ai-chat', 'https://bing.com/ai%2Dchat'],
    ['bing.com/ai_chat', 'https://bing.com/ai%5fchat'],
    ['bing.com/ai.chat', 'https://bing.com/ai%2Echat'],
  ])('may hide %s: %s', (pattern, url) => {
    expect(hides(pattern, url)).toBe(true);
  });

  test.each([
    ['bing.com', 'https://bing.com/%63hat'],
    ['=bing.com', 'https://bing.com/%63hat'],
    ['bing.com/chat', 'https://news.example/%63hat'],
    ['=bing.com/chat', 'https://www.bing.com/%63hat'],
    ['bing.com/chat', 'https://bing.com/caf%C3%A9'],
    ['bing.com/chat', 'https://bing.com/a%20b%2Fc%25?q=%26%3D'],
    ['bing.com/chat', 'https://bing.com/#%63hat'],
    ['bing.com/chat', 'https://%75ser@bing.com/'],
    ['bing.com/chat', 'https://%62ing.com/'],
  ])('does not hide %s: %s', (pattern, url) => {
    expect(hides(pattern, url)).toBe(false);
  });
});

test.each([
  'chrome://settings/',
  'about:blank',
  'file:///example.com/x',
  'data:text/html,x',
  'blob:https://example.com/1',
  'javascript:alert(1)',
  'chrome-extension://example.com/blocked.html',
  'view-source:https://example.com/',
  'ftp://example.com/',
  'not an address',
  '',
])('no site can govern %p', (url) => {
  expect(parseAddress(url)).toBeNull();
});

test.each([
  ['a.b.example', ['a.b.example', 'b.example', 'example']],
  ['localhost', ['localhost']],
  ['192.0.2.1', ['192.0.2.1']],
  ['[2001:db8::1]', ['[2001:db8::1]']],
])('the domains above %s are %j', (host, expected) => {
  expect([...hostAndParents(host)]).toEqual(expected);
});

describe('a site written as text reads back as the same site', () => {
  const label = fc.stringMatching(/^[a-zé][a-z0-9ü]{0,8}$/);
  const host = fc.oneof(
    fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.')),
    fc.constantFrom('192.0.2.1', '[2001:db8::1]'),
  );
  const segment = fc.string({ maxLength: 6, unit: 'grapheme' }).map((text) => encodeURIComponent(text));
  const segments = fc.array(segment, { maxLength: 3 });
  const word = fc.stringMatching(/^[\w.-]{1,8}$/);
  const query = fc.option(fc.tuple(word, word));

  test('for every pattern', () => {
    fc.assert(
      fc.property(fc.boolean(), host, segments, query, (exact, name, path, parameter) => {
        const wanted = parameter === null ? '' : `?${parameter.join('=')}`;
        const parsed = parseSite(`${exact ? '=' : ''}${name}${path.map((each) => `/${each}`).join('')}${wanted}`);
        fc.pre(parsed.ok);
        expect(parseSite(formatSite(parsed.site))).toEqual(parsed);
      }),
    );
  });

  test('with a percent-encoded star, which cannot be written plainly', () => {
    expect(formatSite(site('a.example/%2A'))).toBe('a.example/%2a');
  });
});
