/** Every relative link in the documentation leads to a file, and every anchor to a heading of it. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { filesUnder, readRepositoryFile, ROOT } from '../support/repository.js';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...filesUnder('docs', '.md'),
  ...filesUnder('integrations', '.md'),
];

const withoutCode = (text: string): string => text.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');

/** As GitHub makes them: https://github.com/gjtorikian/html-pipeline, TableOfContentsFilter; a repeated heading gets a number. */
function anchorsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const headings = text.replaceAll(/^```[^]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) => {
      const slug = heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\-_ ]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/** The links of a page that lead nowhere; addresses of other sites are not looked up. */
function brokenLinks(page: string, text: string): string[] {
  const targets = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const absolute = file === '' ? path.join(ROOT, page) : path.resolve(ROOT, path.dirname(page), file);
      if (!existsSync(absolute)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(absolute, 'utf8')).has(anchor);
    });
}

test.each(pages)('%s', (page) => {
  expect(brokenLinks(page, readRepositoryFile(page))).toEqual([]);
});

test('there are links to follow, and one that leads nowhere is found', () => {
  expect(pages.flatMap((page) => [...readRepositoryFile(page).matchAll(/\]\([^)]+\)/g)]).length).toBeGreaterThan(50);
  const text =
    '[a](README.md) [b](nowhere.md) [c](README.md#no-such-heading) [d](https://example.com/x) `[e](code.md)`';
  expect(brokenLinks('README.md', text)).toEqual(['nowhere.md', 'README.md#no-such-heading']);
});
