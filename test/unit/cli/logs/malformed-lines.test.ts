/** Lines that are no requests: counted, sampled, passed over, and never the end of a simulation. */
import { describe, expect, test } from '@jest/globals';
import * as logs from '../../../support/logs.js';
import { refusalOf } from '../../../support/refusal.js';
import { simulations } from '../../../support/simulations.js';

const { simulated } = simulations();
const requests = logs.traffic();
const join = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

describe('lines that are none', () => {
  test('are counted by reason, sampled, and do not stop anything', async () => {
    const [good = ''] = requests.map(logs.squidLine);
    const report = await simulated(
      join([
        good,
        'rubbish',
        good.slice(0, 70),
        good.replace(/^\d+/, 'x'),
        '',
        '# a comment',
        good,
        '\u0000\u0001',
        '1 2',
      ]),
    );
    expect(report.log).toMatchObject({
      requests: 2,
      malformed: 5,
      malformedReasons: { 'too-few-fields': 4, 'no-time': 1 },
    });
    expect(report.log.samples[0]).toMatchObject({ line: 2, reason: 'too-few-fields', text: 'rubbish' });
  });

  test('in other shapes have their reasons', async () => {
    const csv = await simulated(
      join([logs.CSV_HEAD, 'a,b', '2026-11-20T08:00:00Z,u,10.0.0.1,GET,"https://chatgpt.com/']),
    );
    expect(csv.log.malformedReasons).toEqual({ 'too-few-fields': 1, 'open-quote': 1 });
    const json = await simulated(join(['{"url":"https://chatgpt.com/"}', '{"url":', '[]', '{"user":"x"}']));
    expect(json.log).toMatchObject({
      requests: 1,
      malformedReasons: { 'not-json': 2, 'no-address': 1 },
      withoutPerson: 1,
    });
    const web = await simulated(
      join(['10.0.0.1 - - [20/Nov/2026:08:00:00 +0100] "GET /index.html HTTP/1.1" 200 1 "-" "x"']),
    );
    expect(web.log.malformedReasons).toEqual({ 'no-address': 1 });
  });

  test('that are endless are cut off in bounded memory', async () => {
    const [good = ''] = requests.map(logs.squidLine);
    const report = await simulated(join([good, 'x'.repeat(3 * 1024 * 1024), good]));
    expect(report.log).toMatchObject({ requests: 2, malformedReasons: { 'too-long': 1 } });
  });

  test('a log whose format cannot be told is refused, with the way out', async () => {
    const refusal = await refusalOf(() => simulated('hello\nworld\n'));
    expect(refusal.message).toMatch(/cannot detect the format of .*--format .*--column/s);
  });
});
