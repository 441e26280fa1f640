/**
 * The mistake that this product answers: "block everything for everyone" is stopped at the gate, forced through, felt in a
 * real browser, taken back with one command, and the browser heals at the next click.
 */
import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { CommandError, EXIT } from '../../src/cli/lib/command-error.js';
import { publish, type PublishOptions } from '../../src/cli/publishing/publish-policy.js';
import { rollback } from '../../src/cli/commands/rollback/run.js';
import { Chromium } from './harness/chromium.js';
import type { Company } from './harness/company.js';
import { eventually } from './harness/eventually.js';
import { withScene } from './harness/scene.js';

const start = Chromium.start.bind(Chromium);
const CHATGPT = 'https://chatgpt.com/';

const head = { format: 1, name: 'acme', organisation: { name: 'Acme' }, pollInterval: '30s' };
const approved = {
  ...head,
  safety: { people: 10, ring: true },
  rules: [{ id: 'ok', tools: ['chatgpt'], action: 'allow' }],
};
/** Somebody takes a test of controls to everybody, and the limits out of its way. */
const mistake = {
  ...head,
  rules: [{ id: 'test-of-controls', categories: ['assistant', 'image', 'code'], action: 'block' }],
};

async function publishing(company: Company, over: Partial<PublishOptions> = {}) {
  const policyFile = path.join(company.workDir, 'mistake.yaml');
  await writeFile(policyFile, stringify(mistake));
  const log = path.join(company.workDir, 'access.log');
  const line = (user: number) =>
    `1795000000.000 1 10.0.0.1 TCP_MISS/200 9 GET ${CHATGPT} user${user} DIRECT/- text/html\n`;
  await writeFile(log, Array.from({ length: 20 }, (_, user) => line(user)).join(''));
  return publish({ ...optionsOf(company), policyFile, logs: { files: [log], format: null, columns: {} }, ...over });
}

const optionsOf = ({ workDir }: Company) => ({
  folder: path.join(workDir, 'public'),
  keyFile: path.join(workDir, 'keys', 'policy-key.private.jwk.json'),
  nowMs: Date.now(),
});

async function refusalOf(work: Promise<unknown>): Promise<CommandError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CommandError) return error;
  throw new Error(`it was not refused: ${String(error)}`);
}

test('a mistaken block for everyone is stopped, forced through, felt, taken back, and healed at the next click', async () => {
  await withScene(start, null, async ({ browser, company }) => {
    await company.publish(approved);
    const before = await company.document();

    const refusal = await refusalOf(publishing(company));
    expect(refusal.exitCode).toBe(EXIT.impact);
    expect(refusal.message).toMatch(/100 % of the people[^]*approved now: ChatGPT[^]*ring/);
    expect(await company.document()).toBe(before);

    const forced = await publishing(company, { overrideSafety: 'Only a test' });
    expect(forced.policy.acceptedImpact?.limits.sort()).toEqual(['approvedTools', 'people', 'ring']);
    await browser.popup({ checkNow: true });
    await browser.waitUntilEnforced();
    const blocked = await browser.openRestricted(CHATGPT);
    await blocked.close();

    const back = await rollback(optionsOf(company));
    expect(back.policy).toMatchObject({ revision: 3, rules: [{ id: 'ok', action: 'allow' }] });
    await browser.waitUntilCheckIsDue();
    const page = await browser.open(CHATGPT);
    await eventually('the page goes on', async () => (await page.title()).includes('Stand-in: chatgpt.com'));
  });
});
