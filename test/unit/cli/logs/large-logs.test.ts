/** Logs of many chunks: what is read of one must not change while the next is read. */
import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { simulations } from '../../../support/simulations.js';
import { storedFrame } from '../../../support/stored-frame.js';

const { simulated } = simulations();
const LINES = 40_000;

/** Compressed as little as can be, so that there are several chunks of that, too. */
const lines = Array.from({ length: LINES }, (_, index) => {
  const name = createHash('sha256').update(String(index)).digest('hex');
  return `${1_795_000_000 + index}.000 1 10.0.0.1 TCP_MISS/200 9 GET http://chatgpt.com/${name} ${name} DIRECT/- text/html\n`;
});

const frames = Array.from({ length: LINES / 400 }, (_, index) => lines.slice(index * 400, index * 400 + 400).join(''));

test.each([
  ['as it is', () => Buffer.from(lines.join(''))],
  ['gzip', () => gzipSync(lines.join(''), { level: 0 })],
  ['Zstandard', () => Buffer.concat(frames.map(storedFrame))],
])('each line is read once, whole: %s', async (_, written) => {
  const log = written();
  expect(log.length).toBeGreaterThan(5 * 1024 * 1024);
  const report = await simulated(log);
  expect(report.log).toMatchObject({ lines: LINES, requests: LINES, malformed: 0, visits: LINES });
  expect(report.rules).toMatchObject([{ tool: 'chatgpt', requests: LINES }]);
  expect(Math.abs(report.log.people / LINES - 1)).toBeLessThan(0.032);
});
