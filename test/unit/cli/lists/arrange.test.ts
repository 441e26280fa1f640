/** Rules of lists: tools first, layers where entries overlap, nothing too broad. */
import { describe, expect, test } from '@jest/globals';
import { arrange, type Arranged, type ArrangeOptions } from '../../../../src/cli/lists/arrange.js';
import { listedTools } from '../../../../src/cli/lists/listed-tools.js';
import { readList } from '../../../../src/cli/lists/read-list.js';
import { loadCatalogue } from '../../../../src/catalogue/catalogue.js';
import { NOW_MS } from '../../../support/policies.js';

const TOOLS = listedTools([]);

function arranged(content: string, options: Partial<ArrangeOptions> = {}): Arranged {
  const list = readList(Buffer.from(content), 'list', { kind: null, column: null, nowMs: NOW_MS });
  return arrange([list], { action: 'block', exactly: false, sharedHosts: false, tools: TOOLS, ...options });
}

const told = ({ rules }: Arranged) =>
  rules.map(({ action, tools, sites }) => [action, ...tools.map(({ id }) => id), ...sites].join(' '));

const left = ({ left: all }: Arranged) => all.map(({ line, kind, reason }) => `${line} ${kind} ${reason}`);

const chromium = (block: readonly string[], allow: readonly string[] = []) =>
  JSON.stringify({ URLBlocklist: block, URLAllowlist: allow });

describe('tools', () => {
  test('are named in place of the hosts that people open, and what a rule covers beyond the list is said', () => {
    const { beyond, ...rest } = arranged('claude.ai\nwww.chatgpt.com\nintranet.example\n');
    expect(told({ beyond, ...rest })).toEqual(['block chatgpt claude', 'block intranet.example']);
    expect(beyond.map(({ tool }) => tool)).toContain('chatgpt');
    expect(rest.mapped.map(({ line, tool }) => `${line} ${tool ?? '-'}`)).toEqual(
      ['2 chatgpt', '1 claude', '3 -'].sort(),
    );
  });

  test('exactly: only where the list covers all of their hosts', () => {
    const claude = loadCatalogue().find(({ id }) => id === 'claude');
    const { app = [], api = [], content = [] } = claude?.sites ?? {};
    const all = [...app, ...api, ...content];
    expect(all.length).toBeGreaterThan(1);
    expect(told(arranged(`${all.join('\n')}\n`, { exactly: true }))).toEqual(['block claude']);
    const some = arranged(`${all.slice(1).join('\n')}\n`, { exactly: true });
    expect(some.rules.flatMap(({ tools }) => tools)).toEqual([]);
    expect(some.beyond).toEqual([]);
  });

  test('what a list opens opens no more than it names', () => {
    const result = arranged(chromium(['example.com'], ['claude.ai']));
    expect(told(result)).toEqual(['allow claude.ai', 'block example.com']);
  });
});

describe('layers', () => {
  test('the more specific entry decides', () => {
    const result = arranged(chromium(['a.example', 'c.b.a.example'], ['b.a.example']));
    expect(told(result)).toEqual(['block c.b.a.example', 'allow b.a.example', 'block a.example']);
  });

  test('an exception that goes before every block comes first', () => {
    expect(told(arranged('||a.example^\n||c.b.a.example^\n@@||b.a.example^\n'))).toEqual([
      'allow b.a.example',
      'block a.example c.b.a.example',
    ]);
  });

  test('of the same site, what opens it counts, and a second line is named', () => {
    const result = arranged(chromium(['a.example', 'a.example', 'b.example'], ['b.example']));
    expect(told(result)).toEqual(['allow b.example', 'block a.example']);
    expect(left(result)).toEqual([
      '1 skipped list:1 names the same site',
      '1 skipped list:1 decides about the same site (allow)',
    ]);
  });
});

describe('what is too broad is refused by its line', () => {
  test.each([
    ['co.uk', 'a public suffix'],
    ['github.io', 'covers all of github.io'],
    ['google.com', 'the search engine google.com'],
    ['www.google.de', 'the search engine google.de'],
    ['duckduckgo.com', 'the search engine duckduckgo.com'],
  ])('%s', (host, reason) => {
    const result = arranged(`x.example\n${host}\n`, { sharedHosts: host !== 'github.io' });
    expect(told(result)).toEqual(['block x.example']);
    expect(left(result)).toEqual([expect.stringContaining(`2 unmapped too broad: it`)]);
    expect(left(result).join()).toContain(reason);
  });

  test('hosts that many services share come in on demand', () => {
    expect(left(arranged('facebook.com\n'))).toEqual([expect.stringContaining('--shared-hosts imports it')]);
    expect(told(arranged('facebook.com\n', { sharedHosts: true }))).toEqual(['block facebook.com']);
  });
});

describe('actions', () => {
  const LISTED = 'domain,action\na.example,block\nb.example,warn\nc.example,allow\nd.example,\n';

  test('restrict as asked, and what is allowed stays allowed', () => {
    expect(told(arranged(LISTED, { action: 'observe' }))).toEqual([
      'allow c.example',
      'observe a.example b.example d.example',
    ]);
  });

  test('as listed, with block where the list says nothing', () => {
    expect(told(arranged(LISTED, { action: 'as-listed' }))).toEqual([
      'allow c.example',
      'block a.example d.example',
      'warn b.example',
    ]);
  });

  test('reasons that differ from entry to entry are left out', () => {
    const row = (index: number) => `DomainName,h${index}.example,,Block,,Case ${index}`;
    const head = 'IndicatorType,IndicatorValue,ExpirationTime,Action,Severity,Title\n';
    const rows = (count: number) => head + Array.from({ length: count }, (_, index) => row(index)).join('\n');
    expect(arranged(rows(3)).rules.map(({ reason }) => reason)).toEqual(['Case 0', 'Case 1', 'Case 2']);
    const many = arranged(rows(30));
    expect(many.rules).toHaveLength(1);
    expect(many.reasonsLeftOut).toBe(30);
  });
});
