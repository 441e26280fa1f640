/** International bank account numbers (ISO 13616): the length of each country, and 97 as the check. */

/** As the registry has them: a length, and the countries that have it. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    '15NO 16BE 18DKFIFKFOGLNLSD 19MKSI 20ATBAEEKZLTLUMNXK 21CHHRLILV 22BGBHCRDEGBGEIEMERSVA 23AEGIILIQOMSOTL ' +
    '24ADCZESMDPKROSASESKTNVG 25LYPTST 26ISTR 27BIDJFRGRITMCMRSM 28ALAZBYCYDOGTHNHULBNIPLSV 29BREGPSQAUA ' +
    '30JOKWMUYE 31MTSC 32LC 33RU'
  )
    .split(' ')
    .flatMap((row) => (row.slice(2).match(/../g) ?? []).map((country) => [country, Number(row.slice(0, 2))] as const)),
);

/** The examples of the registry and of encyclopaedias, which stand in manuals everywhere. */
const PUBLISHED = new Set(
  (
    'DE89370400440532013000 DE91100000000123456789 DE02120300000000202051 DE02500105170137075030 FR1420041010050500013M02606 ' +
    'FR7630006000011234567890189 GB29NWBK60161331926819 GB82WEST12345698765432 GB33BUKB20201555555555 ES9121000418450200051332 ' +
    'IT60X0542811101000000123456 NL91ABNA0417164300 NL20INGB0001234567 BE68539007547034 CH9300762011623852957 AT611904300234573201'
  ).split(' '),
);

const BLANK = /[\s\u00A0\u202F-]/;

/** @param start of the country's letters @returns behind the number, or 0 when there is none */
export function ibanEnd(text: string, start: number): number {
  const length = LENGTHS.get(text.slice(start, start + 2));
  if (length === undefined) return 0;
  let [at, compact] = [start, ''];
  while (compact.length < length) {
    const sign = text[at] ?? '';
    if (/[A-Z0-9]/.test(sign)) compact += sign;
    else if (!BLANK.test(sign) || sign === '\n' || compact.length % 4 !== 0 || BLANK.test(text[at - 1] ?? '')) return 0;
    at += 1;
  }
  if (/[A-Za-z0-9]/.test(text[at] ?? '')) return 0;
  return isIban(compact) && !PUBLISHED.has(compact) ? at : 0;
}

function isIban(compact: string): boolean {
  if (/^(.)\1*$/.test(compact.slice(4))) return false;
  let rest = 0;
  for (const sign of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
