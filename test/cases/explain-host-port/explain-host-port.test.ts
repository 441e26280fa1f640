/** Addresses that are no web addresses are refused, with what to ask instead: "open" would be wrong. */
import { expect, test } from '@jest/globals';
import path from 'node:path';
import { explain } from '../../../src/cli/explain/explain.js';
import { NOW_MS } from '../../support/policies.js';
import { refusalOf } from '../../support/refusal.js';
import { ROOT } from '../../support/repository.js';

const policyFile = path.join(ROOT, 'test/cases/explain-host-port/policy.yaml');
const ask = (url: string) => explain({ policyFile, urls: [url], facts: { groups: [], ring: null }, nowMs: NOW_MS });

test.each([
  ['chatgpt.com:443', 'https://chatgpt.com/'],
  ['chatgpt.com:8443/c/1', 'https://chatgpt.com:8443/c/1'],
  ['localhost:3000', 'https://localhost:3000/'],
  ['view-source:https://chatgpt.com/', 'https://chatgpt.com/'],
  ['VIEW-SOURCE:HTTPS://CHATGPT.COM/', 'https://chatgpt.com/'],
  ['  view-source:https://chatgpt.com/', 'https://chatgpt.com/'],
  ['view-source:chatgpt.com', 'https://chatgpt.com/'],
  ['reader:https://chatgpt.com/', 'https://chatgpt.com/'],
  ['blob:https://chatgpt.com/0a1b', 'https://chatgpt.com/0a1b'],
  ['filesystem:https://chatgpt.com/temporary/x', 'https://chatgpt.com/temporary/x'],
  ['about:reader?url=https%3A%2F%2Fchatgpt.com%2Fx', 'https://chatgpt.com/x'],
  ['googlechrome://chatgpt.com/', 'https://chatgpt.com/'],
  ['googlechromes://chatgpt.com/x', 'https://chatgpt.com/x'],
  ['//chatgpt.com', 'https://chatgpt.com/'],
  ['chatgpt.com', 'https://chatgpt.com/'],
  ['chatgpt.com/path', 'https://chatgpt.com/path'],
  ['user:pw@chatgpt.com', 'https://chatgpt.com/'],
  ['user@chatgpt.com', 'https://chatgpt.com/'],
  ['*.chatgpt.com', 'https://chatgpt.com/'],
  ['https://*.chatgpt.com/c', 'https://chatgpt.com/c'],
])('%s is refused, and %s is meant', async (url, meant) => {
  const { message } = await refusalOf(() => ask(url));
  expect(message).toMatch(/^cannot read the address/);
  expect(message.endsWith(`; did you mean ${meant}?`)).toBe(true);
});

test.each([
  'chrome://settings/',
  'about:blank',
  'file:///x',
  'data:text/html,x',
  'javascript:alert(1)',
  'https://*/',
  '',
  ' ',
])('%p is refused, since no rule can be about it', async (url) => {
  expect((await refusalOf(() => ask(url))).message).toMatch(/expected an http, https, ws or wss address/);
});

test.each([' https://chatgpt.com/', 'HTTPS://CHATGPT.COM', 'https://user:pw@chatgpt.com:8443/', 'wss://chatgpt.com/s'])(
  '%p is decided',
  async (url) => {
    expect((await ask(url))[0]?.decision).toMatchObject({ rule: 'chat', restricts: true });
  },
);
