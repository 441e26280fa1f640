/** `src/events/event-fields.ts` and the tables beside it are the one definition of an event: nothing else repeats a part of it. */
import { expect, test } from '@jest/globals';
import { DEGRADED_CODES } from '../../../src/events/data-event.js';
import { eventFieldRows } from '../../../src/events/event-fields.js';
import { eventKinds } from '../../../src/events/event-kinds.js';
import { SENDER_FIELDS } from '../../../src/events/otlp.js';
import { filesUnder, readRepositoryFile } from '../../support/repository.js';

const sources = [...filesUnder('src', '.ts'), ...filesUnder('scripts', '.mjs')].map((file) => ({
  ...{ file, text: readRepositoryFile(file) },
}));

const filesWith = (isThere: (text: string) => boolean): string[] =>
  sources.filter(({ text }) => isThere(text)).map(({ file }) => file);

const attributes = eventFieldRows.flatMap(([, { attribute }]) => attribute ?? []);

test.each(attributes)('%s stands in one file', (attribute) => {
  expect(filesWith((text) => text.includes(`'${attribute}'`))).toEqual(['src/events/event-fields.ts']);
});

test.each(Object.values(SENDER_FIELDS))('%s stands in one file', (attribute) => {
  expect(filesWith((text) => text.includes(`'${attribute}'`))).toEqual(['src/events/otlp.ts']);
});

/** What each is for, in the languages of the data sheet; without one of them they do not compile. */
const SHEETS = ['de', 'en', 'es', 'fr'].map((language) => `src/events/sheet-words/${language}.ts`);

test.each([
  ['reasons of a guard that does not see', DEGRADED_CODES, ['src/events/data-event.ts']],
  ['kinds of events', eventKinds, ['src/events/event-kinds.ts', 'src/events/event-words.ts', ...SHEETS]],
])('the %s are listed in one file, and explained in one', (_, names, files) => {
  const named = (text: string) => names.filter((name) => new RegExp(`'${name}'|^\\s*${name}:`, 'm').test(text));
  expect(filesWith((text) => named(text).length >= names.length - 1).sort()).toEqual(files);
});
