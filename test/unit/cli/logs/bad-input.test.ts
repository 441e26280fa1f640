/** Every preset's log, damaged in every way that logs are damaged: read as far as it goes, or named; nothing is lost silently. */
import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { CommandError } from '../../../../src/cli/lib/command-error.js';
import { PRESETS } from '../../../../src/cli/logs/presets/all-presets.js';
import { sampleOf } from '../../../support/preset-samples.js';
import { logContents, type LogContent } from '../../../support/read-logs.js';

const read = logContents();
const SQUID = sampleOf('squid');
const CSV = sampleOf('csv');

/** Without a line break, the same in every run. */
const noise = Buffer.from(
  Array.from({ length: 64 }, (_, index) => [...createHash('sha256').update(String(index)).digest()])
    .flat()
    .map((byte) => (byte === 10 ? 11 : byte)),
);

/** What the log says, however it was written. */
const essence = ({ addresses, people, times, reading }: LogContent) => ({
  ...{ addresses, people: [...people], times, refused: reading.refused },
  ...{ format: reading.logs[0]?.format, malformed: reading.malformed },
});

/** Lines that say nothing, with the reason or as lines of another kind. */
const unread = ({ reading }: LogContent): number =>
  reading.otherKinds.reduce((sum, { lines }) => sum + lines, reading.malformed);

/** Text between two copies of a log must be counted, and may hide nothing of them. */
async function readAround(text: string | Buffer, sample: string) {
  const whole = await read(sample + sample);
  const found = await read(Buffer.concat([Buffer.from(sample), Buffer.from(text), Buffer.from(`\n${sample}`)]));
  expect({ ...essence(found), malformed: 0 }).toEqual(essence(whole));
  return { reading: found.reading, lines: unread(found) - unread(whole) };
}

const windows1252 = (text: string) => Buffer.from(text, 'latin1');

/** Where a sample names Kim, people are told apart; elsewhere sites. */
const TOLD_APART = PRESETS.map(({ id }) => {
  const sample = sampleOf(id);
  return /kim/i.test(sample)
    ? { id, what: 'people', word: /kim/gi, told: ({ people }: LogContent) => people }
    : { id, what: 'sites', word: /chatgpt/g, told: ({ addresses }: LogContent) => new Set(addresses) };
});

test.each(TOLD_APART)('$id with bytes of Windows-1252 says so, and tells $what apart', async ({ id, word, told }) => {
  const sample = sampleOf(id);
  const named = (name: string) => sample.replaceAll(word, name);
  const found = await read(windows1252(named('k\u00EFm') + named('k\u00F6m')));
  expect(found.reading).toMatchObject({ malformed: 0 });
  expect(found.reading.recoded.lines).toBeGreaterThan(0);
  expect(found.reading.recoded.sample?.text).not.toContain('\uFFFD');
  const plain = await read(sample);
  expect(told(found).size).toBeGreaterThan(told(plain).size);
  const mixed = Buffer.concat([windows1252(named('k\u00EFm')), Buffer.from(named('k\u00F6m'))]);
  expect(told(await read(mixed))).toEqual(told(found));
});

describe.each(PRESETS.map(({ id, shapes }) => ({ id, shapes })))('$id', ({ id, shapes }) => {
  const sample = sampleOf(id);

  test.each<[string, (text: string) => string | Buffer]>([
    ['with a byte order mark', (text) => `\uFEFF${text}`],
    ['with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['without the last line break', (text) => text.trimEnd()],
    ['in UTF-16, little-endian', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['in UTF-16, big-endian', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['compressed by gzip', (text) => gzipSync(text)],
  ])('%s says the same', async (_, written) => {
    const plain = essence(await read(sample));
    expect(plain).toMatchObject({ format: id, malformed: 0 });
    expect(plain.addresses.length).toBeGreaterThan(0);
    expect(essence(await read(written(sample)))).toEqual(plain);
  });

  test('in UTF-16 without its mark is named', async () => {
    await expect(read(Buffer.from(sample, 'utf16le'))).rejects.toThrow(/holds NUL; UTF-16 is read when it begins with/);
  });

  test('cut off within a line loses that line alone, and says so', async () => {
    const first = sample.lastIndexOf('\n', sample.search(/chatgpt|claude/)) + 1;
    const head = sample.slice(0, first);
    const whole = await read(sample + head);
    const cut = await read(sample + head + sample.slice(first, first + 24));
    expect({ ...essence(cut), malformed: 0 }).toEqual(essence(whole));
    expect(unread(cut) - unread(whole)).toBe(1);
  });

  test('with a line of megabytes in the middle', async () => {
    const { reading } = await readAround('x'.repeat(3_000_000), sample);
    expect(Object.fromEntries(reading.reasons)).toEqual({ 'too-long': 1 });
  });

  test('with bytes that are no text in the middle', async () => {
    expect(await readAround(noise, sample)).toMatchObject({ lines: 1 });
  });

  test('with a log of another format in the middle', async () => {
    const other = shapes.includes('squid') ? CSV : SQUID;
    expect(await readAround(other, sample)).toMatchObject({ lines: other.split('\n').length - 1 });
  });

  test.each(
    ['squid', 'combined', 'w3c', 'csv', 'json', 'key-value', 'dnsmasq', 'unbound', 'pan-os', 'fortigate'].filter(
      (format) => !PRESETS.find((preset) => preset.id === format)?.shapes.some((shape) => shapes.includes(shape)),
    ),
  )('read as %s, which it is not, is named or counted as unread', async (format) => {
    const found = await read(sample, { format }).catch((error: unknown) => error);
    if (found instanceof CommandError) return;
    expect((found as LogContent).addresses).toEqual([]);
    expect(unread(found as LogContent)).toBeGreaterThan(0);
  });

  test.each([
    ['ZIP', Buffer.from('PK\u0003\u0004')],
    ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])],
    ['bzip2', Buffer.from('BZh9')],
  ])('compressed by %s is named, whatever format is given', async (name, magic) => {
    await expect(read(Buffer.concat([magic, gzipSync(sample)]), { format: id })).rejects.toThrow(name);
  });
});
