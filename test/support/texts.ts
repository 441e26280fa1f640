import type { Texts } from '../../src/pages/shared/texts.js';

/** What `texts` gives for a key with values: "key(first|second)". */
export const keyAndValues = (key: string, ...values: string[]): string =>
  values.length === 0 ? key : `${key}(${values.join('|')})`;

/** Stands in for the locales: the key and its values, so that a test sees both. */
export const texts: Texts = keyAndValues;
