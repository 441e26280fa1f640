/** The sentences of the data sheet, by language: each language has those of the English one, or does not compile. */
import type { en } from './en.js';

export type SheetTexts = Readonly<Record<keyof typeof en, string>>;

/** @param values for the places `{…}` of the sentence */
export function filled(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
