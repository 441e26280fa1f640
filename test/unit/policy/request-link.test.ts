import { expect, test } from '@jest/globals';
import { fillRequest, isRequestTemplate } from '../../../src/policy/request-link.js';

const values = { tool: 'A&B?x=1#', rule: 'no-ai', revision: '7', support: 'AB12C-3D4E5' };

test.each([
  ['https://a.example/?t={tool}&r={rule}', 'https://a.example/?t=A%26B%3Fx%3D1%23&r=no-ai'],
  ['https://a.example/{rule}/{revision}/{support}', 'https://a.example/no-ai/7/AB12C-3D4E5'],
  ['mailto:it@a.example?subject={tool}', 'mailto:it@a.example?subject=A%26B%3Fx%3D1%23'],
  ['it@a.example', 'mailto:it%40a.example'],
])('%s becomes %s', (template, expected) => {
  expect(fillRequest(template, values)).toBe(expected);
});

test.each([
  'javascript:alert(1)',
  'data:text/html,{tool}',
  'http://a.example/',
  'https://{tool}/',
  'https://{tool}.a.example/',
  'https://a.example{tool}/',
  'https://user@a.example/',
  'https://a.example/{url}',
  'https://a.example/{constructor}',
  'mailto:{tool}@a.example',
  'it',
  '',
])('%s is no way to ask', (template) => {
  expect(fillRequest(template, values)).toBeNull();
  expect(isRequestTemplate(template)).toBe(false);
});
