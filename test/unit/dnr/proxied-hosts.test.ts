/** The quick way to a list of hosts and the sites written out name the same domains, each once. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProxiedSites } from '../../../src/dnr/proxied-sites.js';
import { matchSites } from '../../../src/dnr/site-matches.js';
import { parseSites } from '../../../src/policy/rule-sites.js';
import { parseSite, proxySites } from '../../../src/policy/site.js';

const label = fc.constantFrom('a', 'www', 'b-c', 'xn--bcher-kva', 'xn-a', 'x_y', '1', 'd--e', '-f');
const host = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example`),
  fc.constantFrom(
    '192.0.2.1',
    '[2001:db8::1]',
    'a-example.translate.goog',
    'www-a-example.translate.goog',
    'xn--p1ai.xn--p1ai',
  ),
);
const hosts = fc.uniqueArray(host, { minLength: 1, maxLength: 12 });

const domainsOf = (matches: readonly { readonly requestDomains: readonly string[] }[] | null) =>
  [...(matches?.[0]?.requestDomains ?? [])].sort();

const writtenOut = (texts: readonly string[]) =>
  matchSites(
    parseSites(texts).flatMap((site) => [site, ...proxySites(site)]),
    true,
  );

describe('a list of hosts', () => {
  test('has the domains of its sites and of what shows them, each once', () => {
    fc.assert(
      fc.property(hosts, (texts) => {
        expect(domainsOf(new ProxiedSites(texts).matches())).toEqual(domainsOf(writtenOut(texts)));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each(['a.example/chat', '=a.example', 'a.example?q=1'])('keeps %s apart', (text) => {
    const texts = ['b.example', text];
    const proxied = new ProxiedSites(texts);
    const matches = proxied.matches();
    const { hasPlaces } = proxied;
    expect(matches).toEqual(writtenOut(texts));
    expect(matches.length).toBeGreaterThan(1);
    expect(hasPlaces).toBe(text !== '=a.example');
  });
});

describe('what no URL parser reads as a host', () => {
  const UNREAD = 'xn--a.example';

  test.each([
    [['beside.example', UNREAD], ['beside.example']],
    [
      ['beside.example', UNREAD, 'xn--bcher-kva.example'],
      ['beside.example', 'xn--bcher-kva.example'],
    ],
    [['beside.example/chat', UNREAD], ['beside.example/chat']],
  ])('is left out of %j', (texts, readable) => {
    expect(new ProxiedSites(texts).matches()).toEqual(new ProxiedSites(readable).matches());
  });

  test('is nothing that a rule is about', () => {
    expect(new ProxiedSites([UNREAD]).isEmpty).toBe(true);
    expect(new ProxiedSites([UNREAD, 'beside.example']).isEmpty).toBe(false);
  });
});

test('a plain host is read as a URL parser reads it', () => {
  fc.assert(
    fc.property(host, (text) => {
      const parsed = parseSite(text);
      if (!parsed.ok) return;
      expect(parsed.site).toMatchObject({ host: new URL(`http://${text}`).hostname, path: '', query: null });
    }),
    { numRuns: 2_000 },
  );
});
