/** A browser that cannot read a host of the policy: the site or link is left out, and nothing else is lost. */
import { describe, expect, test } from '@jest/globals';
import { policySourceSchema } from '../../../src/authoring/source.js';
import { decider } from '../../../src/policy/decide.js';
import { effectivePolicy } from '../../../src/policy/effective-policy.js';
import { publishedPolicySchema, readableLink } from '../../../src/policy/schema.js';
import { unreadSites } from '../../../src/policy/unread-sites.js';
import { accepted, aPolicy, aRule, aTool, facts, NOW_MS } from '../../support/policies.js';

/** No letters are spelled so: this URL parser refuses it, Chromium's reads it. */
const UNREAD = 'xn--a.example';

const policy = aPolicy({
  organisation: { name: 'Acme', contact: { url: `https://${UNREAD}/` } },
  tools: [
    aTool({ home: `https://${UNREAD}/`, api: [`api.${UNREAD}`] }),
    aTool({ id: 'copilot', sites: ['copilot.example'] }),
  ],
  rules: [
    aRule({ id: 'both', sites: [UNREAD, 'beside.example'], except: [`=${UNREAD}/help`, 'help.beside.example'] }),
    aRule({ id: 'good', tools: [], sites: ['good.example'] }),
  ],
});

const effective = () => effectivePolicy(accepted(policy), facts(), NOW_MS);

describe('a host that this browser cannot read', () => {
  test('does not keep the document from being accepted, wherever it stands', () => {
    expect(() => new URL(`https://${UNREAD}/`)).toThrow();
    expect(publishedPolicySchema.safeParse(policy).success).toBe(true);
  });

  test('is left out of its rule, and named with it once', async () => {
    expect(unreadSites(await effective())).toEqual([
      { ruleId: 'both', site: UNREAD },
      { ruleId: 'both', site: `api.${UNREAD}` },
      { ruleId: 'both', site: `=${UNREAD}/help` },
    ]);
    const decide = decider(await effective());
    expect(decide('https://beside.example/')?.rule.id).toBe('both');
    expect(decide('https://chatgpt.com/')?.rule.id).toBe('both');
    expect(decide('https://help.beside.example/')).toBeNull();
    expect(decide('https://good.example/')?.rule.id).toBe('good');
  });

  test('is no link that a page shows', () => {
    expect(readableLink(policy.tools[0]?.home)).toBeNull();
    expect(readableLink('https://chatgpt.com/')).toBe('https://chatgpt.com/');
    expect(readableLink(undefined)).toBeNull();
  });
});

test('what no browser takes for a site or link is refused as before', () => {
  for (const sites of [['https://chatgpt.com/'], ['*.openai.com'], ['com'], ['']]) {
    expect(publishedPolicySchema.safeParse(aPolicy({ rules: [aRule({ sites })] })).success).toBe(false);
  }
  for (const home of ['javascript:alert(1)', 'chatgpt.com', 'https://user@chatgpt.com/', 'https://', 'https:///x']) {
    expect(
      publishedPolicySchema.safeParse(aPolicy({ tools: [aTool({ home }), aTool({ id: 'copilot' })] })).success,
    ).toBe(false);
  }
});

test('whoever writes a policy is told of a link with a host that only some browsers take', () => {
  const source = (url: string) => ({
    ...{ format: 1, name: 'acme', rules: [] },
    organisation: { name: 'Acme', contact: { url } },
  });
  const isTaken = (url: string) => policySourceSchema.safeParse(source(url)).success;
  const good = [
    'https://desk.example/a"b?c',
    'https://bücher.example/',
    'http://10.0.0.1:8080/',
    'https://[2001:db8::1]/',
  ];
  expect(good.filter((url) => !isTaken(url))).toEqual([]);
  expect(['https://a"b.example/', 'https://a,b.example/', 'https://a!b.example/'].filter(isTaken)).toEqual([]);
});
