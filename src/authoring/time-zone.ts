/**
 * Time zones that every browser knows. Chromium and Node also take names that only their own library has, such as PST, IST or
 * BST, which is Bangladesh's there; Firefox refuses them.
 */
import { isTimeZone } from '../policy/window.js';

/** The areas of the IANA database, links of older names included. */
const AREAS =
  /^(?:africa|america|antarctica|arctic|asia|atlantic|australia|brazil|canada|chile|etc|europe|indian|mexico|pacific|us)\//i;

/** Names of the IANA database without an area. */
const WITHOUT_AREA = new Set(
  (
    'cet cst6cdt cuba eet egypt eire est est5edt gb gb-eire gmt gmt+0 gmt-0 gmt0 greenwich hongkong hst iceland iran israel ' +
    'jamaica japan kwajalein libya met mst mst7mdt navajo nz nz-chat poland portugal prc pst8pdt roc rok singapore turkey uct ' +
    'universal utc w-su wet zulu'
  ).split(' '),
);

/** Names that the database had once, or never. */
const NOT_IANA = new Set(['us/pacific-new', 'canada/east-saskatchewan', 'etc/unknown']);

/** Whether it is a name of the IANA database; letter case does not count, as in browsers. */
export function isIanaTimeZone(name: string): boolean {
  const lower = name.toLowerCase();
  return (AREAS.test(name) || WITHOUT_AREA.has(lower)) && !NOT_IANA.has(lower) && isTimeZone(name);
}
