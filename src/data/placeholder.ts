/** Values that stand for a secret without being one, and how random a value is. */

const SPELT = /^(?:secret[_-]?(?:key|here)?|<.*>?|\$\{?.*|\{\{.*|%[\w.]+%?|\*+.*|\.{3,}|\[.*\]?)$/s;
const WORDS =
  /(?:^|[^a-z0-9])(?:examples?|sample|change_?-?(?:me|it)|placeholder|dummy|fake|redacted|removed|your|my(?=[_-])|insert|replace|todo|tbd|none|null|undefined|hidden|masked|dein|ihr|votre|tu|mot_?de_?passe|beispiel|exemple|ejemplo)(?:$|[^a-z0-9])/i;
/** As in the keys of vendors' own documentation. */
const ENDS = /EXAMPLE(?:KEY)?$/;
const FILLED = /x{4}|X{4}|\*{3}|\.{3}|…|_{4}|#{4}/;
const COUNTED = /^(?:0?123456789|abcdef|qwert|asdf)/i;

/** @param value a secret's candidate, without quotes */
export function isPlaceholder(value: string): boolean {
  return SPELT.test(value) || FILLED.test(value) || ENDS.test(value) || WORDS.test(value);
}

/** Stricter, for values that nothing but a word before them gives away. */
export function isWeakValue(value: string): boolean {
  return isPlaceholder(value) || COUNTED.test(value) || new Set(value).size < 5;
}

/** Shannon's, in bits for each character: 0 for `aaaa`, at most 4 for hexadecimal, about 5 for a random key. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
