/** `host` of JSON is mostly the machine that shipped the line: what the record says of the request comes first. */
import { expect, test } from '@jest/globals';
import { caseLogs, inShort } from '../../support/case-logs.js';
import { refusalOf } from '../../support/refusal.js';

const { ofCase, ofText } = caseLogs();

test('the case', async () => {
  const report = await ofCase('log-json-host-is-shipper/ecs.log');
  expect(inShort(report)).toEqual({ people: 3, restricted: 3, tools: { chatgpt: 1, claude: 2 }, unread: 0 });
  expect(report.log.files[0]?.fields).toMatchObject({ user: 'user.name', client: 'source.ip' });
});

test.each([
  [{ host: 'proxy1', user: 'kim', path: '/x', method: 'GET' }],
  [{ host: 'proxy1.acme.example', user: 'kim' }],
  [{ host: 'chatgpt.com', sourcetype: 'squid', user: 'kim', method: 'GET' }],
  [{ hostname: 'proxy1.acme.example', message: 'started', method: 'GET' }],
])('a host that may be the shipper is not read: %j', async (line) => {
  const { log } = await ofText(`${JSON.stringify(line)}\n`);
  expect(log).toMatchObject({ requests: 0, malformed: 1, malformedReasons: { 'unclear-host': 1 } });
});

test('a host beside the rest of a request is the site, and one that is named', async () => {
  const request = { host: 'chatgpt.com', uri: '/c/1', method: 'GET', user: 'kim' };
  expect(inShort(await ofText(JSON.stringify(request)))).toMatchObject({ restricted: 1, unread: 0 });
  const alone = await ofText(JSON.stringify({ host: 'chatgpt.com', user: 'kim' }), { columns: { host: 'host' } });
  expect(inShort(alone)).toMatchObject({ restricted: 1, unread: 0 });
});

test('a field that is named and is not there is an error with those there are', async () => {
  const log = JSON.stringify({ site: 'chatgpt.com', user: { name: 'kim' } });
  const refusal = await refusalOf(() => ofText(log, { format: 'json', columns: { url: 'address' } }));
  expect(refusal.message).toContain('no column "address" (for url); its columns are site, user.name');
  expect(refusal.exitCode).toBe(2);
});
