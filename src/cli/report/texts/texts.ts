/** The words of the page of the report: each language has those of the English one, or does not compile. */
import type { en } from './en.js';

export type ReportTexts = Readonly<Record<keyof typeof en, string>>;
