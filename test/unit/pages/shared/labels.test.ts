/** A search for a kind of tool, in the reader's language. */
import { expect, test } from '@jest/globals';
import { categoriesLike } from '../../../../src/pages/shared/labels.js';
import { message, type Language } from '../../../support/messages.js';

const like = (language: Language, query: string) =>
  categoriesLike(query, (key, ...values) => message(language, key, ...values));

test.each<[Language, string, string[]]>([
  ['en', 'translator', ['translation']],
  ['en', 'images', ['image']],
  ['en', 'Search', ['search']],
  ['fr', 'traducteur', ['translation']],
  ['fr', 'réunion', ['meetings']],
  ['de', 'Übersetzer', ['translation']],
  ['de', 'Bild', ['image']],
  ['de', 'programmieren', ['code']],
  ['es', 'traductor', ['translation']],
  ['es', 'vídeo', ['video']],
  ['en', 'chatgpt', []],
  ['en', 'transport', []],
  ['en', 'ai', []],
  ['en', '', []],
])('in %s, %j means %j', (language, query, expected) => {
  expect(like(language, query)).toEqual(expected);
});
