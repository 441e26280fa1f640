/** Every preset reads a sample of its product, made up from the vendor's list of fields, and is recognised by it. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { explainLog } from '../../../../src/cli/commands/logs/explain.js';
import { PRESETS } from '../../../../src/cli/logs/presets/all-presets.js';
import { NOW_MS } from '../../../support/policies.js';
import { ROOT } from '../../../support/repository.js';
import { simulations } from '../../../support/simulations.js';

const { simulated } = simulations();
const sampleOf = (id: string) => path.join(ROOT, 'test/corpus/company-logs', `${id}.log`);
const textOf = (id: string) => readFileSync(sampleOf(id), 'utf8');
/** Those that no product has to itself; their shapes are in `log-shapes.test.ts`. */
const GENERAL = new Set(['squid', 'combined', 'w3c', 'csv', 'json', 'key-value']);
const PRODUCTS = PRESETS.filter(({ id }) => !GENERAL.has(id));
const OPTIONS = { format: null, columns: {}, nowMs: NOW_MS };

test('a preset is called by one name', () => {
  expect(new Set(PRESETS.map(({ id }) => id)).size).toBe(PRESETS.length);
});

describe.each(PRODUCTS.map(({ id, hostOnly = false }) => ({ id, hostOnly })))('$id', ({ id, hostOnly }) => {
  test('is recognised, and its first line read: address, person and time', async () => {
    const explained = await explainLog(sampleOf(id), OPTIONS);
    expect(explained).toMatchObject({ format: id, hostOnly });
    const [first] = explained.lines;
    expect(first?.result).toBe(hostOnly ? 'contact' : 'request');
    expect(first?.address).toMatch(/^(https?:\/\/)?chatgpt\.com(:443|\.)?(\/|$)/);
    expect(first?.person).toMatch(/kim|10\.1\.2\.3|pc1/i);
    expect(first?.time).toMatch(/^2026-11-23T/);
  });

  test('counts visits, or contacts where it knows hosts only', async () => {
    const { log, rules } = await simulated(textOf(id), { againstFile: null });
    expect(log).toMatchObject({ malformed: 0, untimed: 0, unreadPercent: 0 });
    expect(log.contacts).toBe(hostOnly ? log.requests : 0);
    if (hostOnly) expect(log.visits).toBe(0);
    else expect(log.visits).toBeGreaterThan(0);
    expect(rules.some(({ tool }) => tool === 'chatgpt')).toBe(true);
  });

  test('is read when it is named, too', async () => {
    expect(await explainLog(sampleOf(id), { ...OPTIONS, format: id })).toMatchObject({ format: id });
  });
});

test('a contact with a host whose paths a rule tells apart counts under no rule', async () => {
  const line = (host: string) => `Nov 23 07:05:25 dnsmasq[1]: query[A] ${host} from 10.1.2.3\n`;
  const { log, rules } = await simulated(line('www.bing.com') + line('chatgpt.com'), { againstFile: null });
  expect(log).toMatchObject({ contacts: 2, undecided: 1, visits: 0 });
  expect(rules.map(({ tool }) => tool)).toEqual(['chatgpt']);
});

test('a field that is named stands above those of the preset', async () => {
  const { log } = await simulated(textOf('defender'), { columns: { user: 'DeviceName' } });
  expect(log.files[0]).toMatchObject({ format: 'defender', fields: { user: 'DeviceName' } });
});

test('after a log of contacts, another is one of visits again', async () => {
  const logs = [sampleOf('dnsmasq'), sampleOf('squid')];
  expect((await simulated('', { logs })).log).toMatchObject({ requests: 3, contacts: 2, visits: 1 });
});

test.each([
  ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0]), /compressed by xz.*xz -dc/],
  ['ZIP', Buffer.from('PK\u0003\u0004rest of it'), /ZIP archive.*unzip -p/],
  ['bzip2', Buffer.from('BZh91AY&SY rest of it'), /compressed by bzip2.*bzip2 -dc/],
])('%s is refused by its name, with the way out', async (_, content, message) => {
  await expect(simulated(content)).rejects.toThrow(message);
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
