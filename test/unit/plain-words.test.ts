/** Documentation uses the field's words: `plain-words.json` has each phrase that nobody should have to learn, and the better one. */
import { expect, test } from '@jest/globals';
import { filesUnder, readRepositoryFile, readRepositoryJson } from '../support/repository.js';

const better = Object.entries(readRepositoryJson('test/unit/plain-words.json') as Record<string, string>);
const pages = ['README.md', 'CONTRIBUTING.md', ...filesUnder('docs', '.md')];

/** Same length and lines; code, addresses of links and diagrams hold identifiers, which have their own names. */
const withoutCode = (text: string): string =>
  text.replaceAll(/^```[^]*?^```$|`[^`\n]*`|\]\([^)]*\)/gm, (code) => code.replaceAll(/[^\n]/g, ' '));

/** File, line, phrase and the better word; a phrase may be broken over two lines. */
function foundIn(file: string, text: string): string[] {
  const prose = withoutCode(text);
  return better.flatMap(([phrase, word]) => {
    const pattern = new RegExp(`\\b${phrase.replaceAll(' ', '\\s+')}\\b`, 'gi');
    return [...prose.matchAll(pattern)].map(({ index }) => {
      const line = prose.slice(0, index).split('\n').length;
      return `${file}:${line}: "${phrase}": write "${word}"`;
    });
  });
}

test.each(pages)('%s', (file) => {
  expect(foundIn(file, readRepositoryFile(file))).toEqual([]);
});

test('a phrase is found in any case and over a line break, with its line, and not in code', () => {
  expect(foundIn('a.md', 'One.\nThe Explanation\npage, `explanation page`, [x](support id).')).toEqual([
    'a.md:2: "explanation page": write "block page"',
  ]);
});
