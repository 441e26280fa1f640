/** `gatepost test`: the administrator's own expectations, held or not, with their place. */
import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test as testPolicy } from '../../../../src/cli/explain/expectations.js';
import { NOW_MS } from '../../../support/policies.js';
import { refusalOf } from '../../../support/refusal.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

const POLICY = `format: 1
name: acme
organisation: { name: Acme }
rules:
  - { id: pilot, tools: [chatgpt], action: allow, audience: { groups: [sales], rings: [first] } }
  - { id: soon, tools: [chatgpt], action: block, window: { from: 2026-12-01, timeZone: Europe/Paris } }
tests:
`;

async function tested(...expectations: string[]) {
  const file = path.join(await newFolder(), 'policy.yaml');
  await writeFile(file, POLICY + expectations.map((each) => `  - ${each}\n`).join(''));
  return testPolicy(file, NOW_MS);
}

test('expectations hold for the browser and the moment they name', async () => {
  const results = await tested(
    '{ url: "https://chatgpt.com/", decision: open }',
    '{ url: "https://chatgpt.com/", decision: allow, byRule: pilot, context: { groups: [Sales], ring: first } }',
    '{ url: "https://chatgpt.com/", decision: open, context: { at: 2026-12-01T00:00, timeZone: Asia/Tokyo } }',
    '{ url: "https://chatgpt.com/", decision: block, context: { at: 2026-12-01T00:00, timeZone: Europe/Paris } }',
  );
  expect(results.map(({ passed }) => passed)).toEqual([true, true, true, true]);
});

test('one that does not hold says what was found, where it stands, and why', async () => {
  const [one, other] = await tested(
    '{ name: Closed, url: "https://chatgpt.com/", decision: block }',
    '{ url: "https://chatgpt.com/", decision: allow, byRule: soon, context: { groups: [sales], ring: first } }',
  );
  expect(one).toMatchObject({
    name: 'Closed',
    passed: false,
    found: { decision: 'open', rule: null },
    place: { line: 8, column: 5 },
  });
  expect(one?.explained.rules.map(({ decision }) => decision)).toEqual(['other-audience', 'closed-window']);
  expect(other).toMatchObject({ passed: false, found: { decision: 'allow', rule: 'pilot' } });
});

test('an expectation with a mistake is a mistake of the policy', async () => {
  const refusal = await refusalOf(() => tested('{ url: chatgpt.com, decision: block }'));
  expect(refusal.message).toMatch(/policy\.yaml:8:12: tests\.0\.url: found "chatgpt\.com", expected an address/);
});
