import { describe, expect, test } from '@jest/globals';
import { nearestNames } from '../../../src/catalogue/nearest.js';
import { knownTools } from '../../../src/authoring/known-tools.js';
import { resolveSource } from '../../../src/authoring/resolve-source.js';
import { aSource, aSourceOf, CATALOGUE, chatgpt, copilot, resolvedFrom } from '../../support/sources.js';

/** The first rule, of a source without mistakes. */
function resolved(rule: object) {
  const { rules, mistakes } = resolvedFrom(aSourceOf(rule)).resolved;
  expect(mistakes).toEqual([]);
  const [first] = rules;
  return { ...first, tools: first?.tools.map(({ id }) => id) };
}

function mistakesOf(source: Parameters<typeof resolveSource>[0]) {
  const known = knownTools(source, CATALOGUE);
  const nearest = (name: string, names: Iterable<string>) => nearestNames(name, names, 2);
  return resolveSource(source, known, nearest).mistakes.map(({ path, ...rest }) => ({ path: path.join('.'), ...rest }));
}

describe('a name that is unknown is a mistake with its place and the nearest valid name', () => {
  test.each<[string, object, string, string]>([
    ['a tool', { tools: ['chatgtp'] }, 'tools.0', 'unknown tool: did you mean chatgpt?'],
    ['a second tool', { tools: ['copilot', 'copilott'] }, 'tools.1', 'unknown tool: did you mean copilot?'],
    ['a category', { categories: ['assistent'] }, 'categories.0', 'unknown category: did you mean assistant?'],
    [
      'a category like no other',
      { categories: ['zzzzzzzz'] },
      'categories.0',
      'There are assistant, image, and all for',
    ],
    [
      'a reason',
      { tools: ['chatgpt'], reason: 'privcy' },
      'reason',
      'unknown reason of this policy: did you mean privacy?',
    ],
    [
      'an alternative',
      { tools: ['chatgpt'], alternatives: ['copilo'] },
      'alternatives.0',
      'unknown tool: did you mean copilot?',
    ],
    [
      'an excepted tool',
      { tools: ['chatgpt'], except: { tools: ['chatgtp'] } },
      'except.tools.0',
      'did you mean chatgpt?',
    ],
    ['an excepted category', { tools: ['chatgpt'], except: { categories: ['imge'] } }, 'except.categories.0', 'image?'],
    ['a tool like no other', { tools: ['zzzzzzzz'] }, 'tools.0', 'unknown tool: there is none of that name'],
  ])('%s', (_, rule, path, expected) => {
    const source = aSource({ reasons: { privacy: 'Because' }, rules: [{ id: 'one', action: 'block', ...rule }] });
    const found = mistakesOf(source).filter((mistake) => mistake.path === `rules.0.${path}`);
    expect(found).toEqual([expect.objectContaining({ expected: expect.stringContaining(expected) as unknown })]);
  });
});

describe('what a rule selects', () => {
  test.each<[string, object, string[]]>([
    ['tools', { tools: ['copilot', 'chatgpt'] }, ['copilot', 'chatgpt']],
    ['a category', { categories: ['assistant'] }, ['chatgpt', 'copilot']],
    ['every category', { categories: ['all'] }, ['chatgpt', 'copilot', 'image-creator']],
    ['all but a category', { categories: ['all'], except: { categories: ['assistant'] } }, ['image-creator']],
    [
      'both, each tool once',
      { tools: ['copilot'], categories: ['assistant', 'image'] },
      ['copilot', 'chatgpt', 'image-creator'],
    ],
    ['a category but for a tool', { categories: ['assistant'], except: { tools: ['copilot'] } }, ['chatgpt']],
    [
      'everything but for a category',
      { categories: ['assistant', 'image'], except: { categories: ['assistant'] } },
      ['image-creator'],
    ],
    ['sites only', { sites: ['a.example'] }, []],
    ['every tool with embedded places', { embedded: true }, ['copilot', 'image-creator']],
    [
      'sites and every embedded place, which add up',
      { embedded: true, sites: ['a.example'] },
      ['copilot', 'image-creator'],
    ],
    ['embedded places of a category', { embedded: true, categories: ['image'] }, ['image-creator']],
    ['embedded places but for a tool’s', { embedded: true, except: { tools: ['copilot'] } }, ['image-creator']],
  ])('%s', (_, rule, tools) => {
    expect(resolved(rule).tools).toEqual(tools);
  });

  test.each([{}, { embedded: false }, { except: { tools: ['chatgpt'] } }])('is nothing, a mistake: %j', (rule) => {
    expect(mistakesOf(aSourceOf(rule))).toEqual([
      { path: 'rules.0', found: 'rule-0', expected: expect.stringContaining('at least one of') as unknown },
    ]);
  });

  test('includes tools of the policy’s own', () => {
    const tools = [{ id: 'own', name: 'Own', vendor: 'Acme', category: 'assistant', sites: ['own.example'] }];
    const source = aSource({ tools, rules: [{ id: 'a', action: 'block', categories: ['assistant'] }] });
    expect(resolvedFrom(source).resolved.rules[0]?.tools.map(({ id }) => id)).toEqual(['chatgpt', 'copilot', 'own']);
  });
});

describe('the parts of a tool that a rule means', () => {
  test.each<[object, string[]]>([
    [{ tools: ['copilot'] }, ['sites', 'api', 'embedded']],
    [{ tools: ['copilot'], api: false }, ['sites', 'embedded']],
    [{ tools: ['copilot'], embedded: false }, ['sites', 'api']],
    [{ tools: ['copilot'], embedded: true }, ['sites', 'api', 'embedded']],
    [{ tools: ['copilot'], api: false, embedded: false }, ['sites']],
    [{ embedded: true }, ['embedded']],
    [{ embedded: true, sites: ['a.example'] }, ['embedded']],
  ])('%j', (rule, parts) => {
    expect(resolved(rule).parts).toEqual(parts);
  });
});

describe('exceptions', () => {
  test.each<[string, object, string[]]>([
    [
      'a path of a selected tool',
      { tools: ['chatgpt'], except: { sites: ['chatgpt.com/share'] } },
      ['chatgpt.com/share'],
    ],
    ['a host under a site', { sites: ['a.example'], except: { sites: ['b.a.example'] } }, ['b.a.example']],
    ['a host over a site', { sites: ['b.a.example'], except: { sites: ['a.example'] } }, ['a.example']],
    ['a site elsewhere', { sites: ['a.example'], except: { sites: ['c.example'] } }, []],
    ['an excepted tool on a shared host', { sites: ['bing.com'], except: { tools: ['copilot'] } }, ['bing.com/chat']],
    ['an excepted tool elsewhere', { tools: ['chatgpt'], except: { tools: ['copilot'] } }, []],
    ['a path beside the embedded one', { tools: ['copilot'], except: { sites: ['bing.com/images'] } }, []],
    ['the API, which is not meant', { tools: ['chatgpt'], api: false, except: { sites: ['api.openai.com/v1'] } }, []],
    [
      'a site given twice',
      { sites: ['a.example'], except: { sites: ['a.example/x', 'a.example/x'] } },
      ['a.example/x'],
    ],
  ])('are kept only where they can come up: %s', (_, rule, except) => {
    expect(resolved(rule).except).toEqual(except);
  });
});

describe('an account rule', () => {
  const account = (rule: object) => resolved({ action: 'account', ...rule }).account;
  const ids = { 'workspace-ids': ['w-1', 'w-2'], tenants: ['acme.example'], 'directory-id': ['d-1'] };

  test('becomes the vendor’s headers with the company’s ids, on the vendor’s own hosts', () => {
    expect(account({ tools: ['chatgpt'], account: ids })).toEqual({
      controls: [
        {
          hosts: chatgpt.account?.hosts,
          headers: [{ name: 'ChatGPT-Allowed-Workspace-Id', value: 'w-1,w-2' }],
        },
      ],
      anonymous: ['chatgpt.com/anonymous'],
    });
  });

  test('sends each vendor its own headers only, to its own hosts only', () => {
    const controls = account({ tools: ['chatgpt', 'copilot'], account: ids })?.controls ?? [];
    expect(controls.map(({ hosts }) => hosts)).toEqual([chatgpt.account?.hosts, copilot.account?.hosts]);
    expect(controls[1]?.headers).toEqual([
      { name: 'Restrict-Access-To-Tenants', value: 'acme.example' },
      { name: 'Restrict-Access-Context', value: 'd-1' },
      { name: 'sec-Restrict-Tenant-Access-Policy', value: 'restrict-msa' },
    ]);
  });

  test.each<[string, object, string, RegExp]>([
    ['ids that are missing', { tools: ['chatgpt'] }, 'account', /workspace-ids: a list of ids, for ChatGPT/],
    ['one of two ids missing', { tools: ['copilot'], account: { tenants: ['a'] } }, 'account', /directory-id: one id/],
    [
      'several ids where there can be one only',
      { tools: ['copilot'], account: { tenants: ['a'], 'directory-id': ['d-1', 'd-2'] } },
      'account',
      /directory-id: one id, for Copilot/,
    ],
    ['a tool without a documented control', { tools: ['image-creator'] }, 'action', /Image Creator has none/],
    ['sites', { tools: ['chatgpt'], sites: ['a.example'], account: ids }, 'sites', /no sites/],
  ])('has a mistake: %s', (_, rule, place, expected) => {
    const mistakes = mistakesOf(aSourceOf({ action: 'account', ...rule }));
    expect(mistakes.map(({ path }) => path)).toEqual([`rules.0.${place}`]);
    expect(mistakes[0]?.expected).toMatch(expected);
  });

  test('about every embedded place asks nothing of a tool that it excepts', () => {
    const rule = { embedded: true, except: { tools: ['image-creator'] }, action: 'account', account: ids };
    expect(account(rule)?.controls.map(({ hosts }) => hosts)).toEqual([copilot.account?.hosts]);
  });

  test('only: another action has no account part', () => {
    expect(resolved({ tools: ['chatgpt'] }).account).toBeUndefined();
  });
});

describe('what does not fit together is a mistake', () => {
  const block = { id: 'one', action: 'block', tools: ['chatgpt'] };

  test.each<[string, object, string]>([
    ['two rules of one id', { rules: [block, block] }, 'rules.1.id'],
    ['a lifetime and its end', { lifetime: '1d', expiresAt: '2027-01-31' }, 'expiresAt'],
    ['an end of observing in a policy that enforces', { observeUntil: '2027-01-31' }, 'observeUntil'],
    ['a warning’s details on a block', { rules: [{ ...block, warn: { minutes: 5 } }] }, 'rules.0.warn'],
    ['account ids on a block', { rules: [{ ...block, account: { tenants: ['a'] } }] }, 'rules.0.account'],
    ['a tool given twice', { tools: [{ id: 'chatgpt' }, { id: 'chatgpt' }] }, 'tools.1.id'],
  ])('%s', (_, changes, path) => {
    expect(mistakesOf(aSource(changes)).map((mistake) => mistake.path)).toEqual([path]);
  });
});

test('an answer to a request names a rule and a tool that there are', () => {
  const answer = { browser: 'K7F2-9QXM', answer: 'refused', reason: 'No.', until: '2027-01-31' };
  const rule = { id: 'no-chatgpt', tools: ['chatgpt'], action: 'block' };
  const answers = [{ ...answer, rule: 'no-chatgtp', tool: 'chatgtp' }];
  expect(mistakesOf(aSource({ rules: [rule], answers }))).toEqual([
    { path: 'answers.0.rule', found: 'no-chatgtp', expected: 'unknown rule of this policy: did you mean no-chatgpt?' },
    { path: 'answers.0.tool', found: 'chatgtp', expected: 'unknown tool: did you mean chatgpt?' },
  ]);
});
