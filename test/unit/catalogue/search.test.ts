/** The search must put what was meant first, however it was typed. */
import { describe, expect, test } from '@jest/globals';
import { searchTools } from '../../../src/catalogue/catalogue.js';
import { editDistance, nearestNames } from '../../../src/catalogue/nearest.js';
import type { CatalogueTool } from '../../../src/catalogue/schema.js';
import { searchIn } from '../../../src/catalogue/search.js';

function tool(id: string, more: Partial<CatalogueTool> = {}): CatalogueTool {
  return {
    id,
    name: id,
    vendor: 'Vendor',
    category: 'assistant',
    home: 'https://a.example/',
    about: { en: 'A sample.' },
    aliases: [],
    sites: { app: [`${id}-site.example`], api: [], content: [] },
    embedded: [],
    overlaps: [],
    source: 'https://a.example/',
    ...more,
  };
}

const ids = (found: readonly CatalogueTool[]): string[] => found.map(({ id }) => id);

describe('ranking', () => {
  const tools = [
    tool('x1', { name: 'Supernova' }),
    tool('x2', { name: 'Old Nova' }),
    tool('x3', { name: 'Novation' }),
    tool('x4', { name: 'Nova' }),
    tool('x5', { aliases: ['nova'] }),
    tool('x6', { vendor: 'Nova' }),
    tool('x7', { category: 'image', name: 'Nova Images' }),
    tool('x8'),
  ];

  test('puts exact matches first, then prefixes, words and substrings', () => {
    expect(ids(searchIn(tools, 'nova', {}))).toEqual(['x4', 'x5', 'x6', 'x7', 'x3', 'x2', 'x1']);
  });

  test('keeps to the category', () => {
    expect(ids(searchIn(tools, 'nova', { category: 'image' }))).toEqual(['x7']);
  });

  test('lists everything in its order when nothing is asked for', () => {
    expect(ids(searchIn(tools, '  ', {}))).toEqual(ids(tools));
  });

  test('minds neither case nor accents, on either side', () => {
    const accented = [tool('a', { name: 'Élève' }), tool('b')];
    expect(ids(searchIn(accented, 'ELEVE', {}))).toEqual(['a']);
    expect(ids(searchIn([tool('eleve')], 'élève', {}))).toEqual(['eleve']);
  });

  test('finds words in any order and in different places', () => {
    const split = [tool('a', { name: 'Copilot', vendor: 'Microsoft' }), tool('b', { name: 'Copilot' })];
    expect(ids(searchIn(split, 'microsoft copilot', {}))).toEqual(['a']);
  });
});

describe('searching the catalogue', () => {
  test.each([
    ['chatgpt', 'chatgpt'],
    ['ChatGPT', 'chatgpt'],
    ['chat gpt', 'chatgpt'],
    ['github copilot', 'github-copilot'],
    ['copilot', 'copilot'],
    ['bard', 'gemini'],
    ['codeium', 'windsurf'],
    ['le chat', 'le-chat'],
    ['chatgpt.com', 'chatgpt'],
    ['https://www.bing.com/images/create/x', 'bing-image-creator'],
    ['bing.com/chat', 'copilot'],
    ['api.openai.com', 'openai-platform'],
    ['chatgpt.com/codex', 'codex'],
  ])('%s finds %s first', (query, id) => {
    expect(searchTools(query)[0]?.id).toBe(id);
  });

  test('finds the tools of a vendor', () => {
    expect(ids(searchTools('Anthropic'))).toEqual(
      expect.arrayContaining(['claude', 'claude-code', 'anthropic-platform']),
    );
  });

  test('finds nothing for nonsense', () => {
    expect(searchTools('zzzzqqqq')).toEqual([]);
  });
});

describe('near names', () => {
  test.each([
    ['chatgtp', 'chatgpt', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
    ['same', 'same', 0],
  ])('%s and %s differ by %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });

  test('come nearest first and leave out what is far', () => {
    expect(nearestNames('chatgtp', ['claude', 'chatgpt', 'chatgtps', 'chat'], 2)).toEqual(['chatgpt', 'chatgtps']);
    expect(nearestNames('ab', ['yz', 'xab', 'ab'], 5)).toEqual(['ab', 'xab']);
  });
});
