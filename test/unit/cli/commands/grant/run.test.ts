/** A request becomes a rule: for that browser, until a moment, and nothing else of the policy changes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { accessRequestsIn, readAccessRequests } from '../../../../../src/cli/report/access-requests.js';
import { check, hasErrors } from '../../../../../src/cli/commands/check/run.js';
import { grant, type GrantOptions } from '../../../../../src/cli/commands/grant/run.js';
import type { CollectedEvent } from '../../../../../src/server/otlp-read.js';
import { withGrant } from '../../../../../src/cli/commands/grant/exception-rule.js';
import { readYaml } from '../../../../../src/cli/lib/yaml-source.js';
import { aCollectedEvent } from '../../../../support/event-lines.js';
import { DAY_MS, NOW_MS } from '../../../../support/policies.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const untilMs = NOW_MS + 7 * DAY_MS;
const POLICY = `# Our policy.
format: 1
name: acme
organisation:   { name: Acme }   # spaces stay
reasons:
  r: Because.

rules:
  # What is good.
  - id: good
    tools: [le-chat]
    action: allow

  # What is not,
  # for now.
  - id: no-chatgpt
    tools:
      - chatgpt   # the consumer edition
    action: block
    reason: r
    alternatives: [le-chat]
`;

let folder: string;
let policyFile: string;

beforeEach(async () => {
  folder = await newFolder();
  policyFile = path.join(folder, 'policy.yaml');
  await writeFile(policyFile, POLICY);
});

async function requested(...requests: Partial<CollectedEvent>[]): Promise<void> {
  const lines = requests.map((each) => aCollectedEvent({ kind: 'requested', ...each }));
  const content = [aCollectedEvent({ kind: 'restricted' }), ...lines].map((line) => JSON.stringify(line)).join('\n');
  await writeFile(path.join(folder, 'events-2026-11-23.ndjson'), `${content}\n{"kind":"requested"\n`);
}

const granting = (request: string) => grant({ request, events: [folder], policyFile, untilMs });

describe('requests', () => {
  test('are listed, the newest first, each once', async () => {
    const older = { id: 'older', at: '2026-11-22T10:00:00.000Z' };
    await requested(older, { id: 'newer', at: '2026-11-23T10:00:00.000Z' }, older);
    expect((await readAccessRequests([folder])).map(({ id }) => id)).toEqual(['newer', 'older']);
  });
});

describe('a grant', () => {
  test('is a rule above the one that restricts, and the rest stays as it was', async () => {
    await requested({ id: 'request-1', browserId: '3F2A1-9BC01' });
    expect(await granting('request')).toEqual({
      ...{ ruleId: 'grant-3f2a1-9bc01-chatgpt', browserId: '3F2A1-9BC01', what: 'chatgpt' },
    });
    const added = [
      '  - id: grant-3f2a1-9bc01-chatgpt',
      '    action: allow',
      '    tools: [chatgpt]',
      '    audience: { browsers: ["3F2A1-9BC01"] }',
      '    window: { until: "2026-11-30T09:00:00Z" }',
      '',
    ].join('\n');
    expect(await readFile(policyFile, 'utf8')).toBe(POLICY.replace('  # What is not,', `${added}  # What is not,`));
    expect(hasErrors(await check(policyFile, NOW_MS))).toBe(false);
  });

  test('ends its lines as the policy does', async () => {
    await writeFile(policyFile, POLICY.replaceAll('\n', '\r\n'));
    await requested({ id: 'request-1' });
    await granting('request-1');
    const text = await readFile(policyFile, 'utf8');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('    action: allow\r\n    tools: [chatgpt]\r\n');
    expect(hasErrors(await check(policyFile, NOW_MS))).toBe(false);
  });

  test.each(['-Zk3', 'Zk3', '-Zk3v9QpL'])('finds a request whose id begins with a hyphen by %s', async (typed) => {
    await requested({ id: '-Zk3v9QpL' });
    expect(await granting(typed)).toMatchObject({ what: 'chatgpt' });
  });

  test('made twice is one rule, until the moment of the second', async () => {
    await requested({ id: 'request-1' });
    const first = await granting('request-1');
    const once = await readFile(policyFile, 'utf8');
    const options = { request: 'request-1', events: [folder], policyFile };
    expect(await grant({ ...options, untilMs: untilMs + DAY_MS })).toEqual(first);
    expect(await readFile(policyFile, 'utf8')).toBe(once.replace('2026-11-30T09', '2026-12-01T09'));
  });

  test('has an id of its own beside a rule of that name that says something else', async () => {
    await requested({ id: 'request-1' });
    const { ruleId } = await granting('request-1');
    const text = await readFile(policyFile, 'utf8');
    await writeFile(policyFile, text.replace('browsers: ["AAAAA-00001"]', 'browsers: ["AAAAA-00001", "BBBBB-00002"]'));
    expect((await granting('request-1')).ruleId).toBe(`${ruleId}-2`);
  });

  test('is shown before it is written: the rule, and every site that it opens', async () => {
    await requested({ id: 'request-1' });
    const seen: unknown[] = [];
    const onGrant = (...[plan, { rule }]: Parameters<NonNullable<GrantOptions['onGrant']>>) =>
      seen.push(plan.above, plan.opens, rule, readFileSync(policyFile, 'utf8'));
    await grant({ request: 'request-1', events: [folder], policyFile, untilMs, onGrant });
    expect(seen).toEqual([
      'no-chatgpt',
      expect.arrayContaining(['chatgpt.com', 'chat.openai.com']),
      expect.arrayContaining(['- id: grant-aaaaa-00001-chatgpt', '  tools: [chatgpt]']),
      POLICY,
    ]);
  });

  test('is for the host alone when it belongs to no tool', async () => {
    await requested({ id: 'request-1', tool: null, host: 'files.chatgpt.com' });
    await granting('request-1');
    expect(await readFile(policyFile, 'utf8')).toContain('sites: ["=files.chatgpt.com"]');
  });

  test.each<[string, Partial<CollectedEvent>, string]>([
    ['another id', { id: 'other' }, 'no request has the id'],
    ['a rule that is no more', { id: 'request-1', rule: 'gone' }, 'no rule has the id gone'],
    ['an account rule', { id: 'request-1', action: 'account' }, 'company account'],
  ])('is refused for %s, and the policy stays', async (_, request, words) => {
    await requested(request);
    expect((await refusalOf(() => granting('request-1'))).message).toContain(words);
    expect(await readFile(policyFile, 'utf8')).toBe(POLICY);
  });

  test('is refused where rules are not on lines of their own', async () => {
    await requested({ id: 'request-1', rule: 'a' });
    const flow =
      POLICY.slice(0, POLICY.indexOf('rules:')) + 'rules: [{ id: a, tools: [chatgpt], action: block, reason: r }]\n';
    await writeFile(policyFile, flow);
    expect((await refusalOf(() => granting('request-1'))).message).toContain('lines of their own');
    expect(await readFile(policyFile, 'utf8')).toBe(flow);
  });
});

describe('what a request was not made for is not opened', () => {
  test.each<[string, Partial<CollectedEvent>]>([
    ['a second site in the host', { tool: null, host: 'x.test","chatgpt.com' }],
    ['a comment in the host', { tool: null, host: 'x.test#' }],
    ['a line break in the host', { tool: null, host: 'x.test\n  - id: y' }],
    ['a list in the tool', { tool: 'chatgpt, claude' }],
    ['a line break in the tool', { tool: 'chatgpt]\n    action: allow' }],
    ['a list in the browser', { browserId: 'AAAAA-00001", "BBBBB-00002' }],
    ['a line break in the rule', { rule: 'no-chatgpt\n' }],
    ['a colour in the id', { id: 'request-1\u001B[31m' }],
    ['no moment', { at: 'tomorrow' }],
  ])('with %s it is no request', async (_, forged) => {
    await requested({ id: 'request-1', ...forged });
    expect((await refusalOf(() => granting('request-1'))).message).toContain('no request has the id');
    expect((await accessRequestsIn([folder])).unreadable).toBe(2);
    expect(await readFile(policyFile, 'utf8')).toBe(POLICY);
  });

  test.each<[string, Partial<CollectedEvent>, string]>([
    ['a tool of another rule', { tool: 'claude', host: 'claude.ai' }, 'is about neither claude nor claude.ai'],
    ['a host that the rule is not about', { tool: null, host: 'mail.example' }, 'is about neither mail.example'],
    [
      'a host that no site can be',
      { tool: null, host: '-x.chatgpt.com' },
      'would be no site of a policy: expected a host whose parts',
    ],
    [
      'a host that is too long for one site',
      { tool: null, host: `${'x'.repeat(64)}.chatgpt.com` },
      'at most 64 characters of path and query (and host',
    ],
  ])('for %s it is refused', async (_, forged, words) => {
    await requested({ id: 'request-1', ...forged });
    expect((await refusalOf(() => granting('request-1'))).message).toContain(words);
  });

  test('for a host of the rule and a tool that is not, it is for the host alone', async () => {
    await requested({ id: 'request-1', tool: 'claude', host: 'files.chatgpt.com' });
    expect(await granting('request-1')).toMatchObject({ what: 'files.chatgpt.com' });
  });

  test('under an id that two different requests have, nothing is', async () => {
    await requested({ id: 'request-1' }, { id: 'request-1', browserId: 'EEEEE-66666' });
    expect((await refusalOf(() => granting('request-1'))).message).toContain('2 different requests have the id');
  });

  test('an id that begins like another is found in full', async () => {
    await requested({ id: 'request-1' }, { id: 'request-1-and-more', browserId: 'EEEEE-66666' });
    expect(await granting('request-1')).toMatchObject({ browserId: 'AAAAA-00001' });
  });

  test('a text of the rule above is not taken for a comment', () => {
    const text = 'rules:\n  - id: a\n    note: |\n      words\n      # no comment\n  - id: b\n';
    const granted = withGrant(text, { rule: 'b', what: { tool: 'x' }, browserId: 'A', untilMs });
    expect(granted.text).toContain('      # no comment\n  - id: grant-a-x\n');
  });

  test('whatever the words are, the policy reads as before and has that one rule more', () => {
    const word = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('true', '1', '~', 'a: b', '- a', '[', '"'),
    );
    const before = readYaml(POLICY);
    fc.assert(
      fc.property(word, word, fc.boolean(), (what, browserId, isTool) => {
        const grantOf = { rule: 'no-chatgpt', what: isTool ? { tool: what } : { host: what }, browserId, untilMs };
        const after = readYaml(withGrant(POLICY, grantOf).text);
        if (!before.ok || !after.ok) throw new Error('not read');
        const [old, changed] = [before.value, after.value] as { rules: unknown[] }[];
        expect(changed).toEqual({ ...old, rules: [old?.rules[0], expect.anything(), old?.rules[1]] });
        expect(changed?.rules[1]).toMatchObject({
          ...{ action: 'allow', audience: { browsers: [browserId] } },
          ...(isTool ? { tools: [what] } : { sites: [`=${what}`] }),
        });
      }),
    );
  });
});
