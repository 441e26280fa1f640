/** JSON whose records stand in a list of another name: nothing of it is read, and the report says which list to write out. */
import { expect, jest, test } from '@jest/globals';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addLogs } from '../../../../src/cli/commands/logs/command.js';
import { plainPaint } from '../../../../src/cli/lib/terminal.js';
import { renderReport } from '../../../../src/cli/logs/format-simulation.js';
import { hintOnList, otherListIn } from '../../../../src/cli/logs/json-list-names.js';
import { caseLogs } from '../../../support/case-logs.js';
import { temporaryFolders } from '../../../support/temporary-folder.js';

const { ofText } = caseLogs();
const folder = temporaryFolders();
const alerts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    id: at,
    url: 'https://chatgpt.com/',
    user: 'kim',
    note: 'x'.repeat(400),
  }));
const pretty = (value: unknown) => JSON.stringify(value, null, 2);
const HINT = hintOnList(['alerts']);

async function printedBy(words: readonly string[]): Promise<string> {
  const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const program = new Command();
    addLogs(program);
    await program.parseAsync(words, { from: 'user' });
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

test('the hint names the list and what writes it out', () => {
  expect(HINT).toContain('"alerts"');
  expect(HINT).toContain("`jq -c '.alerts[]'`");
  expect(hintOnList(['value-of', 'alerts'])).toContain(`jq -c '."value-of".alerts[]'`);
});

test.each<readonly [string, string]>([
  ['one alert on one line', JSON.stringify({ alerts: alerts(1) })],
  ['alerts over several lines', pretty({ count: 3, alerts: alerts(3) })],
  ['alerts of more than a mebibyte', pretty({ alerts: alerts(3000) })],
  ['alerts of more than a mebibyte on one line', JSON.stringify({ alerts: alerts(3000) })],
])('simulate and logs explain name the list: %s', async (_, text) => {
  expect(renderReport(await ofText(text), plainPaint).split(HINT)).toHaveLength(2);
  const file = path.join(await folder(), 'export.json');
  await writeFile(file, text);
  expect(await printedBy(['logs', 'explain', file])).toContain(HINT);
});

test('a log with a request needs no hint', async () => {
  const text = `${JSON.stringify({ ...alerts(1)[0], alerts: [{ id: 1 }] })}\n`;
  const report = await ofText(text);
  expect(report.log.requests).toBe(1);
  expect(renderReport(report, plainPaint)).not.toContain(HINT);
});

test.each<readonly [string, unknown, readonly string[] | null]>([
  ['within objects', { a: { b: { alerts: [{}] } } }, ['a', 'b', 'alerts']],
  ['a known name that stands too deep', { a: { b: { data: [{}] } } }, ['a', 'b', 'data']],
  ['behind lists of texts and a known one', { data: [{ tags: [{}] }], words: ['a'], alerts: [{}] }, ['alerts']],
  ['brackets and quotes in texts', { 'x"y': '{ "no": [{', alerts: [{}] }, ['alerts']],
  ['a known list alone', { records: [{ alerts: [{}] }] }, null],
  ['a list at the top', [{ alerts: [{}] }], null],
  ['a name that no shell takes as it is', { "it's": [{}] }, null],
])('the list is found: %s', (_, content, names) => {
  expect(otherListIn(JSON.stringify(content))).toEqual(names);
  expect(otherListIn(pretty(content))).toEqual(names);
});
