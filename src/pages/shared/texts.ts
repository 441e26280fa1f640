/** The interface's own texts from `_locales`, in the browser's language. Policy texts come from the policy instead. */
import { browser } from '../../protocol/browser.js';

/** A text by its key in `_locales`; the values fill its placeholders in order. */
export type Texts = (key: string, ...values: string[]) => string;

export const texts: Texts = (key, ...values) => browser.i18n.getMessage(key, values.map(isolated));

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A value that runs the other way keeps the sentence around it in order: it is set apart by invisible marks. */
function isolated(value: string): string {
  return RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value;
}

/** The language of the texts above, with the browser's region where that fits: `en-GB` where the texts are English. */
export function interfaceLanguage(): string {
  const ours = texts('locale_tag');
  const wanted = browser.i18n.getUILanguage();
  return wanted.split('-', 1)[0] === ours ? wanted : ours;
}

/**
 * The reader's languages for policy texts, most wanted first. That of the labels around them comes first, so that a page
 * speaks one language, unless the labels are in English only because there are none in the browser's own.
 */
export function readerLanguages(): string[] {
  const browsers = browser.i18n.getUILanguage();
  const ours = interfaceLanguage();
  const isFallback = texts('locale_tag') === 'en' && browsers.split('-', 1)[0] !== 'en';
  const languages = [...(isFallback ? [] : [ours]), ...navigator.languages, browsers];
  return [...new Set(languages)].slice(0, 20);
}

/** Fills every element that names its text in `data-text` or its name in `data-name`, and the document's language. */
export function fillTexts(): void {
  document.documentElement.lang = interfaceLanguage();
  document.documentElement.dir = directionOf(interfaceLanguage());
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts(element.dataset['text'] ?? '');
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-name]')) {
    element.setAttribute('aria-label', texts(element.dataset['name'] ?? ''));
  }
}

const RIGHT_TO_LEFT_LANGUAGES: ReadonlySet<string> = new Set([
  'ar',
  'ckb',
  'dv',
  'fa',
  'he',
  'ps',
  'sd',
  'ug',
  'ur',
  'yi',
]);

function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT_LANGUAGES.has(language.split('-', 1)[0] ?? '') ? 'rtl' : 'ltr';
}
