/** A simulation of a policy with a rollout: the strictest stage counts, and the report says who is in. */
import { expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderHtml } from '../../../../src/cli/commands/simulate/format-html.js';
import { renderReport } from '../../../../src/cli/logs/format-simulation.js';
import { simulatePolicies } from '../../../../src/cli/logs/simulate.js';
import type { SimulationReport } from '../../../../src/cli/logs/simulation-report.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import type { AcceptedPolicy } from '../../../../src/policy/schema.js';
import { NOW_MS } from '../../../support/policies.js';
import { aPolicyInStages } from '../../../support/rollouts.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();

async function simulated(ring: string | null): Promise<SimulationReport> {
  const log = path.join(await newFolder(), 'access.log');
  const visit = (user: string) =>
    `${NOW_MS / 1000}.000 1 10.0.0.1 TCP_MISS/200 9 GET https://rule-0.example/ ${user} - text/html`;
  await writeFile(log, `${visit('anna')}\n${visit('ben')}\n`);
  const facts = ring === null ? null : { groups: [], ring, installId: '', supportId: '', timeZone: 'UTC' };
  const options = { logs: [log], facts, nowMs: NOW_MS, format: null, columns: {}, names: 0, pseudonymKey: null };
  return simulatePolicies(aPolicyInStages() as AcceptedPolicy, null, options);
}

test.each([
  [null, 'block'],
  ['pilot', 'block'],
  ['others', 'warn'],
])('in the ring %p its rule is counted as %s', async (ring, action) => {
  const { rules } = await simulated(ring);
  expect(rules.map((line) => ({ rule: line.rule, action: line.action, people: line.people }))).toEqual([
    { rule: 'rule-0', action, people: 2 },
  ]);
});

test('the report says who is in, and who follows', async () => {
  const report = await simulated(null);
  for (const text of [renderReport(report, plainPaint), renderHtml(report, [])]) {
    expect(text).toContain('Rollout chat (rule rule-0): running, stage 1 of 3');
    expect(text).toMatch(/follows {2}50 % of browsers from /);
  }
});
