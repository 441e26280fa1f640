/** The sentences of the data sheet, by language. */
import type { SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { SheetTexts } from './texts.js';

export const SHEET_TEXTS: Readonly<Record<SheetLanguage, SheetTexts>> = { en, fr, de, es };
