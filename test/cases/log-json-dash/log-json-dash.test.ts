/** Words for nothing in JSON: no person, and no address where another field has one. */
import { expect, test } from '@jest/globals';
import { caseLogs, inShort } from '../../support/case-logs.js';

const { ofCase, ofText } = caseLogs();

test('a user called "-" is nobody', async () => {
  expect(inShort(await ofCase('log-json-dash/json-dash.log'))).toEqual({
    ...{ people: 3, restricted: 2, tools: { chatgpt: 1, claude: 1 }, unread: 0 },
  });
});

test('an address of "-" or "*" gives way to the host', async () => {
  expect(inShort(await ofCase('log-json-dash/netskope-tx.log'))).toEqual({
    ...{ people: 3, restricted: 3, tools: { chatgpt: 2, claude: 1 }, unread: 0 },
  });
});

test.each(['-', '*', 'N/A', 'text/html', 'GET', '200', 'kim@acme.example', 'Mozilla/5.0', '2026-11-23T08:00:00Z'])(
  'an address of %p alone is not read',
  async (url) => {
    const report = await ofText(`${JSON.stringify({ url, user: 'kim' })}\n`);
    expect(report.log).toMatchObject({ requests: 0, malformed: 1, unreadPercent: 100 });
  },
);

test.each([
  ...['https://-/', 'https://a..b/', 'https://chat gpt.com/', 'https://*/', 'https://null/', 'https://999.1.1.1/'],
  ...['https://1.2.3/', 'https://chatgpt.com:99999/', 'https://host.invalid/', `https://${'a'.repeat(64)}.example/`],
  ...['error:invalid-request', 'https://%7Bhost%7D/', 'https://{{host}}/', 'https:///path'],
])('the host of %s cannot exist: unread, no open visit', async (url) => {
  const report = await ofText(`${JSON.stringify({ url, user: 'kim' })}\n`);
  expect(report.log).toMatchObject({ requests: 0, malformed: 1 });
});

test.each([
  ...['http://intranet/', 'https://r3---sn-x.example.com/', 'https://_dmarc.example.com./', 'https://10.1.2.3:8443/x'],
  ...['https://[2001:db8::5]/', 'https://bücher.example/', 'https://kim:secret@example.com/', 'https://a.-b.example/'],
])('the host of %s can', async (url) => {
  expect((await ofText(`${JSON.stringify({ url, user: 'kim' })}\n`)).log).toMatchObject({ requests: 1, malformed: 0 });
});
