/** Numbers of persons: what states write, and their check digits. A sample of each state's own manuals is no finding. */
import type { WrittenNumber } from './digits.js';

const set = (values: string): ReadonlySet<string> => new Set(values.split(' '));

const NIR =
  /([1-478])([ .-]?)(\d\d)\2(0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)\2(\d\d|2[AB])\2(\d{3})\2(\d{3})[ .-]?(\d\d)/y;
const NIR_PUBLISHED = set('185057800608436 255081416802538 269054958815780 180126955222380 160027511400163');

/** French social security number: sex, year, month, department, commune, order, and 97 less the rest. @returns its end, or 0 */
export function nirEnd(text: string, start: number): number {
  NIR.lastIndex = start;
  const match = NIR.exec(text);
  if (match === null) return 0;
  const [whole, sex = '', , year = '', month = '', department = '', commune = '', order = '', key = ''] = match;
  const number = Number(`${sex}${year}${month}${department.replace('A', '0').replace('B', '0')}${commune}${order}`);
  const island = department === '2A' ? 1_000_000 : department === '2B' ? 2_000_000 : 0;
  const published = NIR_PUBLISHED.has(whole.replace(/[ .-]/g, ''));
  if (published || commune === '000' || order === '000' || 97 - ((number - island) % 97) !== Number(key)) return 0;
  return start + whole.length;
}

const STEUER_ID_PUBLISHED = set(
  '36574261809 65929970489 86095742719 47036892816 65299970480 26954371827 57549285017 25768131411 12345678903',
);

/** German tax number of a person (11 digits): one digit twice or thrice, the others once; ISO/IEC 7064, MOD 11,10. */
export function isSteuerId({ digits, grouping, separator }: WrittenNumber): boolean {
  if (digits.length !== 11 || digits.startsWith('0') || !['11', '2-3-3-3'].includes(grouping) || separator === null)
    return false;
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  if (repeated.length !== 1 || (repeated[0] ?? 0) > 3) return false;
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  const check = 11 - product;
  return (check === 10 ? 0 : check) === Number(digits[10]) && !STEUER_ID_PUBLISHED.has(digits);
}

const ID_CARD_PUBLISHED = set(
  'T22000129 T220001293 L01X00T47 L01X00T471 LZ6311T47 LZ6311T475 C01X00T47 C01X00T478 CH0000000',
);

/** German identity card or passport: nine signs and, in documents for machines, a check digit (weights 7, 3, 1). */
export function isGermanDocument(value: string): boolean {
  if (ID_CARD_PUBLISHED.has(value) || (value.match(/\d/g) ?? []).length < 3) return false;
  if (value.length === 9) return true;
  const weights = [7, 3, 1];
  const sum = Array.from(value.slice(0, 9)).reduce(
    (total, sign, place) => total + Number.parseInt(sign, 36) * (weights[place % 3] ?? 0),
    0,
  );
  return sum % 10 === Number(value[9]);
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const DNI_PUBLISHED = set(
  '12345678Z 00000000T 00000001R 99999999R 11111111H X1234567L X0000000T Y1234567X Z1234567R 87654321X',
);

/** Spanish DNI (eight digits) or NIE (X, Y or Z and seven): the letter is the rest by 23. */
export function isDni(number: string, letter: string): boolean {
  const digits = number.replace(/^[XYZ]/, (first) => String('XYZ'.indexOf(first)));
  return DNI_LETTERS[Number(digits) % 23] === letter && !DNI_PUBLISHED.has(number + letter);
}

const NINO = /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/;
const NINO_PUBLISHED = set('AB123456C AB123456A AA123456A AA123456B AA123456C AA000000A JG103759A PP123456A');

/** British national insurance number; it has no check. @param value without blanks */
export function isNino(value: string): boolean {
  return NINO.test(value) && !NINO_PUBLISHED.has(value);
}

const SSN_PUBLISHED = set(
  '123456789 078051120 219099999 457555462 111111111 222222222 333333333 444444444 555555555 777777777 888888888',
);

/** US social security number; it has no check, only numbers that are never given out. */
export function isSsn(digits: string): boolean {
  return (
    digits.length === 9 && /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(digits) && !SSN_PUBLISHED.has(digits)
  );
}

const CODICE_FISCALE = /^[A-Z]{6}[\dLMNP-V]{2}[ABCDEHLMPRST][\dLMNP-V]{2}[A-Z][\dLMNP-V]{3}[A-Z]$/;
const CODICE_PUBLISHED = set(
  'RSSMRA85T10A562S RSSMRA80A01H501U MRTMTT91D08F205J MRTMTT25D09F205Z VRDGPP13R10B293P RSSMRA70A01H501S BNCLCU80A01F205X',
);
/** What a sign in an odd place counts: digits and A to J alike, then K to Z. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Italian tax number of a person: name, birth, place and a letter as check. @param value upper case, without blanks */
export function isCodiceFiscale(value: string): boolean {
  if (!CODICE_FISCALE.test(value) || CODICE_PUBLISHED.has(value)) return false;
  let sum = 0;
  for (const [place, sign] of Array.from(value.slice(0, 15)).entries()) {
    const number = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    sum += place % 2 === 0 ? (ODD[number] ?? 0) : number;
  }
  return String.fromCharCode(65 + (sum % 26)) === value[15];
}
