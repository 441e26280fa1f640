/** The interface's own texts, as the browser fills them in. */
import { readRepositoryJson } from './repository.js';

export const LANGUAGES = ['en', 'fr', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

export type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

export const messagesOf = (language: Language): Messages =>
  readRepositoryJson(`public/_locales/${language}/messages.json`) as Messages;

/** @throws when there is no such text: a mistake in the test */
export function message(language: Language, key: string, ...values: string[]): string {
  const entry = messagesOf(language)[key];
  if (entry === undefined) throw new Error(`no text ${key} in ${language}`);
  return entry.message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const place = entry.placeholders?.[name.toLowerCase()]?.content ?? '';
    return values[Number(place.slice(1)) - 1] ?? '';
  });
}
