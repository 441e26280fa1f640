/** Every page and section of docs that the command or a page names is there. */
import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/repository.js';

/** `docs/guides/rotate-keys.md, "Rotate a key"`, and pages without a section; addresses of other sites are none. */
const REFERENCE = /(?<![\w/.-])docs\/([\w/-]+\.md)(?:, \\?"([^"\\]+)\\?")?/g;

interface Reference {
  readonly file: string;
  readonly page: string;
  readonly section: string | undefined;
}

function referencesIn(file: string): Reference[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(REFERENCE)].map(([, page = '', section]) => ({ file, page, section }));
}

function sourceFiles(): string[] {
  return readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => path.join('src', name))
    .filter((name) => name.endsWith('.ts') && statSync(path.join(ROOT, name)).isFile());
}

function isThere({ page, section }: Reference): boolean {
  try {
    const text = readFileSync(path.join(ROOT, 'docs', page), 'utf8');
    return section === undefined || text.split('\n').some((line) => /^#+ /.test(line) && line.endsWith(section));
  } catch {
    return false;
  }
}

test('every reference leads somewhere', () => {
  const references = sourceFiles().flatMap(referencesIn);
  expect(references.filter(({ section }) => section !== undefined).length).toBeGreaterThan(3);
  expect(references.filter((each) => !isThere(each))).toEqual([]);
});

test('one to a section that is not there is noticed', () => {
  expect(isThere({ file: '', page: 'internals/architecture.md', section: 'Refusals' })).toBe(false);
  expect(isThere({ file: '', page: 'nowhere.md', section: undefined })).toBe(false);
});
