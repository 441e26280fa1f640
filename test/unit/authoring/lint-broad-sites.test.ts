/** Sites that take in everybody's sites below a public suffix, in every place where sites are written. */
import { describe, expect, test } from '@jest/globals';
import { publicSuffixWithin } from '../../../src/authoring/lint/public-suffix.js';
import { checkText } from '../../../src/cli/commands/check/run.js';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { parseSites } from '../../../src/policy/rule-sites.js';
import { NOW_MS } from '../../support/policies.js';

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\nreasons: { r: { en: Why. } }\n';

async function broadIn(text: string): Promise<(string | null)[]> {
  const findings = await checkText(HEAD + text, 'policy.yaml', NOW_MS);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return findings.filter(({ code }) => code === 'host-too-broad').map(({ where }) => where);
}

const ruleOf = (site: string) =>
  `rules: [{ id: a, action: block, reason: r, sites: [ok.example, ${JSON.stringify(site)}] }]`;

describe('as broad as a public suffix:', () => {
  test.each([
    ['of a registry', 'co.uk'],
    ['of a registry, as anybody may write it', 'COM.AU.'],
    ['of a registry, in another alphabet', '公司.cn'],
    ['the same as browsers spell it', 'xn--55qx5d.cn'],
    ['of a company', 'github.io'],
    ['of a company, with a region', 's3.eu-west-1.amazonaws.com'],
    ['of a company, of three parts', 's3.amazonaws.com'],
    ['of a company that the shared hosts do not name', 'ngrok-free.app'],
    ['below a wildcard of a registry', 'com.bd'],
    ['above the names of a wildcard of a registry', 'kawasaki.jp'],
    ['one name below it', 'any.kawasaki.jp'],
    ['above the names of a wildcard of a company', 'compute.amazonaws.com'],
  ])('%s: %s', async (_, site) => {
    expect(await broadIn(ruleOf(site))).toEqual(['rules.0.sites.1']);
  });

  test('in tools and embedded places too', async () => {
    const rest = 'name: X, vendor: X, category: assistant';
    const rules = 'rules: [{ id: a, action: block, reason: r, tools: [x] }]';
    expect(await broadIn(`tools: [{ id: x, ${rest}, sites: [x.example, com.au] }]\n${rules}`)).toEqual([
      'tools.0.sites.1',
    ]);
    const embedded = `tools: [{ id: x, ${rest}, sites: [x.example], embedded: [{ site: ngrok-free.app, within: X }] }]`;
    expect(await broadIn(`${embedded}\n${rules}`)).toEqual(['tools.0.embedded.0.site']);
  });

  test('the warning names the suffix', async () => {
    const findings = await checkText(HEAD + ruleOf('kawasaki.jp'), 'policy.yaml', NOW_MS);
    expect(findings.find(({ code }) => code === 'host-too-broad')?.message).toBe(
      'kawasaki.jp covers all of *.kawasaki.jp, a public suffix below which everybody has sites of their own: name one of them',
    );
  });
});

test.each([
  'bbc.co.uk',
  'contoso.com.au',
  'contoso.github.io',
  'bucket.s3.amazonaws.com',
  'co.uk/chat',
  '=ngrok-free.app',
  'city.kawasaki.jp',
  'www.city.kawasaki.jp',
  'a.any.kawasaki.jp',
  'chat.internal',
  'portal.corp.intranet',
  '10.1.2.3',
])('%s is narrow enough', async (site) => {
  expect(await broadIn(ruleOf(site))).toEqual([]);
});

test.each(['hf.space', 'windsurf.build'])('%s is a suffix, but of one vendor, as the catalogue knows', async (site) => {
  const [parsed] = parseSites([site]);
  expect(parsed && publicSuffixWithin(parsed)).toBe(site);
  expect(loadCatalogue().some(({ sites: { app, content } }) => [...app, ...content].includes(site))).toBe(true);
  expect(await broadIn(ruleOf(site))).toEqual([]);
});
