/** What `gatepost explain` answers beyond the vectors: until when, in words, and when it refuses. */
import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { EXIT } from '../../../../src/cli/lib/command-error.js';
import { explain, type ExplainOptions } from '../../../../src/cli/explain/explain.js';
import { whyNot } from '../../../../src/cli/explain/why-not.js';
import { renderExplained } from '../../../../src/cli/explain/format.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const policy = {
  format: 1,
  name: 'contoso',
  organisation: { name: 'Contoso' },
  rules: [
    { id: 'trial', sites: ['trial.example'], window: { until: '2026-12-01T00:00:00Z' }, action: 'allow' },
    {
      id: 'office-hours',
      sites: ['busy.example'],
      window: { weekly: [{ days: ['mon'], from: '08:00', to: '10:00' }], timeZone: 'UTC' },
      action: 'warn',
    },
    { id: 'closed', tools: ['chatgpt'], sites: ['trial.example'], action: 'block' },
  ],
};

async function explained(urls: string[], over: Partial<ExplainOptions> = {}, source: object = policy) {
  const policyFile = path.join(await newFolder(), 'policy.yaml');
  await writeFile(policyFile, stringify(source));
  return explain({ policyFile, urls, facts: { groups: [], ring: null }, nowMs: NOW_MS, ...over });
}

const untilOf = async (url: string, over?: Partial<ExplainOptions>) =>
  (await explained([url], over))[0]?.decision?.until;

describe('the answer holds until', () => {
  test('the rule ends and another one decides', async () => {
    expect(await untilOf('https://trial.example/')).toBe('2026-12-01T00:00:00.000Z');
  });

  test('the weekly hours end', async () => {
    expect(await untilOf('https://busy.example/')).toBe('2026-11-23T10:00:00.000Z');
  });

  test('no moment in sight, although other rules change', async () => {
    expect(await untilOf('https://chatgpt.com/')).toBeNull();
  });

  test('no moment, once the rule has ended', async () => {
    expect(await untilOf('https://trial.example/', { nowMs: Date.parse('2026-12-02T00:00:00Z') })).toBeNull();
  });
});

describe('in words', () => {
  test('an address has its decision, the rules down to it, and what browser and page do', async () => {
    const answers = await explained(['https://chatgpt.com/', 'https://trial.example/', 'https://open.example/']);
    expect(renderExplained(answers, plainPaint).split('\n')).toEqual([
      'https://chatgpt.com/',
      '  restricted: rule closed (block), tool chatgpt',
      '  rules    trial, office-hours do not match: none of their sites covers this URL',
      '           closed decides, by chatgpt.com',
      '  browser  shows the block page for pages and frames (browser rule 13, priority 999996)',
      '           stops all other requests (browser rule 14, priority 999996)',
      '           page guard: stops the page itself, where the browser shows it without a request',
      '  page     reason:  none',
      '           instead: none',
      '           ask:     none',
      '           since:   2026-11-23T09:00:00Z (ChatGPT)',
      'https://trial.example/',
      '  open: rule trial (allow), no tool of the policy, until 2026-12-01T00:00:00.000Z',
      '  rules    trial decides, by trial.example',
      '  browser  opens every request (browser rule 10, priority 1000000)',
      'https://open.example/',
      '  open: no rule matches for this browser at this time',
      '  rules    trial, office-hours, closed do not match: none of their sites covers this URL',
      '  browser  allows it: there is no browser rule and no page guard for it',
    ]);
  });

  test('a page is in the words that its reader gets', async () => {
    const source = {
      ...policy,
      organisation: { name: 'Contoso', contact: { email: 'ai@contoso.example' } },
      notice: { en: 'We move.', fr: 'Nous changeons.' },
      reasons: { t: { en: 'Training.', fr: 'Apprentissage.' } },
      rules: [
        { id: 'w', tools: ['chatgpt'], action: 'warn', reason: 't', alternatives: ['le-chat'], warn: { minutes: 5 } },
      ],
    };
    const [answer] = await explained(['https://chatgpt.com/'], { languages: ['fr-CA'] }, source);
    expect(answer?.reads).toMatchObject({
      tool: 'ChatGPT',
      reason: 'Apprentissage.',
      notice: 'Nous changeons.',
      alternatives: [{ name: 'Le Chat' }],
      ask: ['ai@contoso.example'],
      mayContinue: { minutes: 5, justification: 'none' },
    });
  });
});

describe('why each rule decides or not', () => {
  const rules = [
    { id: 'sales', sites: ['chat.example'], audience: { groups: ['sales'] }, action: 'allow' },
    { id: 'winter', sites: ['chat.example'], window: { from: '2027-01-01' }, action: 'allow' },
    { id: 'but', sites: ['chat.example'], except: { sites: ['chat.example/help', 'x.chat.example'] }, action: 'block' },
    { id: 'help', sites: ['chat.example/help'], action: 'warn' },
    { id: 'all', sites: ['example.org', 'chat.example'], action: 'block' },
  ];
  const traced = async (url: string, over: Partial<ExplainOptions> = {}) => {
    const [answer] = await explained([url], over, { ...policy, rules });
    return answer?.rules.map(({ rule, decision, site }) => [rule, decision, site].join(' '));
  };

  test('down to the one that decides, and below it', async () => {
    expect(await traced('https://chat.example/help/me')).toEqual([
      'sales other-audience chat.example',
      'winter closed-window chat.example',
      'but excepted chat.example/help',
      'help decides chat.example/help',
      'all later chat.example',
    ]);
  });

  test('for the audience that is meant, another rule decides', async () => {
    const facts = { groups: ['Sales'], ring: null };
    expect((await traced('https://chat.example/', { facts }))?.[0]).toBe('sales decides chat.example');
  });

  test('is told for every place of a tool with --why-not', async () => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, stringify({ ...policy, rules: [{ id: 'api', tools: ['claude'], action: 'block' }] }));
    const options = { policyFile, facts: { groups: [], ring: null }, nowMs: NOW_MS };
    const places = await whyNot('claude', options);
    expect(places.map(({ url }) => url)).toContain('https://claude.ai/');
    expect(places.every(({ decision }) => decision?.rule === 'api')).toBe(true);
    expect((await whyNot('bing.com/chat', options)).map(({ url }) => url)).toEqual(['https://bing.com/chat']);
    expect((await refusalOf(() => whyNot('cluade', options))).message).toContain('did you mean claude');
  });
});

describe('it refuses', () => {
  test('an address that is none', async () => {
    const refusal = await refusalOf(() => explained(['https://chatgpt.com/', 'chatgpt.com']));
    expect(refusal.message).toBe(
      'cannot read the address "chatgpt.com": expected an http, https, ws or wss address such as ' +
        'https://chat.example.com/; did you mean https://chatgpt.com/?',
    );
    expect(refusal.exitCode).toBe(EXIT.unusable);
  });

  test('a policy with a mistake, with its place', async () => {
    const source = { ...policy, rules: [{ id: 'x', tools: ['chatgtp'], action: 'block' }] };
    const refusal = await refusalOf(() => explained(['https://chatgpt.com/'], {}, source));
    expect(refusal.message).toMatch(/policy\.yaml:\d+:\d+: rules\.0\.tools\.0: .*did you mean chatgpt/);
    expect(refusal.exitCode).toBe(EXIT.refused);
  });
});
