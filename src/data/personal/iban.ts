/** International bank account numbers (ISO 13616): the length of each country, and 97 as the check. */

/** Lengths as the registry has them. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 ' +
    'FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 ' +
    'MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 ' +
    'SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((row) => [row.slice(0, 2), Number(row.slice(2))]),
);

/** The examples of the registry and of encyclopaedias, which stand in manuals everywhere. */
const PUBLISHED = new Set(
  (
    'DE89370400440532013000 DE91100000000123456789 DE02120300000000202051 DE02500105170137075030 DE12500105170648489890 ' +
    'FR1420041010050500013M02606 FR7630006000011234567890189 GB29NWBK60161331926819 GB82WEST12345698765432 GB33BUKB20201555555555 ' +
    'ES9121000418450200051332 ES7921000813610123456789 IT60X0542811101000000123456 NL91ABNA0417164300 NL20INGB0001234567 ' +
    'BE68539007547034 BE71096123456769 CH9300762011623852957 CH5604835012345678009 AT611904300234573201 AT483200000012345864 ' +
    'LU280019400644750000 PT50000201231234567890154 IE29AIBK93115212345678 PL61109010140000071219812874 DK5000400440116243 ' +
    'SE4550000000058398257466 NO9386011117947 FI2112345600000785'
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
