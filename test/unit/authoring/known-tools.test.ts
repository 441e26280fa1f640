import { describe, expect, test } from '@jest/globals';
import { knownTools } from '../../../src/authoring/known-tools.js';
import { aKnownTool, aSource, CATALOGUE, chatgpt, resolvedFrom } from '../../support/sources.js';

const own = { id: 'acme-chat', name: 'Acme Chat', vendor: 'Acme', category: 'assistant', sites: ['chat.acme.example'] };

const known = (...tools: object[]) => knownTools(aSource({ tools }), CATALOGUE);
const placesOf = (...tools: object[]) => known(...tools).mistakes.map(({ path }) => path.join('.'));

test('the catalogue’s tools are known as they are', () => {
  expect([...known().byId.values()]).toEqual(CATALOGUE);
});

describe('a tool of the policy’s own', () => {
  test('is known beside those of the catalogue, with what the catalogue would say of it', () => {
    const { byId, mistakes } = known({ ...own, home: 'https://chat.acme.example/', about: 'Ours' });
    expect(mistakes).toEqual([]);
    expect([...byId.keys()]).toEqual([...CATALOGUE.map(({ id }) => id), 'acme-chat']);
    expect(byId.get('acme-chat')).toEqual({
      ...own,
      home: 'https://chat.acme.example/',
      about: 'Ours',
      api: [],
      embedded: [],
      account: undefined,
    });
  });

  test('has its sites told apart where it tells them apart', () => {
    const sites = { app: ['a.example'], api: ['api.example'], content: ['cdn.example'] };
    const tool = known({ ...own, sites, embedded: [{ site: 'b.example/ai', within: 'B' }] }).byId.get('acme-chat');
    expect(tool).toMatchObject({
      sites: ['a.example', 'cdn.example'],
      api: ['api.example'],
      embedded: ['b.example/ai'],
    });
  });

  test('may be nothing but a place inside another product', () => {
    const { sites: _, ...embedded } = { ...own, embedded: [{ site: 'b.example/ai', within: 'B' }] };
    expect(known(embedded)).toMatchObject({ mistakes: [] });
    expect(known(embedded).byId.get('acme-chat')).toMatchObject({ sites: [], embedded: ['b.example/ai'] });
  });
});

describe('a correction of a tool in the catalogue', () => {
  test.each<[string, object, object]>([
    ['its name', { name: 'Chat' }, { name: 'Chat' }],
    ['its category', { category: 'search' }, { category: 'search' }],
    ['its home page', { home: 'https://chatgpt.com/acme' }, { home: 'https://chatgpt.com/acme' }],
    ['its sites', { sites: { app: ['a.example'] } }, { sites: ['a.example'], api: [] }],
    ['its embedded places', { embedded: [{ site: 'b.example/x', within: 'B' }] }, { embedded: ['b.example/x'] }],
  ])('of %s changes that and nothing else', (_, change, expected) => {
    const { byId, mistakes } = known({ id: 'chatgpt', ...change });
    expect(mistakes).toEqual([]);
    expect(byId.get('chatgpt')).toEqual({ home: undefined, about: undefined, ...chatgpt, ...expected });
  });

  test('keeps the account control, which only the catalogue documents', () => {
    expect(known({ id: 'chatgpt', name: 'Chat' }).byId.get('chatgpt')?.account).toEqual(chatgpt.account);
  });

  test('leaves the catalogue itself alone', () => {
    const before = structuredClone(CATALOGUE);
    known({ id: 'chatgpt', name: 'Chat', sites: [] });
    expect(CATALOGUE).toEqual(before);
  });
});

describe('a mistake', () => {
  test.each(['name', 'vendor', 'category', 'sites'] as const)('is a new tool without %s', (key) => {
    const { [key]: _, ...incomplete } = own;
    const { mistakes, byId } = known(incomplete);
    expect(mistakes).toMatchObject([{ path: ['tools', 0], found: 'acme-chat' }]);
    expect(mistakes[0]?.expected).toMatch(new RegExp(`^expected ${key} as well: .*no tool acme-chat`));
    expect(byId.has('acme-chat')).toBe(false);
  });

  test('names everything that is missing at once', () => {
    expect(known({ id: 'new' }).mistakes.map(({ expected }) => expected)).toEqual([
      expect.stringContaining('name, vendor, category, sites'),
    ]);
  });

  test('is an id given twice, at the second place', () => {
    expect(placesOf(own, { ...own, name: 'Again' })).toEqual(['tools.1.id']);
    expect(placesOf({ id: 'chatgpt', name: 'A' }, { id: 'chatgpt', name: 'B' })).toEqual(['tools.1.id']);
  });

  test('is none for a single correction', () => {
    expect(placesOf({ id: 'chatgpt' }, own)).toEqual([]);
  });
});

test('a catalogue that is read once only is enough', () => {
  const once = [aKnownTool()].values();
  expect(knownTools(aSource(), once).byId.has('chatgpt')).toBe(true);
});

test('a tool of the policy brings an account control of its own', () => {
  const account = {
    headers: [{ name: 'X-Allowed-Teams', value: 'team-ids', separator: ',' as const }],
    hosts: ['assistant.example'],
    anonymous: ['assistant.example/guest'],
  };
  const tool = { id: 'ours', name: 'Ours', vendor: 'Us', category: 'assistant', sites: ['assistant.example'], account };
  const rule = { id: 'company', tools: ['ours'], action: 'account', account: { 'team-ids': ['t1', 't2'] } };
  const { resolved } = resolvedFrom(aSource({ tools: [tool], rules: [rule] }));
  expect(resolved.mistakes).toEqual([]);
  expect(resolved.rules[0]?.account).toEqual({
    controls: [{ hosts: ['assistant.example'], headers: [{ name: 'X-Allowed-Teams', value: 't1,t2' }] }],
    anonymous: ['assistant.example/guest'],
  });
});
