import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatBlockedAddress, parseBlockedAddress } from '../../../src/protocol/block-page-url.js';

const PAGE = 'chrome-extension://own/blocked.html';

describe('an address of the explanation page reads back as it was written', () => {
  test.each([
    'https://chatgpt.com/',
    'https://chatgpt.com/c/1?next=https://other.example/#1/a/b',
    'https://chatgpt.com/#fragment#again',
    'https://chatgpt.com/%2F%23',
  ])('for %s', (url) => {
    const address = { pageToken: 'Ab-_9', ruleId: 'no-chat.gpt_1', url };
    expect(parseBlockedAddress(new URL(formatBlockedAddress(PAGE, address)).hash)).toEqual(address);
  });

  test('for whatever stands in the restricted URL', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (url) => {
        const address = { pageToken: 'pageToken', ruleId: 'rule', url };
        expect(parseBlockedAddress(formatBlockedAddress('', address))).toEqual(address);
      }),
    );
  });
});

test('the number sign before the fragment may be missing', () => {
  expect(parseBlockedAddress('1/p/r/https://a.example/')).toEqual({
    pageToken: 'p',
    ruleId: 'r',
    url: 'https://a.example/',
  });
});

test.each([
  '',
  '#',
  '#https://a.example/',
  '#2/p/r/https://a.example/',
  '#11/p/r/https://a.example/',
  '#1/p/r/',
  '#1/p//https://a.example/',
  '#1//r/https://a.example/',
  '#1/p q/r/https://a.example/',
  `#1/${'p'.repeat(65)}/r/https://a.example/`,
  '#1/p/R!/https://a.example/',
  '##1/p/r/https://a.example/',
])('%j was written by no rule of ours', (fragment) => {
  expect(parseBlockedAddress(fragment)).toBeNull();
});
