/** `gatepost discover`: tools in use and names in no catalogue, each with reasons, and nobody named. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { renderDiscoveredHtml } from '../../../../src/cli/commands/discover/format-html.js';
import { renderDetails, renderDiscovered } from '../../../../src/cli/commands/discover/format.js';
import { discover, type DiscoverOptions } from '../../../../src/cli/commands/discover/run.js';
import { tryParsePolicy } from '../../../../src/cli/lib/policy-source-file.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import type { Discovered } from '../../../../src/cli/discover/report.js';
import { NOW_MS } from '../../../support/policies.js';
import { syntheticTraffic } from '../../../support/synthetic-traffic.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const newFolder = temporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await newFolder();
});

const START_SECONDS = 1_795_000_000;
const DAY = 86_400;

const line = (seconds: number, user: string, url: string): string =>
  `${START_SECONDS + seconds}.000 10 10.0.0.1 TCP_MISS/200 900 GET ${url} ${user} HIER_DIRECT/203.0.113.7 text/html`;

/** Ordinary traffic, without which nothing stands out: each domain by one person. */
const { hosts: ORDINARY } = syntheticTraffic({
  ...{ seed: 1, ordinary: 400, known: [], removed: [], togetherShare: null, paths: false },
});
const ordinary = ORDINARY.map((host, index) => line(index * 600, `user${index % 7}`, `https://${host}/`));

const visits = (users: readonly string[], url: string, seconds = 0) =>
  users.map((user, index) => line(seconds + index * 30, user, url));

const FOUR = ['anna', 'ben', 'cem', 'dora'];

async function found(lines: readonly string[], over: Partial<DiscoverOptions> = {}): Promise<Discovered> {
  const log = path.join(folder, 'access.log');
  const byTime = [...lines, ...ordinary].sort();
  await writeFile(log, `${byTime.join('\n')}\n`);
  const options = { logs: [log], policyFile: null, leastPeople: 3, most: 50, nowMs: NOW_MS };
  return discover({ ...options, format: null, columns: {}, ...over });
}

describe('tools of the catalogue', () => {
  test('are counted by tool and category, for as many people as may be shown', async () => {
    const lines = [
      ...visits(FOUR, 'https://chatgpt.com/'),
      ...visits(FOUR, 'https://cdn.oaistatic.com/x.js'),
      ...visits(['anna', 'ben', 'eve'], 'https://claude.ai/chat/1'),
      ...visits(['anna', 'ben'], 'https://www.midjourney.com/'),
    ];
    const { tools, toolsNotShown, categories } = await found(lines);
    expect(tools.map(({ tool, people, visits: seen, requests }) => ({ tool, people, seen, requests }))).toEqual([
      { tool: 'chatgpt', people: 4, seen: 8, requests: 8 },
      { tool: 'claude', people: 3, seen: 3, requests: 3 },
    ]);
    expect(toolsNotShown).toBe(1);
    expect(categories.map(({ category, people }) => `${category} ${people}`)).toEqual(['assistant 5']);
  });

  test('a part of another product is told by its path', async () => {
    const lines = [
      ...visits(FOUR, 'https://www.bing.com/copilotsearch?q=x'),
      ...visits(FOUR, 'https://www.bing.com/search'),
    ];
    const { tools } = await found(lines);
    expect(tools.map(({ tool, requests }) => `${tool} ${requests}`)).toEqual(['bing-copilot-search 4']);
  });

  test('have a trend where the log is long enough', async () => {
    const twice = [0, DAY].flatMap((at) => visits(FOUR, 'https://chatgpt.com/', at));
    expect((await found(twice)).tools[0]?.trend).toBeNull();
    const weeks = [...twice, ...visits(FOUR, 'https://chatgpt.com/', 15 * DAY)];
    expect((await found(weeks)).tools[0]?.trend).toEqual({ recent: 4, before: 0 });
  });
});

const GPT = 'https://gptwriter.ai/v1/chat/completions';

describe('names in no catalogue', () => {
  test('come with every reason, and ordinary ones do not come', async () => {
    const { unknown, names } = await found([...visits(FOUR, GPT), ...visits(FOUR, 'https://chatgpt.com/', 60)]);
    expect(unknown.map(({ domain }) => domain)).toEqual(['gptwriter.ai']);
    expect(names).toBeGreaterThan(50);
    const features = unknown[0]?.features.map(({ kind, found: what }) => `${kind} ${what}`) ?? [];
    expect(features).toEqual(expect.arrayContaining(['path /v1/chat/completions', 'top-level .ai', 'name gpt']));
    expect(unknown[0]?.features.every(({ why }) => why !== '')).toBe(true);
  });

  test('neighbours count where the same people use known tools within ten minutes', async () => {
    const near = FOUR.flatMap((user, index) => [
      ...visits([user, user], 'https://plainname.example/', index * 7200),
      ...visits([user], 'https://chatgpt.com/', index * 7200 + 300),
    ]);
    const kinds = async (lines: readonly string[]) =>
      (await found(lines)).unknown.flatMap(({ features }) => features.filter(({ kind }) => kind === 'neighbours'));
    expect(await kinds(near)).toEqual([expect.objectContaining({ found: '100 %' })]);
    const far = near
      .map((each) => each.replace('plainname', 'plainname2'))
      .map((each, index) =>
        each.includes('chatgpt') ? line(index * 9000 + 5000, 'zoe', 'https://chatgpt.com/') : each,
      );
    expect(await kinds(far)).toEqual([]);
  });

  test('are not shown for fewer people than asked, and are counted', async () => {
    const two = visits(['anna', 'ben'], GPT);
    const { unknownNotShown } = await found([]);
    expect(await found(two)).toMatchObject({ unknown: [], unknownNotShown: unknownNotShown + 1 });
    expect((await found(two, { leastPeople: 2 })).unknown).toHaveLength(1);
  });

  test('have an entry that a policy takes', async () => {
    const [first] = (await found(visits(FOUR, GPT))).unknown;
    const entry = first?.entry.map((each) => `  ${each}`).join('\n') ?? '';
    const policy = `format: 1\nname: a\norganisation: { name: A }\ntools:\n${entry}\nrules:\n  - { id: r, tools: [${first?.id ?? ''}], action: observe }\n`;
    expect(tryParsePolicy(policy, 'policy.yaml')).toMatchObject({ ok: true });
  });
});

describe('what the policy says', () => {
  const HEAD = 'format: 1\nname: a\norganisation: { name: A }\n';

  test('stands beside each tool and name', async () => {
    const file = path.join(folder, 'policy.yaml');
    const rules = `rules:\n  - { id: a, tools: [chatgpt], action: block, audience: { groups: [sales] } }\n  - { id: b, sites: [gptwriter.ai], action: warn }\n`;
    await writeFile(file, HEAD + rules);
    const lines = [
      ...visits(FOUR, 'https://chatgpt.com/'),
      ...visits(FOUR, 'https://claude.ai/'),
      ...visits(FOUR, GPT),
    ];
    const { tools, unknown } = await found(lines, { policyFile: file });
    expect(Object.fromEntries(tools.map(({ tool, policy }) => [tool, policy?.split(' or ').sort()]))).toEqual({
      chatgpt: ['blocked', 'open'],
      claude: ['open'],
    });
    expect(unknown[0]?.policy).toBe('warned about');
  });

  test('a tool of the policy’s own is known', async () => {
    const file = path.join(folder, 'policy.yaml');
    const tool = `tools:\n  - { id: writer, name: Writer, vendor: W, category: writing, sites: [gptwriter.ai] }\nrules: []\n`;
    await writeFile(file, HEAD + tool);
    const { tools, unknown } = await found(visits(FOUR, GPT), { policyFile: file });
    expect(tools.map((each) => each.tool)).toEqual(['writer']);
    expect(unknown).toEqual([]);
  });
});

test('no form of the report names anybody', async () => {
  const report = await found([...visits(FOUR, GPT), ...visits(FOUR, 'https://chatgpt.com/'), 'anna was here']);
  const forms = [
    JSON.stringify(report),
    renderDiscovered(report, plainPaint).join('\n'),
    renderDiscoveredHtml(report),
    ...report.unknown.map((each) => renderDetails(each).join('\n')),
  ];
  expect(report.log.malformed).toBe(1);
  for (const form of forms) {
    expect(form).toContain('gptwriter.ai');
    expect(form).not.toMatch(/anna|ben\b|cem|dora|user\d|10\.0\.0\.1/);
  }
  // The form leaves the company: no figure of it may be in there.
  expect(report.unknown[0]?.form.join('\n')).not.toMatch(/people|visits|requests/);
});

test('text of others is text in HTML', async () => {
  const report = await found(visits(FOUR, GPT));
  const [first] = report.unknown;
  const evil = { ...report, unknown: first === undefined ? [] : [{ ...first, hosts: ['<img src=x>'] }] };
  expect(renderDiscoveredHtml(evil)).not.toContain('<img');
});
