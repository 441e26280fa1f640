/** French writes the first day of a month as an ordinal, which `Intl` does not (CLDR has no field for it). */

const FIRST = /(?<!\d)1(?=[ \u00a0\u202f](?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))/g;

/** @param date as `Intl.DateTimeFormat` writes it in that language */
export function firstOfMonth(date: string, language: string): string {
  return language.startsWith('fr') ? date.replace(FIRST, '1er') : date;
}
