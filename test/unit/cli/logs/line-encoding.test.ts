/** Lines in UTF-8, in Windows-1252, and cut off in the middle of a character. */
import { describe, expect, test } from '@jest/globals';
import { logContents } from '../../../support/read-logs.js';

const read = logContents();
const HEADINGS = 'user,time,url\n';
const row = (user: string, path: string) => `${user},2026-11-23T07:05:25Z,https://chatgpt.com/${path}`;
const line = (text: string, encoding: 'utf8' | 'latin1' = 'utf8') => Buffer.from(`${text}\n`, encoding);
const written = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('a line of UTF-8 that ends in the middle of a character', () => {
  test.each([
    ['1 byte of 2', 'ü', 1],
    ['1 byte of 3', '€', 1],
    ['2 bytes of 3', '€', 2],
    ['1 byte of 4', '😀', 1],
    ['3 bytes of 4', '😀', 3],
  ])('loses what is there of it: %s', async (_, character, kept) => {
    const cut = written(row('Jürgen', 'a'), Buffer.from(character).subarray(0, kept), '\n');
    const { people, addresses, reading } = await read(written(HEADINGS, line(row('Jürgen', 'a')), cut));
    expect([...people]).toEqual(['Jürgen']);
    expect(addresses).toEqual(['https://chatgpt.com/a', 'https://chatgpt.com/a']);
    expect(reading).toMatchObject({ malformed: 0, recoded: { lines: 0 } });
  });

  test('also before CRLF', async () => {
    const cut = written(row('Jürgen', 'a'), Buffer.of(0xc3), '\r\n');
    expect([...(await read(written(HEADINGS, line(row('Jürgen', 'a')), cut))).people]).toEqual(['Jürgen']);
  });
});

test.each([
  ['without another character of UTF-8', written(row('Jurgen', 'a'), Buffer.of(0xc3), '\n')],
  ['broken before its end', written(row('Jürgen', 'a'), Buffer.of(0xc3), 'b\n')],
  ['broken twice', written(row('J', 'a'), Buffer.of(0xfc), 'ü', Buffer.of(0xc3), '\n')],
  ['with bytes at its end that begin no character', written(row('Jürgen', 'a'), Buffer.of(0xa4), '\n')],
])('a line %s is read as Windows-1252', async (_, broken) => {
  const { reading } = await read(written(HEADINGS, broken));
  expect(reading).toMatchObject({ malformed: 0, recoded: { lines: 1 } });
});

test('headings in Windows-1252 are found as they are named', async () => {
  const log = written(
    line('Zieladreßé,Benutzer,time', 'latin1'),
    line('https://chatgpt.com/,Jürgen,2026-11-23T07:05:25Z', 'latin1'),
  );
  const { addresses, reading } = await read(log, { columns: { url: 'Zieladreßé', user: 'Benutzer' } });
  expect(addresses).toEqual(['https://chatgpt.com/']);
  expect(reading.logs[0]).toMatchObject({ format: 'csv', because: 'its headings have "Zieladreßé"' });
});
