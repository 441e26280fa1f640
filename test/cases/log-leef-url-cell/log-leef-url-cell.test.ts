/** LEEF whose separators and cells look like those of a CSV file. */
import { expect, test } from '@jest/globals';
import { caseLogs, inShort } from '../../support/case-logs.js';

const { ofCase } = caseLogs();

test.each([
  ['leef.log', { chatgpt: 1 }],
  ['leef2.log', { chatgpt: 1, claude: 1 }],
])('%s is read as LEEF', async (file, tools) => {
  const report = await ofCase(`log-leef-url-cell/${file}`);
  const people = Object.keys(tools).length;
  expect(inShort(report)).toEqual({ people, restricted: people, tools, unread: 0 });
  expect(report.log.files[0]?.format).toBe('zscaler-siem');
});
