/** A request is refused with a sentence for that browser, and nothing else of the policy changes. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { check, hasErrors } from '../../../../../src/cli/commands/check/run.js';
import { grant } from '../../../../../src/cli/commands/grant/run.js';
import { refuse } from '../../../../../src/cli/commands/refuse/run.js';
import { requestLines } from '../../../../../src/cli/commands/requests/format.js';
import { requests } from '../../../../../src/cli/commands/requests/run.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';
import { aCollectedEvent } from '../../../../support/event-lines.js';
import { DAY_MS, NOW_MS } from '../../../../support/policies.js';
import { refusalOf } from '../../../../support/refusal.js';
import { temporaryFolders } from '../../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
const POLICY = `format: 1
name: acme
organisation: { name: Acme }
rules:
  - id: no-chatgpt   # for now
    tools: [chatgpt]
    action: block
`;
const untilMs = NOW_MS + 30 * DAY_MS;
const LINE =
  '  - { browser: "AAAAA-00001", rule: "no-chatgpt", tool: "chatgpt", answer: "refused", until: "2026-12-23T09:00:00Z", ' +
  'reason: "Use Copilot: it is \\"the same\\"." }';

let folder: string;
let policyFile: string;

beforeEach(async () => {
  folder = await newFolder();
  policyFile = path.join(folder, 'policy.yaml');
  await writeFile(policyFile, POLICY);
  const event = aCollectedEvent({ kind: 'requested', id: 'request-1', at: '2026-11-23T08:00:00.000Z' });
  await writeFile(path.join(folder, 'events.ndjson'), `${JSON.stringify(event)}\n`);
});

const options = () => ({ request: 'request', events: [folder], policyFile, untilMs, nowMs: NOW_MS });
const refusing = (reason = 'Use Copilot: it is "the same".') => refuse({ ...options(), reason });
const written = () => readFile(policyFile, 'utf8');
const stateAt = async (nowMs: number) =>
  (await requests([path.join(folder, 'events.ndjson')], policyFile, nowMs)).requests[0]?.answer;

describe('a refusal', () => {
  test('is an answer at the end of the policy, and the rest stays as it was', async () => {
    expect(await refusing()).toEqual({ rule: 'no-chatgpt', browserId: 'AAAAA-00001', what: 'chatgpt' });
    expect(await written()).toBe(`${POLICY}\nanswers:\n${LINE}\n`);
    expect(hasErrors(await check(policyFile, NOW_MS))).toBe(false);
  });

  test('given twice is one answer, with the second sentence', async () => {
    await refusing();
    await refusing('No.');
    expect(await written()).toBe(`${POLICY}\nanswers:\n${LINE.replace(/reason: .*/, 'reason: "No." }')}\n`);
  });

  test.each([
    ['an empty list', 'answers: []\n', (line: string) => `answers:\n${line}\n`],
    [
      'others',
      'answers:\n    - browser: OTHER-1\n      rule: no-chatgpt\n      host: chatgpt.com\n      answer: refused\n      reason: No.\n      until: 2027-01-01\n',
      (line: string, list: string) => list.replace('answers:\n', `answers:\n  ${line}\n`),
    ],
  ])('goes into %s', async (_, list, expected) => {
    await writeFile(policyFile, POLICY + list);
    await refusing();
    expect(await written()).toBe(POLICY + expected(LINE, list));
  });

  test('takes the place of an earlier answer on several lines, and of nothing behind it', async () => {
    const earlier = [
      ...['  - browser: AAAAA-00001', '    rule: no-chatgpt', '    tool: chatgpt', '    answer: refused'],
      ...['    until: 2027-01-01', '    reason: >', '      No,', '      no.'],
    ].join('\n');
    const behind =
      '\n  # The next.\n  - { browser: B, rule: no-chatgpt, tool: chatgpt, answer: refused, until: 2027-01-01, reason: No. }\n';
    await writeFile(policyFile, `answers:\n${earlier}${behind}${POLICY}`);
    await refusing();
    expect(await written()).toBe(`answers:\n${LINE}${behind}${POLICY}`);
  });

  test('ends its lines as the policy does', async () => {
    await writeFile(policyFile, POLICY.replaceAll('\n', '\r\n'));
    await refusing();
    expect((await written()).replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('of what is granted is refused', async () => {
    await grant({ request: 'request', events: [folder], policyFile, untilMs });
    const refusal = await refusalOf(() => refusing());
    expect(refusal).toMatchObject({ exitCode: 1 });
    expect(refusal.message).toContain('remove the rule for browser AAAAA-00001');
  });

  test('of a request about a rule that is gone is refused', async () => {
    await writeFile(policyFile, POLICY.replace('no-chatgpt', 'other'));
    expect((await refusalOf(() => refusing())).message).toContain('no rule has the id no-chatgpt');
  });
});

describe('a grant without a sentence', () => {
  test('takes an earlier refusal away', async () => {
    await refusing('No.');
    await grant({ request: 'request', events: [folder], policyFile, untilMs });
    expect(await written()).toContain('answers: []');
    expect(hasErrors(await check(policyFile, NOW_MS))).toBe(false);
  });

  test('and leaves those of others', async () => {
    const other =
      '  - { browser: OTHER-1, rule: no-chatgpt, tool: chatgpt, answer: refused, until: 2027-01-01, reason: No. }';
    await writeFile(policyFile, `${POLICY}\nanswers:\n${other}\n`);
    await refusing('No.');
    await grant({ request: 'request', events: [folder], policyFile, untilMs });
    expect(await written()).toContain(`answers:\n${other}\n`);
    expect((await written()).match(/answer: /g)).toHaveLength(1);
  });
});

describe('the state of a request', () => {
  test('is open, then refused with its reason, then ended', async () => {
    expect(await stateAt(NOW_MS)).toEqual({ state: 'open', untilMs: null, reason: null });
    await refusing('No.');
    expect(await stateAt(NOW_MS)).toEqual({ state: 'refused', untilMs, reason: 'No.' });
    expect(await stateAt(untilMs)).toEqual({ state: 'ended', untilMs, reason: 'No.' });
  });

  test('is granted with its reason, even after a refusal, then ended', async () => {
    await refusing('No.');
    await grant({ request: 'request', events: [folder], policyFile, untilMs: NOW_MS + DAY_MS, reason: 'For a day.' });
    const granted = { untilMs: NOW_MS + DAY_MS, reason: 'For a day.' };
    expect(await stateAt(NOW_MS)).toEqual({ state: 'granted', ...granted });
    expect(await stateAt(NOW_MS + DAY_MS)).toEqual({ state: 'ended', ...granted });
    expect((await written()).match(/answer: /g)).toHaveLength(1);
  });

  test('is open again for a request that came after the end', async () => {
    await refuse({ ...options(), untilMs: NOW_MS - 2 * DAY_MS, reason: 'No.' });
    expect(await stateAt(NOW_MS)).toMatchObject({ state: 'open' });
  });
});

test('the list has headings, state and reason; without a policy the state is not known', async () => {
  const linesWith = async (policy: string | null) =>
    requestLines((await requests([path.join(folder, 'events.ndjson')], policy, NOW_MS)).requests, plainPaint);
  expect((await linesWith(policyFile))[2]).toMatch(/^ {2}would open chatgpt\.com/);
  await refusing('No.');
  expect(await linesWith(policyFile)).toEqual([
    'request    asked (UTC)       browser      state    for                   rule',
    'request-1  2026-11-23 08:00  AAAAA-00001  refused  chatgpt, chatgpt.com  no-chatgpt',
    '  refused until 2026-12-23 09:00: No.',
  ]);
  expect((await linesWith(null))[1]).toContain('AAAAA-00001  -      chatgpt, chatgpt.com');
});
