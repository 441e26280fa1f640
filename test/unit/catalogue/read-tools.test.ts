/** What an entry of a data file may hold, and that a mistake names the entry. */
import { expect, test } from '@jest/globals';
import { readTools } from '../../../src/catalogue/read-tools.js';

const entry = {
  id: 'sample',
  name: 'Sample',
  vendor: 'Sample Ltd',
  home: 'https://sample.example/',
  about: 'Answers questions.',
  sites: { app: ['sample.example'] },
  source: 'https://sample.example/',
};

test('fills in what an entry leaves out', () => {
  expect(readTools([entry], 'assistant')).toEqual([
    {
      ...entry,
      category: 'assistant',
      about: { en: 'Answers questions.' },
      aliases: [],
      sites: { app: ['sample.example'], api: [], content: [] },
      embedded: [],
      overlaps: [],
    },
  ]);
});

test.each<[string, Record<string, unknown>, RegExp]>([
  ['an unknown key', { site: 'sample.example' }, /Unrecognized key: "site"/],
  ['a site with a scheme', { sites: { app: ['https://sample.example'] } }, /expected a host without a scheme/],
  ['a site that is not spelled as it is read', { sites: { app: ['Sample.example/'] } }, /expected sample\.example/],
  [
    'a site twice',
    { sites: { app: ['sample.example'], api: ['sample.example'] } },
    /expected each site once in a tool/,
  ],
  ['no site at all', { sites: {} }, /expected at least one of sites, embedded and builtIn/],
  ['a home page over http', { home: 'http://sample.example/' }, /expected a web address such as https/],
  ['a long description', { about: `${'a'.repeat(90)}.` }, /expected 90 characters at most/],
  ['a description without its full stop', { about: 'Answers questions' }, /ends with a full stop/],
  [
    'a description without one of the languages',
    { about: { en: 'A.', fr: 'B.', de: 'C.' } },
    /under en, fr, de and es/,
  ],
  ['a description without English', { about: { fr: 'A.' } }, /expected one sentence in English/],
  [
    'a long translation',
    { about: { en: 'A.', fr: `${'a'.repeat(120)}.`, de: 'C.', es: 'D.' } },
    /expected 120 characters at most/,
  ],
  ['a day that does not exist', { asOf: '2026-02-30' }, /expected a day such as 2026-11-30/],
  ['an end without a source', { closed: { day: '2026-02-28' } }, /closed\.source/],
  ['an alias in upper case', { aliases: ['Sample'] }, /expected lower case/],
  [
    'an account control without a source',
    { account: { headers: [{ name: 'X-A', value: 'team-ids' }], hosts: ['sample.example'], idFormat: 'an ID' } },
    /source/,
  ],
  [
    'an unknown header value',
    {
      account: { headers: [{ name: 'X-A', value: 'ids' }], hosts: ['a.example'], idFormat: 'x', source: entry.home },
    },
    /account\.headers\[0\]\.value/,
  ],
])('refuses %s and names the entry', (_, change, message) => {
  const read = () => readTools([{ ...entry, ...change }], 'assistant');
  expect(read).toThrow(/assistant\.yaml, tool sample/);
  expect(read).toThrow(message);
});
