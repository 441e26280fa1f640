/** Holds the ids of AI extensions against their rules, and shows that each rule can fail. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../src/catalogue/catalogue.js';
import { loadExtensions } from '../../../src/catalogue/extensions.js';
import { isChromiumId, isFirefoxId, readExtensions } from '../../../src/catalogue/read-extensions.js';

const extensions = loadExtensions();
const ID = 'abcdefghijklmnopabcdefghijklmnop';

describe('the AI extensions of the catalogue', () => {
  test('are at least 120, each with ids of the right form that no other has', () => {
    expect(extensions.length).toBeGreaterThanOrEqual(120);
    const ids = extensions.flatMap((extension) => extension.ids);
    expect(ids.filter(({ store, id }) => !(store === 'firefox' ? isFirefoxId(id) : isChromiumId(id)))).toEqual([]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
  });

  test('each have two sources of different owners and a day', () => {
    for (const { id, sources, asOf } of extensions.flatMap((extension) => extension.ids)) {
      const owners = sources.map((address) => address.split('/').slice(2, 4).join('/').toLowerCase());
      expect({ id, owners: new Set(owners).size >= 2, asOf }).toEqual({ id, owners: true, asOf });
      expect(asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  test('belong to tools that the catalogue has', () => {
    const tools = new Set(loadCatalogue().map(({ id }) => id));
    expect(extensions.filter(({ tool }) => tool !== undefined && !tools.has(tool))).toEqual([]);
    expect(extensions.filter(({ tool }) => tool !== undefined).length).toBeGreaterThanOrEqual(40);
  });
});

describe('a data file', () => {
  const sources = {
    one: 'https://github.com/one/list/blob/main/a.md',
    same: 'https://github.com/one/another/blob/main/b.md',
    two: 'https://list.example/extensions',
  };
  const good = { name: 'Sample', chrome: { id: ID, sources: ['one', 'two'], asOf: '2026-12-01' } };
  const read = (...entries: unknown[]) => readExtensions({ sources, extensions: entries });

  test('gives each id with the addresses of its sources', () => {
    const ids = [{ store: 'chrome', id: ID, sources: [sources.one, sources.two], asOf: '2026-12-01' }];
    expect(read(good)).toEqual([{ name: 'Sample', ids }]);
  });

  test.each<[string, unknown, RegExp]>([
    ['an id with other letters', { ...good, chrome: { ...good.chrome, id: `${ID.slice(1)}z` } }, /letters from a to p/],
    ['a short id', { ...good, chrome: { ...good.chrome, id: ID.slice(1) } }, /letters from a to p/],
    ['a Chromium id for Firefox', { name: 'Sample', firefox: good.chrome }, /name@domain or a GUID/],
    ['one source', { ...good, chrome: { ...good.chrome, sources: ['one'] } }, /expected 2 sources of different/],
    ['two of one owner', { ...good, chrome: { ...good.chrome, sources: ['one', 'same'] } }, /different owners/],
    ['an unknown source', { ...good, chrome: { ...good.chrome, sources: ['one', 'three'] } }, /called three/],
    ['no day', { ...good, chrome: { ...good.chrome, asOf: 'December' } }, /expected a day/],
    ['no id', { name: 'Sample' }, /expected the id of a store/],
    ['an unknown key', { ...good, safari: good.chrome }, /Unrecognized key/],
  ])('is refused for %s', (_, entry, message) => {
    expect(() => read(entry)).toThrow(message);
  });

  test('is refused for an id or a name twice', () => {
    expect(() => read(good, { ...good, name: 'Other' })).toThrow(`extension Other: expected ${ID} once`);
    const other = { ...good.chrome, id: ID.replace('a', 'b') };
    expect(() => read(good, { ...good, chrome: other })).toThrow('expected sample once');
  });
});
