/** The reader of YAML, held against another parser: the same data, and the same place for every part of it. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { placeIn } from '../../../../src/cli/lib/line-place.js';
import { readYaml } from '../../../../src/cli/lib/yaml-source.js';

type Path = (string | number)[];

/** The paths of everything inside that is written somewhere. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [
    at,
    ...Object.entries(value).flatMap(([key, part]) => pathsIn(part, [...at, Array.isArray(value) ? Number(key) : key])),
  ];
}

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const text = fc.oneof(
  word,
  fc.string({ maxLength: 12 }),
  fc.constantFrom('on', '1_000', '0x10', '=host', '.5', '1e3', 'é: "x"'),
);
const { data } = fc.letrec((tie) => ({
  leaf: fc.oneof(text, fc.integer(), fc.boolean()),
  data: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc.array(tie('data'), { maxLength: 4 }),
    fc.dictionary(word, tie('data'), { maxKeys: 4 }),
  ),
}));

test.each([
  ['block', 'block' as const],
  ['flow', 'flow' as const],
])('any data in %s style', (_, style) => {
  fc.assert(
    fc.property(data, (value) => {
      const source = stringify(value, { collectionStyle: style, lineWidth: 0, blockQuote: false });
      const other = parseDocument(source);
      const read = readYaml(source);
      if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
      expect(read.value).toEqual(other.toJS());
      for (const path of pathsIn(value)) {
        const node = (path.length === 0 ? other.contents : other.getIn(path, true)) as { range: [number] };
        expect({ path, offset: read.offsetOf(path) }).toEqual({ path, offset: node.range[0] });
      }
    }),
  );
});

describe('a part that is not there', () => {
  const read = readYaml('rules:\n  - id: one\n    reason:\n');
  if (!read.ok) throw new Error('expected good YAML');

  test.each<[string, Path, number]>([
    ['has the place of what would hold it', ['rules', 0, 'action'], 11],
    ['deep below as well', ['rules', 7, 'sites', 2], 9],
    ['at the top has the beginning', ['tools'], 0],
    ['but named, that of its name', ['rules', 0, 'reason'], 23],
  ])('%s', (_, path, offset) => {
    expect(read.offsetOf(path)).toBe(offset);
  });
});

describe('what is refused', () => {
  test.each([
    ['an alias', 'a: &x 1\nb: *x\n', 11, 'begins with *'],
    ['an alias of nothing', 'sites: [*.example.com]\n', 8, 'begins with *'],
    ['a second document', 'a: 1\n---\nb: 2\n', 9, 'second document'],
    ['a second document that is empty', 'a: 1\n---\n', 9, 'second document'],
    ['a key given twice', 'a: 1\na: 2\n', 5, 'duplicated'],
    ['a tag that nobody knows', 'a: !!python/object x\n', 3, 'unknown'],
  ])('%s', (_, source, offset, message) => {
    expect(readYaml(source)).toMatchObject({
      ok: false,
      mistakes: [{ offset, message: expect.stringContaining(message) as unknown }],
    });
  });
});

test.each([
  [0, 1, 1],
  [3, 1, 4],
  [5, 2, 1],
  [6, 3, 1],
  [9, 4, 2],
])('offset %i is line %i, column %i, whatever ends the lines', (offset, line, column) => {
  expect(placeIn('abc\r\n\nx\rmore')(offset)).toEqual({ line, column });
});
