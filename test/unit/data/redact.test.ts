/** What may be sent instead: placeholders where findings were. */
import { expect, test } from '@jest/globals';
import { redact } from '../../../src/data/redact.js';
import { scan } from '../../../src/data/scan.js';
import { loadCorpus } from '../../corpus/corpus.js';
import { iban } from '../../corpus/numbers.js';
import { Chance } from '../../corpus/random.js';

const chance = new Chance(3);
const [key, other] = [chance.fill('gh·p_{a36}'), chance.fill('gh·p_{a36}')];
const compact = iban('')(chance);
const grouped = compact.replace(/.{4}(?=.)/g, '$& ');

test('numbers equal values alike, however they are written, and others apart', () => {
  const text = `${key}, ${other}, ${key}; ${compact} is ${grouped}`;
  expect(redact(text, scan(text).findings)).toEqual({
    text: '[GitHub token 1], [GitHub token 2], [GitHub token 1]; [IBAN 1] is [IBAN 1]',
    replaced: 5,
  });
});

test('takes the name of a placeholder from its caller, and only the findings that it is given', () => {
  const text = `clé ${key}, compte ${compact}`;
  const secrets = scan(text).findings.filter(({ kind }) => kind === 'secret');
  expect(redact(text, secrets, () => 'clé d’API').text).toBe(`clé [clé d’API 1], compte ${compact}`);
  expect(redact(text, [])).toEqual({ text, replaced: 0 });
});

test('leaves nothing of what stands inside another finding', () => {
  const text = `function connect() {\n  const key = '${key}';\n  open(key);\n  return true;\n}\nconnect();\nconnect();\n`;
  const { findings } = scan(text);
  expect(findings.map(({ kind }) => kind).sort()).toEqual(['code', 'secret']);
  expect(redact(text, findings).text).toBe('[source code 1]\n');
});

test('takes every value of the corpus out that was found, and a second scan finds none of them', () => {
  for (const { text, expected } of loadCorpus().filter(
    ({ family }) => family.endsWith('secret') || family === 'personal',
  )) {
    const { findings } = scan(text);
    const redacted = redact(text, findings).text;
    const found = findings.flatMap(({ places }) => places.map(({ start, end }) => text.slice(start, end)));
    for (const { value = '' } of expected) if (found.includes(value)) expect(redacted).not.toContain(value);
  }
});
