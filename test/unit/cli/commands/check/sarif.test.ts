/** `gatepost check --format sarif`: what the standard demands of a log, held by a schema of the parts that it uses. */
import { describe, expect, test } from '@jest/globals';
import path from 'node:path';
import * as z from 'zod';
import { FINDING_WORDS } from '../../../../../src/authoring/lint/finding-words.js';
import { checkText } from '../../../../../src/cli/commands/check/run.js';
import { sarifLog } from '../../../../../src/cli/commands/check/sarif.js';
import { NOW_MS } from '../../../../support/policies.js';

const POLICY = `format: 1
name: acme
organisation: { name: Acme }
reasons: { r: Because. }
rules:
  - id: a
    tools: [chatgpt]
    action: block
  - { id: b, tools: [chatgpt], action: allow }
`;

/** SARIF 2.1.0, sections 3.13 to 3.49: which properties there are, which are required, and what values they have. */
const text = z.strictObject({ text: z.string().min(1), markdown: z.string().min(1).optional() });
const uri = z.string().regex(/^(?:[A-Za-z][A-Za-z0-9+.-]*:)?[A-Za-z0-9._~!$&'()*+,;=@/%-]+$/);
const level = z.enum(['none', 'note', 'warning', 'error']);
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level,
  message: text,
  locations: z.array(
    z.strictObject({
      physicalLocation: z.strictObject({
        artifactLocation: z.strictObject({ uri, index: z.int().min(0) }),
        region: z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }),
      }),
      logicalLocations: z.array(z.strictObject({ fullyQualifiedName: z.string() })).optional(),
    }),
  ),
});
const log = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({
        driver: z.strictObject({
          name: z.string(),
          semanticVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
          rules: z.array(
            z.strictObject({
              id: z.string(),
              shortDescription: text,
              fullDescription: text,
              help: text,
              defaultConfiguration: z.strictObject({ level }),
            }),
          ),
        }),
      }),
      columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
      artifacts: z.tuple([z.strictObject({ location: z.strictObject({ uri }) })]),
      results: z.array(result),
    }),
  ]),
});

async function runOf(policy: string, file = 'policy.yaml') {
  const findings = await checkText(policy, file, NOW_MS);
  return log.parse(JSON.parse(JSON.stringify(sarifLog(findings, file, '0.1.0')))).runs[0];
}

describe('a log', () => {
  test('has every finding with its rule, file, line and column', async () => {
    const { results, tool } = await runOf(POLICY);
    const [first] = results;
    expect(results.map(({ ruleId, level: of }) => `${of} ${ruleId}`)).toEqual([
      'warning reason-unused',
      'warning no-reason',
      'warning no-alternative',
      'warning rule-unreachable',
    ]);
    expect(results.map(({ ruleIndex }) => tool.driver.rules[ruleIndex]?.id)).toEqual(
      results.map(({ ruleId }) => ruleId),
    );
    expect(first?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'policy.yaml', index: 0 },
          region: { startLine: 4, startColumn: 15 },
        },
        logicalLocations: [{ fullyQualifiedName: 'reasons.r' }],
      },
    ]);
  });

  test('has mistakes of form, whose place in the policy may be unknown', async () => {
    const { results } = await runOf('rules: [}\n');
    expect(results[0]).toMatchObject({ ruleId: 'syntax', level: 'error' });
    expect(results[0]?.locations[0]).not.toHaveProperty('logicalLocations');
  });

  test('has no results for a policy that is in order, and every rule with what to do', async () => {
    const { results, tool } = await runOf('format: 1\nname: acme\norganisation: { name: Acme }\nrules: []\n');
    expect(results).toEqual([]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['syntax', 'form', 'name', ...Object.keys(FINDING_WORDS)]);
    const help = tool.driver.rules.map((rule) => rule.help.text);
    expect(help.filter((each) => !each.includes('What to do: ') || /[`[]/.test(each))).toEqual([]);
  });

  test.each([
    ['./policies/a b.yaml', 'policies/a%20b.yaml'],
    ['x:y#z.yaml', 'x%3Ay%23z.yaml'],
    [path.resolve('/policies/é.yaml'), 'file:///policies/%C3%A9.yaml'],
  ])('names %s by its address', async (file, address) => {
    expect((await runOf(POLICY, file)).artifacts[0].location.uri).toBe(address);
  });
});
