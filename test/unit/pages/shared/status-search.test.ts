/** "May I use…?": what is said of each tool that was found. */
import { expect, test } from '@jest/globals';
import { searchTexts, type Reader } from '../../../../src/pages/status/view.js';
import type { Search } from '../../../../src/protocol/overview.js';
import { HOUR_MS, NOW_MS } from '../../../support/policies.js';
import { keyAndValues, texts } from '../../../support/texts.js';

const reader: Reader = { texts, language: 'en', nowMs: NOW_MS };

const tool: Search['tools'][number] = {
  name: 'ChatGPT',
  vendor: 'OpenAI',
  category: 'assistant',
  about: null,
  home: 'https://chatgpt.com/',
  decision: 'restricted',
  ruleId: 'assistants',
  reason: null,
  untilMs: null,
  alternatives: [],
};

const found = (changes: Partial<typeof tool>) =>
  searchTexts({ tools: [{ ...tool, ...changes }], address: null }, reader)[0];

test('a decision that ends says so beside its name, not within it', () => {
  const ends = found({ untilMs: NOW_MS + HOUR_MS });
  expect(ends?.said).toBe(keyAndValues('decision_restricted'));
  expect(ends?.when).toMatch(/^status_until\(today at /);
  expect(found({})?.when).toBeNull();
});

test('a restricted tool is no link', () => {
  expect(found({})?.home).toBeNull();
  expect(found({ decision: 'approved' })?.home).toBe('https://chatgpt.com/');
});
