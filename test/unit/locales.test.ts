import { describe, expect, test } from '@jest/globals';
import { ACTION_NAMES, rowOf, DECISIONS } from '../../src/policy/actions.js';
import { EVENT_DATA_KINDS, UNREAD_REASONS } from '../../src/policy/data-policy.js';
import { INITIAL_MODES } from '../../src/trust/managed-keys.js';
import { eventKinds } from '../../src/events/event-kinds.js';
import { ANSWER_READERS } from '../../src/protocol/answer-readers.js';
import { HEALTH_ITEMS } from '../../src/protocol/health-items.js';
import { problemCodes } from '../../src/protocol/problem-codes.js';
import { problemTexts } from '../../src/pages/shared/problems.js';
import { CATEGORIES } from '../../src/catalogue/categories.js';
import { categoryName } from '../../src/pages/shared/labels.js';
import { filesUnder, readRepositoryFile, readRepositoryJson } from '../support/repository.js';
import { TYPOGRAPHY } from '../support/typography.js';
import { aStatus } from '../support/views.js';

type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

const LANGUAGES = ['en', 'fr', 'de', 'es'] as const;

const messagesOf = (language: string) => readRepositoryJson(`public/_locales/${language}/messages.json`) as Messages;
const en = messagesOf('en');

const pages = [...filesUnder('src/pages', '.ts'), ...filesUnder('src/content', '.ts'), 'src/platform/toolbar.ts']
  .map(readRepositoryFile)
  .join('\n');
const documents = filesUnder('public', '.html').map(readRepositoryFile).join('\n');

/** Keys that are built from problem codes: those that the pages' own view asks for. */
function problemKeys(): string[] {
  const asked: string[] = [];
  const problems = problemCodes.map((code) => ({ code, detail: '2026-11-01T12:00:00Z' }));
  problemTexts(aStatus({ policy: null, problems }), (key) => String(asked.push(key)), 'en');
  return asked;
}

function keysIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, key = '']) => key);
}

/** Keys that are built from what the worker answers. */
const BUILT_KEYS = [
  ...DECISIONS.flatMap((decision) => [`decision_${decision}`, `popup_site_${decision}`]),
  ...ACTION_NAMES.flatMap((action) => {
    const { page } = rowOf(action);
    return page === null ? [] : [page.title, page.generic, page.headline, page.why, page.since, page.noReason];
  }),
  ...['code', 'log'].map((kind) => `data_kind_${kind}`),
  ...EVENT_DATA_KINDS.map((kind) => `data_why_${kind}`),
  ...UNREAD_REASONS.map((reason) => `data_unread_${reason.replace('-', '_')}`),
  ...['optional', 'required'].map((kind) => `blocked_justification_${kind}`),
  ...ANSWER_READERS.map((readers) => `blocked_justification_note_${readers.replaceAll('-', '_')}`),
  ...eventKinds.map((kind) => `event_${kind.replaceAll('-', '_')}`),
  ...CATEGORIES.map((category) => categoryName(category, (key) => key)),
  ...['kept', 'waiting'].map((deliveryStatus) => `status_event_${deliveryStatus}`),
  ...INITIAL_MODES.map((mode) => `status_initial_${mode}`),
  ...HEALTH_ITEMS.map((item) => `selfcheck_${item.replaceAll('-', '_')}`),
];

const used = new Set([
  ...BUILT_KEYS,
  ...keysIn(documents, /data-(?:text|name)="(\w+)"/g),
  ...keysIn(readRepositoryFile('manifest.json'), /__MSG_(\w+)__/g),
  ...keysIn(pages, /texts\(\s*'(\w+)'/g),
  ...problemKeys(),
]);
/** Texts chosen by a condition or a table stand in the code as plain strings. */
const mentioned = new Set(keysIn(pages, /'((?:[a-z]+)_\w+)'/g));

describe('the texts of the interface', () => {
  test('are there for every key that the pages, documents and manifest use', () => {
    expect([...used, ...mentioned].filter((key) => !(key in en))).toEqual([]);
    expect(used.size).toBeGreaterThan(40);
  });

  test('are all used', () => {
    expect(Object.keys(en).filter((key) => !used.has(key) && !mentioned.has(key))).toEqual([]);
  });

  test('name every category of the catalogue', () => {
    expect(CATEGORIES.filter((category) => !categoryName(category, (key) => key).startsWith('category_'))).toEqual([]);
  });

  test('have words for every problem', () => {
    expect(problemKeys()).toHaveLength(problemCodes.length);
  });
});

describe.each(LANGUAGES)('the texts in %s', (language) => {
  const messages = messagesOf(language);

  test('are those of every language, with the same placeholders for the same values', () => {
    const shape = (all: Messages) => Object.entries(all).map(([key, { placeholders }]) => [key, placeholders ?? {}]);
    expect(Object.fromEntries(shape(messages))).toEqual(Object.fromEntries(shape(en)));
  });

  test('use exactly the placeholders that they declare', () => {
    for (const { message, placeholders } of Object.values(messages)) {
      const inText = keysIn(message, /\$(\w+)\$/g).map((name) => name.toLowerCase());
      expect([...new Set(inText)].sort()).toEqual(Object.keys(placeholders ?? {}).sort());
    }
  });

  test('are not empty, and say which language they are in', () => {
    expect(Object.values(messages).filter(({ message }) => message.trim() === '')).toEqual([]);
    expect(messages['locale_tag']?.message).toBe(language);
  });
});

/** What reads as translated, or as a private word of the project. Add what a native reader has marked. */
const BANNED: Readonly<Record<(typeof LANGUAGES)[number], RegExp>> = {
  en: /asks? for care|all the same|in order\b|support id\b|open again|look for news|in force|leapt|believe|\bheld?\b|stays? closed|hand it on|has chosen that|that no rule is about|\brefused\b|policy.s host/i,
  fr: /anneau|à surveiller|demande de la prudence|ce à quoi|y conduisons|en ordre|gardien de page|alarmes|ceux-ci|qu.elles vous|restrein/i,
  de: /eingeschränkt\b|hingeführt|geprüft jetzt|verlangt vorsicht|vertraute schlüssel|wecker|hält alle|zu fragen|nachfrage nach|braucht aufmerksamkeit|dieser wird|administration\b/i,
  es: /anillo|pide cuidado|en orden|alarmas|de los que no trata|le llevamos|directiva/i,
};

test.each(LANGUAGES)('no text in %s has a banned phrase', (language) => {
  const all = Object.entries(messagesOf(language));
  expect(all.filter(([, { message }]) => BANNED[language].test(message))).toEqual([]);
});

/** A sentence ends where the next begins with a capital; an ellipsis within one ends nothing. */
const sentencesIn = (text: string): number => text.split(/[.!?…]\s+(?=[\p{Lu}¿¡$])/u).length;

test('texts have as many sentences in each language', () => {
  const counts = LANGUAGES.map((language) =>
    Object.fromEntries(Object.entries(messagesOf(language)).map(([key, { message }]) => [key, sentencesIn(message)])),
  );
  for (const count of counts) expect(count).toEqual(counts[0]);
  expect(Object.values(counts[0] ?? {}).filter((count) => count > 1).length).toBeGreaterThan(40);
});

test.each(TYPOGRAPHY)('texts in $language have $rule', ({ language, wrong, right }) => {
  const all = Object.entries(messagesOf(language));
  expect(all.filter(([, { message }]) => wrong.test(message))).toEqual([]);
  expect(all.filter(([, { message }]) => right.test(message)).length).toBeGreaterThan(1);
});

test.each(LANGUAGES)('texts in %s have typographic apostrophes and ellipses', (language) => {
  const all = Object.entries(messagesOf(language));
  expect(all.filter(([, { message }]) => /'|\.\.\./.test(message))).toEqual([]);
});

test('documents show the English text until the scripts have filled in the reader’s', () => {
  const shown = [...documents.matchAll(/data-text="(\w+)"[^>]*>([^<]*)</g)].map(([, key = '', text = '']) => [
    key,
    text.replace(/\s+/g, ' ').trim(),
  ]);
  expect(shown.length).toBeGreaterThan(10);
  expect(shown).toEqual(shown.map(([key = '']) => [key, en[key]?.message]));
});

test.each([
  ['en', 'rejected'],
  ['fr', 'rejeté'],
  ['de', 'abgelehnt'],
  ['es', 'rechazado'],
])('rules that are not enforced exceed a limit or were rejected by the browser, in %s', (language, verb) => {
  const messages = messagesOf(language);
  expect(messages['problem_rules_rejected']?.message).toContain(verb);
  expect(messages['problem_rules_truncated']?.message).toContain(verb);
});
