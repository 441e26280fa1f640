/** Every preset reads a sample of its product, made up from the vendor's list of fields, and is recognised by it. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explainLog } from '../../../../src/cli/commands/logs/explain.js';
import { notesOnLines } from '../../../../src/cli/logs/line-notes.js';
import { PRESETS } from '../../../../src/cli/logs/presets/all-presets.js';
import { NOW_MS } from '../../../support/policies.js';
import { companyLog, PRODUCTS, sampleOf } from '../../../support/preset-samples.js';
import { logContents } from '../../../support/read-logs.js';
import { ROOT } from '../../../support/repository.js';
import { simulations } from '../../../support/simulations.js';

const { simulated } = simulations();
const read = logContents();
const OPTIONS = { format: null, columns: {}, nowMs: NOW_MS };

test('a preset is called by one name', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
});

test.each(PRODUCTS)('the first hour says where a log of $id comes from', ({ id }) => {
  const guide = readFileSync(path.join(ROOT, 'docs/guides/your-first-hour.md'), 'utf8');
  expect(guide).toContain(`\`${id}\``);
});

describe.each(PRODUCTS.map(({ id, hostOnly = false }) => ({ id, hostOnly })))('$id', ({ id, hostOnly }) => {
  test('is recognised, and its first line read: address, person and time', async () => {
    const explained = await explainLog(companyLog(id), OPTIONS);
    expect(explained).toMatchObject({ format: id, hostOnly });
    const first = explained.lines.find(({ result }) => result !== 'other-kind');
    expect(first?.result).toBe(hostOnly ? 'contact' : 'request');
    expect(first?.address).toMatch(/^(https?:\/\/)?chatgpt\.com(:443|\.)?(\/|$)/);
    expect(first?.person).toMatch(/kim|10\.1\.2\.3|pc1/i);
    expect(first?.time).toMatch(/^2026-11-23T/);
  });

  test('counts visits, or contacts where it knows hosts only', async () => {
    const { log, rules } = await simulated(sampleOf(id), { againstFile: null });
    expect(log).toMatchObject({ malformed: 0, untimed: 0, unreadPercent: 0 });
    expect(log.contacts).toBe(hostOnly ? log.requests : 0);
    if (hostOnly) expect(log.visits).toBe(0);
    else expect(log.visits).toBeGreaterThan(0);
    expect(rules.some(({ tool }) => tool === 'chatgpt')).toBe(true);
  });

  test('is read when it is named, too', async () => {
    expect(await explainLog(companyLog(id), { ...OPTIONS, format: id })).toMatchObject({ format: id });
  });
});

test('a contact with a host whose paths a rule tells apart counts under no rule', async () => {
  const line = (host: string) => `Nov 23 07:05:25 dnsmasq[1]: query[A] ${host} from 10.1.2.3\n`;
  const { log, rules } = await simulated(line('www.bing.com') + line('chatgpt.com'), { againstFile: null });
  expect(log).toMatchObject({ contacts: 2, undecided: 1, visits: 0 });
  expect(rules.map(({ tool }) => tool)).toEqual(['chatgpt']);
});

test('a field that is named stands above those of the preset', async () => {
  const { log } = await simulated(sampleOf('defender'), { columns: { user: 'DeviceName' } });
  expect(log.files[0]).toMatchObject({ format: 'defender', fields: { user: 'DeviceName' } });
});

test('after a log of contacts, another is one of visits again', async () => {
  const logs = [companyLog('dnsmasq'), companyLog('netskope')];
  expect((await simulated('', { logs })).log).toMatchObject({ requests: 3, contacts: 2, visits: 1 });
});

test.each([
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), /compressed by xz.*xz -dc/],
  ['ZIP', Buffer.from('PK\u0003\u0004rest of it'), /ZIP archive.*unzip -p/],
  ['bzip2', Buffer.from('BZh91AY&SY rest of it'), /compressed by bzip2.*bzip2 -dc/],
])('%s is refused by its name, with the way out', async (_, content, message) => {
  await expect(simulated(content)).rejects.toThrow(message);
});

test('a line of a WSA is a tunnel to the host that its peer names, and is refused as its policies decided', async () => {
  const { addresses, people, reading } = await read(sampleOf('cisco-wsa'));
  expect(addresses).toEqual(['http://chatgpt.com/', 'claude.ai', 'claude.ai:443']);
  expect([...people]).toEqual(['ACME\\kim@ACME', 'ACME\\lee@ACME', 'ACME\\max@ACME']);
  expect(reading).toMatchObject({ refused: 2, malformed: 0 });
});

test('evidence of other kinds than a URL is passed over, and counted', async () => {
  const { addresses, reading } = await read(sampleOf('defender-alerts'));
  expect(addresses).toEqual(['chatgpt.com', 'claude.ai']);
  expect(reading.otherKinds).toEqual([{ format: 'defender-alerts', counts: 'evidence with a URL', lines: 1 }]);
});

test.each([
  ['pan-os', 'Nov 23 07:05:25 fw1 1,2026/11/23 07:05:25,001,TRAFFIC,end,1,2026/11/23 07:05:25,10.1.2.3\n'],
  [
    'fortigate',
    'date=2026-11-23 time=07:05:25 type="traffic" subtype="forward" srcip=10.1.2.3 hostname="chatgpt.com"\n',
  ],
  ['dnsmasq', 'Nov 23 07:05:25 dnsmasq[123]: cached chatgpt.com is 203.0.113.5\n'],
])('lines of another kind in a log of %s are counted with the reason', async (format, line) => {
  const [before, after] = [await read(sampleOf(format)), await read(sampleOf(format) + line.repeat(3))];
  const skipped = ({ reading }: typeof before) => reading.otherKinds[0]?.lines ?? 0;
  expect(skipped(after) - skipped(before)).toBe(3);
  expect(after.reading).toMatchObject({ malformed: 0, otherKinds: [{ format }] });
  expect(after.addresses).toEqual(before.addresses);
  const { log } = await simulated(sampleOf(format) + line, { againstFile: null });
  expect(notesOnLines(log)[0]).toMatch(
    new RegExp(`^\\d+ lines? of (another type was|other types were) skipped; of ${format}, only .* count\\.$`),
  );
});

test.each([
  ['pan-os', 'a line of spaces', '  \t \n', 'before'],
  ['fortigate', 'a line of spaces', '  \t \n', 'before'],
  ['pan-os', 'headings', 'Domain,Receive Time,Serial #,Type,URL/Filename\n', 'before'],
  ['pan-os', 'headings that are repeated', 'Domain,Receive Time,Serial #,Type,URL/Filename\n', 'before and behind'],
])('in a log of %s %s is no line of another kind', async (format, _, line, where) => {
  const plain = await read(sampleOf(format));
  const found = await read(line + sampleOf(format) + (where === 'before' ? '' : line));
  expect(found.reading).toMatchObject({ malformed: 0, otherKinds: plain.reading.otherKinds });
  expect(found.addresses).toEqual(plain.addresses);
});

test('words between commas in the middle of a log of pan-os are a line of another kind', async () => {
  const { reading } = await read(`${sampleOf('pan-os')}link up, port three\n`);
  const [plain] = (await read(sampleOf('pan-os'))).reading.otherKinds;
  expect(reading.otherKinds[0]?.lines).toBe((plain?.lines ?? 0) + 1);
});

describe('lines of a CSV field with line breaks', () => {
  const head = 'url,title,user\n';
  const good = '"https://chatgpt.com/","one\ntwo, ""three""\nfour",kim\n';

  test('are one record', async () => {
    expect((await simulated(head + good + good)).log).toMatchObject({ requests: 2, malformed: 0, people: 1, lines: 7 });
  });

  test('that never end take in nothing of what follows', async () => {
    const after = 'https://chatgpt.com/,x,lee\n'.repeat(150);
    const { log } = await simulated(`${head}https://chatgpt.com/,"open,kim\n${after}`);
    expect(log).toMatchObject({ requests: 150, malformed: 1, malformedReasons: { 'open-quote': 1 } });
  });
});
