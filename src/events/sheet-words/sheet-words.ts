/**
 * What employees and their representatives read of each event and field: plain words and a purpose, in four languages. The data sheet
 * is written from it, and of the English one docs/reference/events.md has the purposes. A language that lacks an event or a field does
 * not compile. Not part of the extension.
 */
import type { EventDataKind } from '../../policy/data-policy.js';
import type { EventField } from '../event-fields.js';
import type { EventKind } from '../event-kinds.js';
import type { Sender } from '../otlp.js';

export const SHEET_LANGUAGES = ['en', 'fr', 'de', 'es'] as const;
export type SheetLanguage = (typeof SHEET_LANGUAGES)[number];

export interface SheetWords {
  readonly kinds: Readonly<Record<EventKind, { readonly what: string; readonly purpose: string }>>;
  readonly fields: Readonly<Record<EventField, string>>;
  readonly sender: Readonly<Record<keyof Sender, string>>;
  /** What the data guard looks for. */
  readonly dataKinds: Readonly<Record<EventDataKind, string>>;
}
