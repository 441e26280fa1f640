/** The interface's own texts from `_locales`, in the browser's language. Policy texts come from the policy instead. */
import browser from 'webextension-polyfill';

/** A text by its key in `_locales`; the values fill its placeholders in order. */
export type Texts = (key: string, ...values: string[]) => string;

export const texts: Texts = (key, ...values) => browser.i18n.getMessage(key, values);

/** The language of the texts above, with the browser's region where that fits: `en-GB` where the texts are English. */
export function interfaceLanguage(): string {
  const ours = texts('locale_tag');
  const wanted = browser.i18n.getUILanguage();
  return wanted.split('-', 1)[0] === ours ? wanted : ours;
}

/** The reader's languages for policy texts, most wanted first. */
export function readerLanguages(): string[] {
  return [...new Set([...navigator.languages, browser.i18n.getUILanguage()])].slice(0, 20);
}

/** Fills every element that names its text in `data-text`, and the document's language. */
export function fillTexts(): void {
  document.documentElement.lang = interfaceLanguage();
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = texts(element.dataset['text'] ?? '');
  }
}
