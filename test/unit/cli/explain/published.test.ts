/** `gatepost explain` of a published document: the same answers as of the source that it was made from. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { explain, type ExplainOptions } from '../../../../src/cli/explain/explain.js';
import { formatTrace } from '../../../../src/cli/explain/format.js';
import { whyNot } from '../../../../src/cli/explain/why-not.js';
import { publish } from '../../../../src/cli/publishing/publish-policy.js';
import { NOW_MS } from '../../../support/policies.js';
import { aPublisher } from '../../../support/publishing.js';
import { refusalOf } from '../../../support/refusal.js';

const SOURCE = `
format: 1
name: acme
organisation: { name: Acme, contact: { email: ai@acme.example } }
reasons: { t: { en: Training., fr: Apprentissage. } }
tools: [{ id: in-house, name: In-house, vendor: Acme, category: assistant, home: https://ai.acme.example/, sites: [ai.acme.example] }]
rules:
  - { id: in-house, tools: [in-house], action: allow }
  - { id: sales, tools: [chatgpt], audience: { groups: [sales] }, action: warn, reason: t, alternatives: [in-house] }
  - { id: some, sites: [some.example], audience: { percent: 10 }, action: block, reason: t }
  - { id: account, tools: [claude], action: account, account: { organization-ids: [4fb1a9a0-52f1-4b6e-9a0e-1f6a3c5d7e90] } }
  - { id: closed, tools: [chatgpt], except: { sites: [help.chatgpt.com] }, action: block, reason: t, alternatives: [in-house] }
`;
const URLS = ['https://chatgpt.com/c/1', 'https://help.chatgpt.com/', 'https://claude.ai/', 'https://some.example/x'];
const SOMEBODY: Pick<ExplainOptions, 'facts' | 'nowMs'> = { facts: { groups: ['sales'], ring: null }, nowMs: NOW_MS };

let home: string;
let sourceFile: string;
let documentFile: string;
let stagedFile: string;

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'gatepost-explain-'));
  const publisher = await aPublisher(home);
  sourceFile = path.join(home, 'policy.yaml');
  documentFile = path.join(publisher.folder, 'policy.jws');
  await writeFile(sourceFile, SOURCE);
  await publish({ ...publisher.options(), policyFile: sourceFile });
  stagedFile = await aRolloutIn(path.join(home, 'staged'));
});

/** Of a rule that warned before: a ring at once, everyone a day later. @returns the published document */
async function aRolloutIn(folder: string): Promise<string> {
  const publisher = await aPublisher(folder);
  const policyFile = path.join(folder, 'policy.yaml');
  const source = (action: string) =>
    `format: 1\nname: acme\norganisation: { name: Acme }\nrules:\n  - { id: chat, tools: [chatgpt], action: ${action} }\n`;
  const { nowMs: _, ...options } = publisher.options();
  await writeFile(policyFile, source('warn'));
  await publish({ ...options, nowMs: NOW_MS, policyFile });
  await writeFile(policyFile, source('block'));
  const stages = [{ rings: ['pilot'], afterSeconds: 0 }, { afterSeconds: 86_400 }];
  const rollout = { id: 'chat', stages, rules: [], limits: undefined };
  await publish({ ...options, nowMs: NOW_MS + 60_000, policyFile, rollout });
  return path.join(publisher.folder, 'policy.jws');
}

afterAll(() => rm(home, { recursive: true, force: true }));

describe('a published document', () => {
  test.each([SOMEBODY, { ...SOMEBODY, facts: { groups: [], ring: null } }])(
    'answers as its source: %j',
    async (asked) => {
      const of = async (policyFile: string) => {
        const answers = await explain({ ...asked, policyFile, urls: URLS, languages: ['fr'] });
        // `since` is the moment of the publication; of a source, the moment that is asked about.
        return answers.map(({ reads, ...answer }) => ({ ...answer, reads: reads && { ...reads, since: '' } }));
      };
      const answers = await of(documentFile);
      expect(answers).toEqual(await of(sourceFile));
      expect(answers.some(({ reads }) => reads?.reason === 'Apprentissage.')).toBe(true);
    },
  );

  test('reaches a browser that names no install ID with its percentages', async () => {
    const [some] = await explain({ ...SOMEBODY, policyFile: documentFile, urls: ['https://some.example/x'] });
    expect(some?.decision?.rule).toBe('some');
  });

  test('is asked why a tool of it, one of the catalogue alone, and a site are not restricted', async () => {
    const asked = { ...SOMEBODY, policyFile: documentFile };
    const own = await whyNot('in-house', asked);
    expect(own.map(({ url, decision }) => [url, decision?.rule])).toEqual([['https://ai.acme.example/', 'in-house']]);
    const unnamed = await whyNot('perplexity', asked);
    expect(unnamed.map(({ url }) => url)).toContain('https://perplexity.ai/');
    expect(unnamed.every(({ decision }) => decision === null)).toBe(true);
    expect((await whyNot('some.example', asked))[0]?.decision?.rule).toBe('some');
    expect((await refusalOf(() => whyNot('in-huose', asked))).message).toContain('did you mean in-house');
  });

  test('that is none is refused with what was expected', async () => {
    const file = path.join(home, 'broken.jws');
    await writeFile(file, 'eyJ9.e30.x');
    const refusal = await refusalOf(() => explain({ ...SOMEBODY, policyFile: file, urls: URLS }));
    expect(refusal.message).toContain('broken.jws is not a published policy');
    expect(refusal.message).toContain('expected what gatepost publish writes');
  });
});

describe('a rollout', () => {
  const from = new Date(NOW_MS + 60_000 + 86_400_000).toISOString();
  const rulesFor = async (ring: string | null, nowMs = NOW_MS + 120_000) => {
    const asked = { policyFile: stagedFile, urls: ['https://chatgpt.com/'], facts: { groups: [], ring }, nowMs };
    const [answer] = await explain(asked);
    return { decision: answer?.decision, rules: answer?.rules ?? [], lines: formatTrace(answer?.rules ?? []) };
  };

  test('decides for who is in', async () => {
    const { decision, lines } = await rulesFor('pilot');
    expect(decision).toMatchObject({ rule: 'chat', action: 'block', until: null });
    expect(lines).toEqual(['chat decides, by chatgpt.com (rollout chat)']);
  });

  test('says from when it does for others, and what applies until then', async () => {
    const { decision, rules, lines } = await rulesFor(null);
    expect(decision).toMatchObject({ rule: 'chat', action: 'warn', until: from });
    expect(rules.map((each) => each.decision)).toEqual(['later-stage', 'decides']);
    expect(lines[0]).toBe(`chat does not apply to this browser yet; it names chatgpt.com (rollout chat, from ${from})`);
  });
});
