/** Sites that can never match: every one is an error at its place, wherever sites are written. */
import { describe, expect, test } from '@jest/globals';
import path from 'node:path';

import { check, checkText, type PlacedFinding } from '../../../src/cli/commands/check/run.js';
import { managed } from '../../../src/cli/commands/managed/run.js';
import { publishedPolicySchema } from '../../../src/policy/schema.js';
import { siteMistake } from '../../../src/policy/site-mistake.js';
import { parseManagedConfiguration } from '../../../src/trust/managed-configuration.js';
import { NOW_MS } from '../../support/policies.js';
import { refusalOf } from '../../support/refusal.js';
import { ROOT } from '../../support/repository.js';

const POLICY = path.join(ROOT, 'test/cases/dead-site-patterns/policy.yaml');

const inShort = ({ severity, code, line, where }: PlacedFinding): string => [severity, code, line, where].join(' ');

test('each line of the policy is an error of form at its place', async () => {
  const findings = await check(POLICY, NOW_MS);
  expect(findings.map(inShort)).toEqual(
    Array.from({ length: 12 }, (_, index) => `error form ${11 + index} rules.0.sites.${index}`),
  );
});

test('what was meant is told where it can be told', async () => {
  const findings = await check(POLICY, NOW_MS);
  const meant = findings.map(({ message }) => /; did you mean (.*)\?$/.exec(message)?.[1] ?? null);
  expect(meant).toEqual([
    'chatgpt.com',
    'claude.ai',
    'gemini.google.com',
    'chat.openai.com',
    'copilot.microsoft.com',
    'poe.com',
    'perplexity.ai',
    'you.com',
    'deepseek.com',
    'grok.com',
    'mistral.ai',
    null,
  ]);
});

const HEAD = 'format: 1\nname: acme\norganisation: { name: Acme }\n';
const RULE = 'id: a, action: allow, tools: [chatgpt]';

describe.each(['.chatgpt.com', 'claude.ai,', '10.0.0.0/8'])('%s is an error', (site) => {
  const quoted = JSON.stringify(site);

  test.each([
    ['rules.0.sites.0', `rules: [{ id: a, action: allow, sites: [${quoted}] }]`],
    ['rules.0.except.sites.0', `rules: [{ ${RULE}, except: { sites: [${quoted}] } }]`],
    ['tools.0.sites.0', `tools: [{ id: chatgpt, sites: [${quoted}] }]\nrules: [{ ${RULE} }]`],
    ['tools.0.sites.api.0', `tools: [{ id: chatgpt, sites: { api: [${quoted}] } }]\nrules: [{ ${RULE} }]`],
    ['tools.0.embedded.0.site', `tools: [{ id: chatgpt, embedded: [{ site: ${quoted}, within: X }] }]\nrules: []`],
    [
      'tools.0.account.hosts.0',
      `tools: [{ id: chatgpt, account: { headers: [{ name: X, value: ids }], hosts: [${quoted}] } }]\nrules: []`,
    ],
  ])('in %s', async (where, text) => {
    const errors = (await checkText(HEAD + text, 'policy.yaml', NOW_MS)).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ code, where: at }) => [code, at])).toEqual([['form', where]]);
  });

  test('as --initial-site', async () => {
    const initial = { categories: [], tools: [], sites: [site] };
    const document = { url: 'https://policy.example/policy.jws', keyFiles: [], groups: [], nowMs: NOW_MS };
    const refusal = await refusalOf(() => managed({ ...document, initialMode: 'closed', initial }));
    expect(refusal.message).toContain(`--initial-site ${site}: expected`);
  });

  test('in a managed configuration, which holds without it and says so', () => {
    const reading = parseManagedConfiguration({
      policyUrl: 'https://policy.example/policy.jws',
      initialMode: 'closed',
      initialSites: ['chatgpt.com', site],
    });
    expect(reading).toMatchObject({
      kind: 'managed',
      configuration: { initial: { mode: 'closed', sites: ['chatgpt.com'] } },
      problem: { field: 'initialSites.1' },
    });
  });
});

test.each(['*', '"*"', '*.chatgpt.com'])('sites: [%s] is told in words about sites', async (site) => {
  const text = `${HEAD}rules: [{ id: a, action: allow, sites: [${site}] }]`;
  const [finding] = await checkText(text, 'policy.yaml', NOW_MS);
  expect(finding).toMatchObject({ severity: 'error', line: 4, column: (text.split('\n')[3] ?? '').indexOf(site) + 1 });
  expect(finding?.message).toMatch(/expected a (site|host) such as chat\.example\.com/);
  expect(finding?.message).not.toMatch(/anchor|alias/);
});

describe('also no site', () => {
  test.each([
    ['chatgpt.com..', /between its dots/],
    ['..', /between its dots/],
    ['chat\u200bgpt.com', /U\+200B.*chatgpt\.com\?$/],
    ['chatgpt.com\u00a0', /without spaces; did you mean chatgpt\.com\?$/],
    ['chatgpt.com\u0000', /U\+0000/],
    ['bing.com/ch\u2060at', /U\+2060/],
    ['xn--zz.com', /valid host name/],
    [`${'a'.repeat(64)}.com`, /63 characters/],
    [`${'ü'.repeat(60)}.de`, /63 characters/],
    [`${'a.'.repeat(130)}com`, /253 characters/],
    ['1.2.3', /read 1\.2\.3 as 1\.2\.0\.3/],
    ['0x7f.0.0.1', /as 127\.0\.0\.1/],
    ['010.0.0.1', /as 8\.0\.0\.1/],
    ['2130706433', /as 127\.0\.0\.1/],
    ['chat.123', /valid host name/],
    ['::1', /brackets/],
    ['2001:db8::/32', /network/],
    ['[2001:db8::]/32', /network/],
    ['192.168.0.0/255.255.0.0', /network/],
    ['10/8', /network/],
    ['chatgpt.com:443', /every port is meant; did you mean chatgpt\.com\?$/],
    ['chatgpt.com:', /every port/],
    ['a.com,b.com', /a\.com and b\.com$/],
    ['a.com;b.com', /a\.com and b\.com$/],
    ['a.com|b.com', /a\.com and b\.com$/],
    ['chatgpt,com', /did you mean chatgpt\.com\?$/],
    ['https://claude.ai/chat?x=1', /did you mean claude\.ai\/chat\?$/],
    ['user:secret@host.example/x', /before it; did you mean host\.example\/x\?$/],
    ['||openai.com^', /did you mean openai\.com\?$/],
    ['@@||perplexity.ai^$third-party', /perplexity\.ai\?$/],
    ['regexp:^chat\\.openai\\.com$', /chat\.openai\.com\?$/],
    ['(^|\\.)openai\\.com$', /openai\.com\?$/],
    ['/openai\\.com/', /openai\.com\?$/],
    ['0.0.0.0 chatgpt.com', /did you mean chatgpt\.com\?$/],
    ['*://chatgpt.com/*', /did you mean chatgpt\.com\?$/],
    ['ch%61tgpt.com', /did you mean chatgpt\.com\?$/],
    ['b%c3%bc.example', /did you mean bü\.example\?$/],
    ['chatgpt.com#top', /did you mean chatgpt\.com\?$/],
    ['you-.com', /begin nor end/],
    ['chat.a_b', /no _/],
    ['=.chatgpt.com', /did you mean =chatgpt\.com\?$/],
    ['=claude.ai,', /did you mean =claude\.ai\?$/],
    ['=*', /stands for none/],
    ['bing.com/chat,', /did you mean bing\.com\/chat\?$/],
    ['bing.com/(a|b)', /without "\|"$/],
    ['bing.com/a;b', /without ";"/],
    ['bing.com/a%2Fb', /without "%2F"/],
    ['bing.com/a%5cb', /without "%5c"/],
    ['bing.com/a./b', /without "\."/],
    ['bing.com/a%20', /without "%20"/],
    ['bing.com/a%00b', /without "%00"/],
    ['bing.com/chat;', /did you mean bing\.com\/chat\?$/],
    ['bing.com/chat)', /did you mean bing\.com\/chat\?$/],
    ['10.0.0.0/8', /network/],
    ['bing.com/{id}', /without "\{"/],
    ['“poe.com”', /without "“"; did you mean poe\.com\?$/],
    ['=„poe.com“', /without "„"; did you mean =poe\.com\?$/],
    ['«poe.com/chat»', /without "«"; did you mean poe\.com\/chat\?$/],
    ['• poe.com', /without spaces; did you mean poe\.com\?$/],
    ['•poe.com', /without "•"; did you mean poe\.com\?$/],
    ['poe.com、claude.ai', /without "、".*poe\.com and claude\.ai$/],
    ['chat–gpt.com', /without "–"; did you mean chat-gpt\.com\?$/],
    ['poe‚com', /without "‚"$/],
    ['a·b.com', /without "·"/],
    ['poe.☃', /without "☃"/],
    ['bing.com/“chat”', /without "“"/],
    ['bing.com/chat%', /a % that begins no code/],
    ['bing.com/%u0063hat', /a % that begins no code/],
    ['bing.com/a%252fb', /without "%252f"/],
    ['bing.com/@chat', /%40 in place of @$/],
    ['poe.com\tclaude.ai', /U\+0009$/],
    ['poe.com:8000-8100', /did you mean poe\.com\?$/],
  ])('%p', (site, expected) => {
    expect(siteMistake(site)).toMatch(expected);
  });
});

test.each([
  'chatgpt.com',
  'chatgpt.com.',
  '=localhost',
  '=intranet',
  'bing.com/images/create',
  'google.com/search?udm=50',
  'r3---sn-4g5.example.com',
  'my_bucket.storage.example',
  '_acme.example.com',
  'bücher.example',
  'xn--bcher-kva.example',
  'пример.example',
  '4chan.org',
  '10.1.2.3',
  '[2001:db8::1]',
  '=[2001:db8:0::1]/chat',
  'example.com/a_(b)/c,d/e',
  'col·legi.example',
  'テスト・ア.example',
  '例え。テスト',
  '☃.example',
  'bing.com/%40chat/100%25',
])('%s is one', (site) => {
  expect(siteMistake(site)).toBeNull();
});

test('a browser goes on reading a policy that was published with such a site', () => {
  const policy = {
    format: 1,
    requires: [],
    name: 'acme',
    revision: 1,
    issuedAt: '2026-01-01T00:00:00Z',
    expiresAt: '2027-01-01T00:00:00Z',
    organisation: { name: 'Acme' },
    language: 'en',
    mode: 'enforce',
    onExpiry: 'keep',
    pollSeconds: 900,
    tools: [],
    rules: [
      {
        id: 'a',
        action: 'block',
        tools: [],
        parts: [],
        sites: ['.chatgpt.com', 'claude.ai,', 'poe.com'],
        except: [],
        alternatives: [],
        since: '2026-01-01T00:00:00Z',
      },
    ],
  };
  expect(publishedPolicySchema.safeParse(policy).success).toBe(true);
});
