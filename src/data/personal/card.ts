/** Payment cards: issuer ranges, lengths, the groups that are printed on them, and the check digit of ISO/IEC 7812. */
import { luhn, type WrittenNumber } from './digits.js';

interface Issuer {
  /** From and to, as the card begins. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  readonly groupings: readonly string[];
}

const FOURS = ['16', '4-4-4-4'];
const ISSUERS: readonly Issuer[] = [
  { ranges: [[4, 4]], groupings: [...FOURS, '13', '4-3-3-3', '19', '4-4-4-4-3'] },
  {
    ranges: [
      [51, 55],
      [2221, 2720],
      [6011, 6011],
      [644, 649],
      [65, 65],
      [3528, 3589],
    ],
    groupings: FOURS,
  },
  {
    ranges: [
      [34, 34],
      [37, 37],
    ],
    groupings: ['15', '4-6-5'],
  },
  {
    ranges: [
      [300, 305],
      [36, 36],
      [38, 39],
    ],
    groupings: ['14', '4-6-4'],
  },
  {
    ranges: [
      [62, 62],
      [81, 81],
    ],
    groupings: [...FOURS, '19', '6-13', '4-4-4-4-3'],
  },
  {
    ranges: [
      [5018, 5018],
      [5020, 5020],
      [5038, 5038],
      [5893, 5893],
      [6304, 6304],
      [6759, 6763],
    ],
    groupings: [...FOURS, '18', '19'],
  },
];

/** Numbers that vendors publish for tests, and never a person's. */
const PUBLISHED = new Set(
  (
    '4012888888881881 4000056655665556 5105105105105100 5200828282828210 2223003122003222 378282246310005 371449635398431 ' +
    '6011000990139424 30569309025904 38520000023237 3566002020360505 4012000033330026 5425233430109903'
  ).split(' '),
);

export function isCard({ digits, grouping, separator }: WrittenNumber): boolean {
  if (separator === null || separator === '/' || digits.length < 13 || digits.length > 19) return false;
  return (
    ISSUERS.some((issuer) => issuer.groupings.includes(grouping) && issued(digits, issuer)) &&
    luhn(digits) &&
    !isPublished(digits)
  );
}

function issued(digits: string, { ranges }: Issuer): boolean {
  return ranges.some(([from, to]) => {
    const begin = Number(digits.slice(0, String(from).length));
    return begin >= from && begin <= to;
  });
}

/** Six equal digits in a row, or three kinds of digits in all: made to be remembered. */
function isPublished(digits: string): boolean {
  return PUBLISHED.has(digits) || /(\d)\1{5}/.test(digits) || new Set(digits).size <= 3 || digits.includes('123456789');
}
