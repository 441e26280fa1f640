/** JSON behind what a collector puts in front of it, or inside what it puts around it. */
import { expect, test } from '@jest/globals';
import { caseLogs, inShort } from '../../support/case-logs.js';

const { ofCase, ofText } = caseLogs();

test('behind the header of syslog', async () => {
  const report = await ofCase('log-json-behind-syslog/json-syslog3.log', { names: 5 });
  expect(inShort(report)).toEqual({ people: 3, restricted: 3, tools: { chatgpt: 3 }, unread: 0 });
  expect(report.rules[0]?.names).toEqual(['kim3', 'kim4', 'kim5']);
});

test('one line alone, whose user is nobody', async () => {
  expect(inShort(await ofCase('log-json-behind-syslog/json-syslog.log'))).toEqual({
    ...{ people: 1, restricted: 1, tools: { chatgpt: 1 }, unread: 0 },
  });
});

const inner = { url: 'https://chatgpt.com/', user: 'kim' };

test.each([
  ['Splunk', { sourcetype: 'zscalernss-web', event: inner }],
  ['Elasticsearch', { _index: 'proxy', _source: inner }],
  ['a text within', { host: 'proxy1', message: JSON.stringify(inner) }],
  ['capitals', { URL: inner.url, UserName: 'kim' }],
  ['lists', { url: [inner.url], user: [{ name: 'kim' }] }],
])('inside what is around it: %s', async (_, line) => {
  const report = await ofText(`${JSON.stringify(line)}\n`, { names: 5 });
  expect(inShort(report)).toMatchObject({ people: 1, restricted: 1, unread: 0 });
  expect(report.rules[0]?.names).toEqual(['kim']);
});

test('a list over several lines', async () => {
  const lines = ['kim', 'lee'].map((user) => JSON.stringify({ ...inner, user }));
  expect(inShort(await ofText(`[\n${lines.join(',\n')}\n]\n`))).toMatchObject({ people: 2, restricted: 2, unread: 0 });
});
