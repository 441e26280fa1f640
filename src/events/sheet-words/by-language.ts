/** The words of the data sheet, by language. */
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { SheetLanguage, SheetWords } from './sheet-words.js';

export const SHEET_WORDS: Readonly<Record<SheetLanguage, SheetWords>> = { en, fr, de, es };
