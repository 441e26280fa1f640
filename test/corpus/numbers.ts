/** Numbers of persons with right check digits, made for the test. The rules are the states' and ISO's own, written a second time. */
import type { Chance } from './random.js';

export type Make = (chance: Chance) => string;

function luhnComplete(body: string): string {
  for (let check = 0; check < 10; check += 1) {
    const digits = Array.from(`${body}${check}`, Number).reverse();
    const sum = digits.reduce(
      (total, digit, place) => total + (place % 2 === 0 ? digit : digit < 5 ? digit * 2 : digit * 2 - 9),
      0,
    );
    if (sum % 10 === 0) return `${body}${check}`;
  }
  throw new Error('no check digit');
}

function grouped(text: string, lengths: readonly number[], separator: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const length of lengths) parts.push(text.slice(from, (from += length)));
  return parts.join(separator);
}

const ISSUERS = ['4539', '4716', '5211', '5412', '5598', '2221', '2690', '6011', '6503', '3530'];

export const card =
  (separator: string): Make =>
  (chance) =>
    grouped(luhnComplete(chance.of(ISSUERS) + chance.text('d', 11)), [4, 4, 4, 4], separator);
export const amex =
  (separator: string): Make =>
  (chance) =>
    grouped(luhnComplete(chance.of(['34', '37']) + chance.text('d', 12)), [4, 6, 5], separator);

/** Country, and its account: `n` a digit, `a` a capital, `c` either. */
const ACCOUNTS: readonly (readonly [string, string])[] = [
  ['DE', 'n18'],
  ['FR', 'n10c11n2'],
  ['ES', 'n20'],
  ['IT', 'a1n10c12'],
  ['GB', 'a4n14'],
  ['NL', 'a4n10'],
  ['CH', 'n5c12'],
  ['AT', 'n16'],
  ['BE', 'n12'],
  ['PT', 'n21'],
  ['PL', 'n24'],
];

export const iban =
  (separator: string): Make =>
  (chance) => {
    const [country, form] = chance.of(ACCOUNTS);
    const account = form.replace(/([nac])(\d+)/g, (_, kind: string, length: string) =>
      chance.text(kind === 'n' ? 'd' : kind === 'a' ? 'ABCDEFGHKLMNPRSTUVW' : 'u', Number(length)),
    );
    const value = Array.from(`${account}${country}00`, (sign) => String(Number.parseInt(sign, 36))).join('');
    const check = String(98n - (BigInt(value) % 97n)).padStart(2, '0');
    return grouped(
      `${country}${check}${account}`,
      Array.from({ length: 9 }, () => 4),
      separator,
    ).trimEnd();
  };

export const nir =
  (separator: string): Make =>
  (chance) => {
    const two = (least: number, most: number): string => String(chance.between(least, most)).padStart(2, '0');
    const three = (): string => String(chance.between(1, 950)).padStart(3, '0');
    const body = [
      chance.of(['1', '2']),
      two(40, 99),
      two(1, 12),
      chance.of([two(1, 19), two(21, 95)]),
      three(),
      three(),
    ];
    const key = 97n - (BigInt(body.join('')) % 97n);
    return [...body, String(key).padStart(2, '0')].join(separator);
  };

export const steuerId =
  (separator: string): Make =>
  (chance) => {
    // One digit twice, one not at all, the others once.
    let digits: string[];
    do {
      const all = Array.from('0123456789');
      all.splice(chance.between(0, 9), 1);
      all.push(chance.of(all));
      digits = all
        .map((digit) => [chance.next(), digit] as const)
        .sort(([one], [other]) => one - other)
        .map(([, digit]) => digit);
    } while (digits[0] === '0');
    const product = digits.reduce((carried, digit) => {
      const sum = (carried + Number(digit)) % 10 || 10;
      return (sum * 2) % 11;
    }, 10);
    return grouped(`${digits.join('')}${(11 - product) % 10}`, [2, 3, 3, 3], separator);
  };

const SIGNS_OF_CARDS = 'CFGHJKLMNPRTVWXYZ0123456789';

export const germanCard: Make = (chance) => {
  const body = chance.of(['L', 'M', 'P', 'T', 'C']) + chance.text(SIGNS_OF_CARDS, 4) + chance.text('d', 4);
  const sum = Array.from(body).reduce(
    (total, sign, place) => total + Number.parseInt(sign, 36) * ([7, 3, 1][place % 3] ?? 0),
    0,
  );
  return `${body}${sum % 10}`;
};

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

export const dni =
  (form: (digits: string, letter: string) => string): Make =>
  (chance) => {
    const digits = String(chance.between(10_000_000, 79_999_999));
    return form(digits, LETTERS.charAt(Number(digits) % 23));
  };
export const nie: Make = (chance) => {
  const [first, rest] = [chance.between(0, 2), chance.text('d', 7)];
  return `${'XYZ'.charAt(first)}${rest}${LETTERS.charAt(Number(`${first}${rest}`) % 23)}`;
};

export const nino =
  (separator: string): Make =>
  (chance) =>
    [
      chance.text('CEHJLMPRSW', 2),
      chance.text('d', 2),
      chance.text('d', 2),
      chance.text('d', 2),
      chance.of(['A', 'B', 'C', 'D']),
    ].join(separator);

export const ssn =
  (separator: string): Make =>
  (chance) =>
    [chance.between(201, 649), String(chance.between(11, 98)), String(chance.between(1200, 9800))].join(separator);

const MONTHS = 'ABCDEHLMPRST';
/** Positions 1, 3, 5 … count by this table, 2, 4, 6 … by their place in the alphabet. */
const ODD_VALUES = '1 0 5 7 9 13 15 17 19 21 2 4 18 20 11 3 6 8 12 14 16 10 22 25 24 23'.split(' ').map(Number);

export const codiceFiscale: Make = (chance) => {
  const body =
    chance.text('BCDFGLMNPRSTVZ', 6) +
    chance.text('d', 2) +
    chance.text(MONTHS, 1) +
    String(chance.between(1, 28)).padStart(2, '0') +
    chance.of(['H501', 'F205', 'L219', 'D612', 'A944', 'G273']);
  const sum = Array.from(body).reduce((total, sign, place) => {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    return total + (place % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value);
  }, 0);
  return body + String.fromCharCode(65 + (sum % 26));
};
