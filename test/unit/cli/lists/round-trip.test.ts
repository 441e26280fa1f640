/** What `gatepost deploy --url-lists` writes for a policy, imported again, decides as the browser's lists do. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { publishedFrom } from '../../../../src/authoring/publish-source.js';
import { compileBrowserPolicies } from '../../../../src/cli/deploy/browser-policies.js';
import { parsePolicy } from '../../../../src/cli/lib/policy-source-file.js';
import { arrange, type Arranged } from '../../../../src/cli/lists/arrange.js';
import { emptyPolicy, withImported } from '../../../../src/cli/lists/imported-policy.js';
import { siteText } from '../../../../src/cli/lists/list-entry.js';
import { listedTools } from '../../../../src/cli/lists/listed-tools.js';
import { readList } from '../../../../src/cli/lists/read-list.js';
import { policyFromSource } from '../../../../src/cli/publishing/load-policy.js';
import { decider, type Decide } from '../../../../src/policy/decide.js';
import { effectivePolicy } from '../../../../src/policy/effective-policy.js';
import { parseSites } from '../../../../src/policy/rule-sites.js';
import type { PublishedPolicy } from '../../../../src/policy/schema.js';
import { matchesHost, parseAddress } from '../../../../src/policy/site.js';
import { anyAddress, smallPolicy } from '../../../support/arbitrary-policies.js';
import { aDeployment, runIn } from '../../../support/deploying.js';
import { facts, NOW_MS } from '../../../support/policies.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';
import { chromiumBlocks, firefoxBlocks } from '../../../support/url-filters.js';
import { readVectors } from '../../../support/vectors.js';

const newFolder = temporaryFolders();
const TOOLS = listedTools([]);

type Browser = 'chrome' | 'firefox';

/** The browser's lists by this policy, as its policy file holds them. */
function listsFor(policy: PublishedPolicy, browser: Browser) {
  const { policies } = compileBrowserPolicies(policy, { browser, facts: null, builtIn: new Map(), urlLists: true });
  const filter = policies['WebsiteFilter'] as { Block?: string[]; Exceptions?: string[] } | undefined;
  const block = (browser === 'firefox' ? filter?.Block : (policies['URLBlocklist'] as string[] | undefined)) ?? [];
  const open = (browser === 'firefox' ? filter?.Exceptions : (policies['URLAllowlist'] as string[] | undefined)) ?? [];
  return { file: JSON.stringify(browser === 'firefox' ? { policies } : policies), block, open };
}

interface Back {
  readonly decide: Decide;
  readonly arranged: Arranged;
}

async function imported(file: string, exactly: boolean): Promise<Back> {
  const list = readList(Buffer.from(file), 'list', { kind: 'json', column: null, nowMs: NOW_MS });
  const arranged = arrange([list], { action: 'as-listed', exactly, sharedHosts: true, tools: TOOLS });
  const { text } = withImported(emptyPolicy('imported', 'Contoso'), arranged.rules, ['list']);
  const policy = await policyFromSource(parsePolicy(text, 'policy.yaml'), { nowMs: NOW_MS, reachesAll: true });
  return { decide: decider(await effectivePolicy(policy, facts(), NOW_MS)), arranged };
}

/** Whether it lies below a host that was refused as too broad. */
function isRefused({ left }: Arranged, url: string): boolean {
  const host = parseAddress(url)?.host ?? '';
  const refused = left.filter(({ kind }) => kind === 'unmapped').map(({ text }) => text);
  return parseSites(refused.map((text) => text.replace(/^\*:\/\/(?:\*\.)?|\/\*$|^\./g, ''))).some((site) =>
    matchesHost(site, host),
  );
}

async function disagreements(policy: PublishedPolicy, urls: readonly string[], browser: Browser): Promise<string[]> {
  const { file, block, open } = listsFor(policy, browser);
  if (block.length === 0) return [];
  const { decide, arranged } = await imported(file, true);
  const lists = { block, open };
  const blocks = browser === 'firefox' ? firefoxBlocks : chromiumBlocks;
  return urls
    .filter((url) => !isRefused(arranged, url))
    .filter((url) => blocks(lists, url) || !isShownByProxy(url, (shown) => blocks(lists, shown)))
    .filter((url) => (decide(url)?.restricts ?? false) !== blocks(lists, url));
}

/** A policy restricts a site in a translation proxy too; a browser's list only where it names the proxy's host. */
function isShownByProxy(url: string, isBlocked: (shown: string) => boolean): boolean {
  const host = parseAddress(url)?.proxied ?? null;
  return host !== null && isBlocked(`https://${host}/`);
}

/** What the readers of lists in the test support know: no dot behind the host. */
const hasPlainHost = (url: string): boolean => !new URL(url).hostname.endsWith('.');

describe.each<Browser>(['chrome', 'firefox'])('lists of %s', (browser) => {
  test('random policies and addresses', async () => {
    const listed = smallPolicy.filter((policy) => listsFor(policy, browser).block.length > 0);
    await fc.assert(
      fc.asyncProperty(listed, fc.array(anyAddress, { minLength: 8, maxLength: 16 }), async (policy, urls) => {
        expect(await disagreements(policy, urls.filter(hasPlainHost), browser)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the policies and addresses of the vectors', async () => {
    let met = 0;
    for (const { policy, cases } of readVectors()) {
      const { source, resolved, tools } = parsePolicy(
        stringify(policy, { aliasDuplicateObjects: false }),
        'policy.yaml',
      );
      const published = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
      const urls = cases.map(({ url }) => url).filter((url) => parseAddress(url) !== null && hasPlainHost(url));
      expect(await disagreements(published, urls, browser)).toEqual([]);
      met += listsFor(published, browser).block.length > 0 ? 1 : 0;
    }
    expect(met).toBeGreaterThan(5);
  });
});

test('random lists of Chromium, entries inside entries inside entries', async () => {
  const entry = fc.constantFrom(
    ...['a.example', 'b.a.example', 'c.b.a.example', 'd.c.b.a.example'].flatMap((host) => [host, `.${host}`]),
  );
  const entries = fc.uniqueArray(entry, { maxLength: 5 });
  const hosts = ['a', 'x.a', 'b.a', 'x.b.a', 'c.b.a', 'x.c.b.a', 'd.c.b.a', 'x.d.c.b.a', 'y'].map(
    (name) => `${name}.example`,
  );
  await fc.assert(
    fc.asyncProperty(
      entries.filter(({ length }) => length > 0),
      entries,
      async (block, open) => {
        const { decide } = await imported(JSON.stringify({ URLBlocklist: block, URLAllowlist: open }), true);
        const restricted = hosts.filter((host) => decide(`https://${host}/`)?.restricts === true);
        expect(restricted).toEqual(hosts.filter((host) => chromiumBlocks({ block, open }, `https://${host}/`)));
      },
    ),
    { numRuns: 60 },
  );
});

test('by tools, decisions differ on hosts of those tools alone, and those are named', async () => {
  const { source, resolved, tools } = parsePolicy(
    'format: 1\nname: a\norganisation: { name: A }\nrules:\n  - { id: b, sites: [chatgpt.com, claude.ai, x.example], action: block }\n',
    'policy.yaml',
  );
  const published = publishedFrom(source, resolved, tools, { revision: 1, nowMs: NOW_MS, previous: null });
  const { file, block, open } = listsFor(published, 'chrome');
  const { decide, arranged } = await imported(file, false);
  expect(arranged.rules.flatMap((rule) => rule.tools.map(({ id }) => id))).toEqual(['chatgpt', 'claude']);
  const beyond = parseSites(arranged.beyond.flatMap(({ sites }) => sites));
  expect(beyond.length).toBeGreaterThan(0);
  for (const host of ['chatgpt.com', 'www.claude.ai', 'x.example', 'y.example', ...beyond.map((site) => site.host)]) {
    const isBeyond = beyond.some((site) => matchesHost(site, host));
    expect({ host, restricts: decide(`https://${host}/`)?.restricts ?? false }).toEqual({
      host,
      restricts: isBeyond || chromiumBlocks({ block, open }, `https://${host}/`),
    });
  }
});

describe('every file that deploy writes holds the same entries', () => {
  test.each<[Browser, 'linux' | 'windows' | 'macos' | 'chromeos', readonly string[]]>([
    ['chrome', 'linux', ['gatepost.json']],
    ['chrome', 'windows', ['gatepost.reg', 'registry-values.csv', 'intune-settings.xml', 'oma-uri.xml']],
    ['chrome', 'macos', ['gatepost.mobileconfig']],
    ['chrome', 'chromeos', ['google-admin-policies.json']],
    ['firefox', 'windows', ['gatepost.reg', 'registry-values.csv', 'policies.json']],
    ['firefox', 'macos', ['gatepost.mobileconfig', 'policies.json']],
  ])('%s on %s: %j', async (browser, system, names) => {
    const folder = await newFolder();
    await aDeployment(folder);
    await runIn(folder, browser, system);
    for (const name of names) {
      const list = readList(await readFile(path.join(folder, 'out', name)), name, {
        kind: null,
        column: null,
        nowMs: NOW_MS,
      });
      const entries = list.entries.map((entry) => `${entry.action ?? '-'} ${siteText(entry)}`);
      expect({ name, entries: entries.filter((each) => !each.includes('translate')).sort() }).toEqual({
        name,
        entries: ['allow help.openai.example', 'block openai.example'],
      });
    }
  });
});
