/** A request becomes a rule: for that browser, until a moment, and nothing else of the policy changes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readAccessRequests } from '../../../../../src/cli/report/access-requests.js';
import { check, hasErrors } from '../../../../../src/cli/commands/check/run.js';
import { grant } from '../../../../../src/cli/commands/grant/run.js';
import type { CollectedEvent } from '../../../../../src/server/otlp-read.js';
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
    instead: [le-chat]
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

  test('made twice has ids of its own', async () => {
    await requested({ id: 'request-1' });
    const [first, second] = [await granting('request-1'), await granting('request-1')];
    expect(second.ruleId).toBe(`${first.ruleId}-2`);
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
