/** docs/adr: every record says whether it still holds, is listed, and names records that exist. */
import { expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { readRepositoryFile, ROOT } from '../support/repository.js';

const records = readdirSync(path.join(ROOT, 'docs/adr')).filter((name) => /^\d{4}-/.test(name));
const list = readRepositoryFile('docs/adr/README.md');

test.each(records)('%s', (name) => {
  const text = readRepositoryFile(`docs/adr/${name}`);
  const [title = '', , status = ''] = text.split('\n');
  expect(title).toMatch(new RegExp(`^# ${name.slice(0, 4)}: `));
  expect(status).toMatch(/^(Accepted, [A-Z][a-z]+ \d{4}\.|Superseded by \[\d{4}\])/);
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(42);
  expect(list).toContain(`](${name})`);
  for (const [, other = ''] of text.matchAll(/\((\d{4}-[^)#]+)\)/g)) expect(records).toContain(other);
});

test('no number is given twice', () => {
  const numbers = records.map((name) => name.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});
