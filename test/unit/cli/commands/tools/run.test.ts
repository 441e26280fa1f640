/** What `gatepost tools` answers, and how it looks on a wide and on a narrow terminal. */
import { describe, expect, test } from '@jest/globals';
import { loadCatalogue } from '../../../../../src/catalogue/catalogue.js';
import { CommandError, EXIT } from '../../../../../src/cli/lib/command-error.js';
import { renderNothingFound, renderTools, suggestions, tools } from '../../../../../src/cli/commands/tools/run.js';
import { knownTool } from '../../../../support/catalogue.js';
import { plainPaint } from '../../../../../src/cli/lib/terminal.js';

describe('tools', () => {
  test('lists the whole catalogue, or one category of it', () => {
    expect(tools('')).toHaveLength(loadCatalogue().length);
    const found = tools('', { category: 'search' });
    expect(found.length).toBeGreaterThan(10);
    expect(new Set(found.map(({ category }) => category))).toEqual(new Set(['search']));
  });

  test('refuses an unknown category with the list and the nearest name', () => {
    const search = () => tools('', { category: 'Assistent' });
    expect(search).toThrow(CommandError);
    expect(search).toThrow(/unknown category "Assistent": did you mean assistant\?/);
    expect(search).toThrow(/The categories are assistant, search, image/);
    expect(search).toThrow(expect.objectContaining({ exitCode: EXIT.unusable }));
    expect(() => tools('', { category: 'qqqqqq' })).toThrow(/unknown category "qqqqqq"\n/);
  });

  test('suggests near ids when nothing is found', () => {
    expect(tools('chatgtp')).toEqual([]);
    expect(suggestions('chatgtp')[0]).toBe('chatgpt');
    expect(renderNothingFound('chatgtp')).toMatch(/^No tool matches "chatgtp"\.\nDid you mean chatgpt/);
    expect(renderNothingFound('zzzzqqqq', { category: 'image' })).toBe(
      'No tool in the category image matches "zzzzqqqq".\nList every tool with `gatepost tools`, or add your own under `tools:`.',
    );
  });
});

describe('the list of tools', () => {
  const found = [knownTool('bing-image-creator'), knownTool('poe')];

  test('is a table where it fits', () => {
    expect(renderTools(found, { columns: 120, paint: plainPaint }).split('\n')).toEqual([
      'ID                  NAME                VENDOR     CATEGORY   SITES',
      'bing-image-creator  Bing Image Creator  Microsoft  image      bing.com/images/create, bing.com/create',
      'poe                 Poe                 Quora      assistant  poe.com',
      '',
      '2 tools',
    ]);
  });

  test('goes on below in the column of the sites', () => {
    expect(renderTools(found, { columns: 92, paint: plainPaint }).split('\n').slice(1, 3)).toEqual([
      'bing-image-creator  Bing Image Creator  Microsoft  image      bing.com/images/create,',
      '                                                              bing.com/create',
    ]);
  });

  test('takes two lines a tool on a narrow terminal, and never more than its width', () => {
    const lines = renderTools(found, { columns: 80, paint: plainPaint }).split('\n');
    expect(lines).toEqual([
      'bing-image-creator  Bing Image Creator (Microsoft), image',
      '    bing.com/images/create, bing.com/create',
      'poe  Poe (Quora), assistant',
      '    poe.com',
      '',
      '2 tools',
    ]);
  });

  test('keeps to one line a tool where there is no terminal', () => {
    const lines = renderTools(loadCatalogue(), { columns: Number.POSITIVE_INFINITY, paint: plainPaint }).split('\n');
    expect(lines).toHaveLength(loadCatalogue().length + 3);
    expect(lines.every((line) => line.trimEnd() === line)).toBe(true);
  });

  test('stays within the terminal', () => {
    for (const columns of [80, 100, 130, 160]) {
      const lines = renderTools(loadCatalogue(), { columns, paint: plainPaint }).split('\n');
      expect(lines.filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test('shows interfaces where a tool has nothing else', () => {
    expect(renderTools([knownTool('qianfan')], { columns: 120, paint: plainPaint })).toContain('qianfan.baidubce.com');
  });

  test('marks ids and heads in bold only when asked to', () => {
    expect(renderTools(found, { columns: 120, paint: (_, text) => `*${text}*` })).toContain(
      '*poe               *  Poe',
    );
    expect(renderTools(found, { columns: 120, paint: plainPaint })).not.toContain('*');
  });

  test.each([120, 40])('says when a tool was closed (%i columns)', (columns) => {
    expect(renderTools([knownTool('phind')], { columns, paint: plainPaint })).toContain('Phind, closed 2026-01-16');
    expect(renderTools(found, { columns, paint: plainPaint })).not.toContain('closed');
  });

  test('counts one tool as one', () => {
    expect(renderTools([knownTool('poe')], { columns: 120, paint: plainPaint })).toMatch(/\n1 tool$/);
  });
});
