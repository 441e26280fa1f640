/** What `gatepost explain` answers beyond the vectors: until when, in words, and when it refuses. */
import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { EXIT } from '../../../src/cli/command-error.js';
import { explain, renderExplained, type ExplainOptions } from '../../../src/cli/commands/explain.js';
import { NOW_MS } from '../../support/policies.js';
import { refusalOf } from '../../support/refusal.js';
import { temporaryFolders } from '../../support/temporary-folder.js';

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
  test('an address takes two lines', async () => {
    const answers = await explained(['https://chatgpt.com/', 'https://trial.example/', 'https://open.example/']);
    expect(renderExplained(answers).split('\n')).toEqual([
      'https://chatgpt.com/',
      '  restricted: rule closed (block), tool chatgpt',
      'https://trial.example/',
      '  open: rule trial (allow), no tool of the policy, until 2026-12-01T00:00:00.000Z',
      'https://open.example/',
      '  open: no rule that applies to such a browser at that moment is about it',
    ]);
  });
});

describe('it refuses', () => {
  test('an address that is none', async () => {
    const refusal = await refusalOf(() => explained(['https://chatgpt.com/', 'chatgpt.com']));
    expect(refusal.message).toBe(
      'cannot read the address "chatgpt.com": expected one such as https://chat.example.com/',
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
