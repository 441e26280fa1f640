/** Two of the three ways to run the vectors: the matcher itself, and the command. The third is the browser's. */
import { describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { explain } from '../../src/cli/explain/explain.js';
import { parseAddress } from '../../src/policy/site.js';
import { decider } from '../../src/policy/decide.js';
import { temporaryFolders } from '../support/temporary-folder.js';
import { effectiveAt, readVectors, type VectorDecision } from '../support/vectors.js';

const vectors = readVectors();
const newFolder = temporaryFolders();
const byName = vectors.map((each) => [each.name, each] as const);

test('there are enough of them, and none is there twice', () => {
  const keys = vectors.flatMap(({ name, cases }) => cases.map(({ url }) => `${name} ${url}`));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(450);
});

describe('decide answers as the vectors say:', () => {
  test.each(byName)('%s', async (_, { policy, facts, atMs, cases }) => {
    const decide = decider(await effectiveAt(policy, facts, atMs));
    const answers = cases.map(({ url }) => {
      const found = decide(url);
      const decision: VectorDecision | null = found && {
        rule: found.rule.id,
        action: found.rule.action,
        tool: found.tool?.id ?? null,
        restricts: found.restricts,
      };
      return { url, decision };
    });
    expect(answers).toEqual(cases.map(({ url, decision }) => ({ url, decision })));
  });
});

const isWeb = ({ url }: { readonly url: string }): boolean => parseAddress(url) !== null;

describe('gatepost explain answers as the vectors say, and refuses what is no web address:', () => {
  test.each(byName)('%s', async (_, { policy, facts, atMs, cases }) => {
    const policyFile = path.join(await newFolder(), 'policy.yaml');
    await writeFile(policyFile, stringify(policy, { aliasDuplicateObjects: false }));
    const ask = (urls: readonly string[]) => explain({ policyFile, urls, facts, nowMs: atMs });
    for (const { url, decision } of cases.filter((each) => !isWeb(each))) {
      expect(decision).toBeNull();
      await expect(ask([url])).rejects.toThrow('cannot read the address');
    }
    const web = cases.filter(isWeb);
    const answers = await ask(web.map(({ url }) => url));
    const withoutUntil = answers.map(({ url, decision }) => {
      if (decision === null) return { url, decision };
      const { until: _until, ...rest } = decision;
      return { url, decision: rest };
    });
    expect(withoutUntil).toEqual(web.map(({ url, decision }) => ({ url, decision })));
  });
});
