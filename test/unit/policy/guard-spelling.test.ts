/** A guard's list, spelled by files and read again. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SPELLING_FILES as written } from '../../../scripts/build.mjs';
import { compileGuards } from '../../../src/dnr/guards.js';
import { guardedHosts, restrictedBy, type GuardList } from '../../../src/policy/guard-list.js';
import { readSpelling, spellList, SPELLING_FILES } from '../../../src/policy/guard-spelling.js';
import { anEffectivePolicy } from '../../support/policies.js';
import { policyAndUrls } from '../../support/random-policies.js';

const site = (host: string, path = '', exact = false) => ({ host, exact, path, query: null });
const restricting = (...sites: GuardList[number]['sites'][number][]): GuardList => [
  { restricts: true, obfuscated: false, sites },
];

test('the build writes as many files as there are to spell with', () => {
  expect(written).toBe(SPELLING_FILES);
});

describe('what is spelled', () => {
  test.each<[string, string, GuardList]>([
    ['paths', 'bing.com', restricting(site('bing.com', '/chat'), site('bing.com', '/images/create'))],
    [
      'the order, what is open, and disguised addresses',
      'bing.com',
      [
        { restricts: false, obfuscated: false, sites: [site('bing.com', '/chat/help')] },
        { restricts: true, obfuscated: true, sites: [site('bing.com')] },
        { restricts: false, obfuscated: true, sites: [site('bing.com')] },
      ],
    ],
    [
      'hosts below, alone or with theirs',
      'b.example',
      restricting(site('x.b.example'), site('y.z.b.example', '/p', true)),
    ],
    [
      'parameters',
      'google.com',
      restricting({
        ...site('google.com', '/search'),
        query: { key: 'udm', value: '50' },
        moreQueries: [{ key: 'ia', value: 'chat' }],
      }),
    ],
    ['a host of one label', 'intranet', restricting(site('intranet', '/ai', true))],
    ['an address', '192.0.2.7', restricting(site('192.0.2.7', '/ai', true))],
    ['an address of version 6', '[2001:db8::1]', restricting(site('[2001:db8::1]', '/ai', true))],
    ['characters that no letter stands for', 'a.example', restricting(site('a.example', "/{x}\\<y>`'"))],
  ])('is read as it was: %s', (_, host, list) => {
    const files = spellList(host, list);
    expect(readSpelling(files ?? [], host)).toEqual({ host, list });
    expect(new Set(files).size).toBe(files?.length);
  });

  test('is read below its host too, and nothing is read above it', () => {
    const files = spellList('copilot.bing.com', restricting(site('copilot.bing.com', '/x'))) ?? [];
    expect(readSpelling(files, 'eu.copilot.bing.com.')?.host).toBe('copilot.bing.com');
    expect(readSpelling(files, 'bing.com')).toBeNull();
  });

  test('says of a site above the host what it says of the host', () => {
    const files = spellList('copilot.bing.com', restricting(site('bing.com', '/x'))) ?? [];
    expect(readSpelling(files, 'copilot.bing.com')?.list).toEqual(restricting(site('copilot.bing.com', '/x')));
  });

  test('is nothing where it would be too long, or where there is nothing', () => {
    const paths = Array.from({ length: 40 }, (_, index) => site('a.example', `/place-${index}`));
    expect(spellList('a.example', restricting(...paths))).toBeNull();
    expect(readSpelling([], 'a.example')).toBeNull();
    expect(readSpelling(spellList('a.example', []) ?? [], 'a.example')).toBeNull();
  });
});

test('guards decide by what is spelled as they would by the list itself, whatever the policy', async () => {
  await fc.assert(
    fc.asyncProperty(policyAndUrls(20), async ({ policy, urls }) => {
      const plan = compileGuards(await anEffectivePolicy(policy), [], { dottedHostsApart: false });
      for (const url of urls.filter((each) => /^https?:/i.test(each))) {
        const { hostname } = new URL(url);
        for (const host of guardedHosts(hostname).filter((each) => each in plan.lists)) {
          const list = plan.lists[host] ?? [];
          const files = spellList(host, list);
          if (files === null) continue;
          expect([url, restrictedBy(readSpelling(files, hostname)?.list ?? [], url)]).toEqual([
            url,
            restrictedBy(list, url),
          ]);
        }
      }
    }),
    { numRuns: 300 },
  );
});
