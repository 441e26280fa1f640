/** Documentation and comments use the field's words: `plain-words.json` has each phrase that nobody should have to learn, and the better one. */
import { expect, test } from '@jest/globals';
import { filesUnder, readRepositoryFile, readRepositoryJson } from '../support/repository.js';

const better = Object.entries(readRepositoryJson('test/unit/plain-words.json') as Record<string, string>);
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesUnder('docs', '.md'),
  ...filesUnder('integrations', '.md'),
];
const sources = ['src', 'public', 'scripts', 'test'].flatMap((folder) =>
  ['.ts', '.mjs', '.css'].flatMap((ending) => filesUnder(folder, ending)),
);

/** Same length and lines; code, addresses of links and diagrams hold identifiers, which have their own names. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^```[^]*?^```$|`[^`\n]*`|\]\([^)]*\)/gm, (code) => code.replaceAll(/[^\n]/g, ' '));

/** Same length and lines: comments alone, from a sign that is at the beginning of a line or behind a blank. */
const commentsOf = (text: string): string =>
  text.replaceAll(/(?<=^|\s)\/\*[^]*?\*\/|(?<=^|\s)\/\/.*|[^\n]/gm, (part) => (part.length > 1 ? part : ' '));

/** File, line, phrase and the better word; a phrase may be broken over two lines. */
function foundIn(file: string, text: string): string[] {
  const prose = withoutCode(file.endsWith('.md') ? text : commentsOf(text));
  return better.flatMap(([phrase, word]) => {
    const pattern = new RegExp(`\\b${phrase.replaceAll(' ', '[\\s*/]+')}\\b`, 'gi');
    return [...prose.matchAll(pattern)].map(({ index }) => {
      const line = prose.slice(0, index).split('\n').length;
      return `${file}:${line}: "${phrase}": write "${word}"`;
    });
  });
}

test.each(pages)('%s', (file) => {
  expect(foundIn(file, readRepositoryFile(file))).toEqual([]);
});

test('comments', () => {
  expect(sources.length).toBeGreaterThan(500);
  expect(sources.flatMap((file) => foundIn(file, readRepositoryFile(file)))).toEqual([]);
});

test('of a source the comments alone are read, and a phrase is found over two lines of one', () => {
  const line = '/'.repeat(2);
  const text = `const x = 'support id'; ${line} The marker rule\n\n${line} The policy\n${line} in force\nsupportId();`;
  expect(foundIn('a.ts', text)).toEqual([
    'a.ts:3: "policy in force": write "active policy"',
    'a.ts:1: "marker rule": write "metadata rule"',
  ]);
});

test('a phrase is found in any case and over a line break, with its line, and not in code', () => {
  expect(foundIn('a.md', 'One.\nThe Explanation\npage, `explanation page`, [x](support id).')).toEqual([
    'a.md:2: "explanation page": write "block page"',
  ]);
});
