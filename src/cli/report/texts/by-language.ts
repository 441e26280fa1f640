/** The words of the page of the report, by language. */
import type { SheetLanguage } from '../../../events/sheet-words/sheet-words.js';
import { de } from './de.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import type { ReportTexts } from './texts.js';

export const REPORT_TEXTS: Readonly<Record<SheetLanguage, ReportTexts>> = { en, fr, de, es };
