/** The interface's words in the browser's language. */
import type { Texts } from './view.js';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A value that runs the other way is set apart, so that it keeps the sentence around it in order. */
export const texts: Texts = (key, ...values) =>
  chrome.i18n.getMessage(
    key,
    values.map((value) => (RIGHT_TO_LEFT.test(value) ? `\u2068${value}\u2069` : value)),
  );
