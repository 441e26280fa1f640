/**
 * Reads the moments that logs write. What a text cannot say (which of 06/12 is the day, which zone) is never taken from this
 * machine: the order comes from other dates of the log or from the administrator, and what has no zone is UTC or the zone given.
 */
import { SPACE } from './line-marks.js';
import { momentOf } from '../../policy/window.js';
import { DAY_LENGTH, digitAt, isPlain, isSame, numberAt, twoDigits } from './plain-moment.js';

export const DATE_ORDERS = ['dmy', 'mdy'] as const;

/** Day before month, or month before day, in dates such as 06/12/2026. */
export type DateOrder = (typeof DATE_ORDERS)[number];

export interface ClockOptions {
  /** Null: not known. */
  readonly order: DateOrder | null;
  /** Of moments without a zone. */
  readonly timeZone: string;
  /** Moments without a year are the last ones before this. */
  readonly nowMs: number;
}

const UPPER_Z = 90;
const LONGEST_MOMENT = 40;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Some firewalls write `2026:11:23-07:05:25`. */
const YEAR_FIRST = /^(\d{4})[-/.:](\d\d?)[-/.:](\d\d?)(?:[T ,-]+(.*))?$/;
const YEAR_LAST = /^(\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d)(?:[T ,]+(.*))?$/;
const DAY_MONTH_NAME = /^(?:[a-z]{3},? +)?(\d\d?)[- /.]+([a-z]{3})[a-z]*\.?[- /]+(\d{4})(?:[T :,]+(.*))?$/i;
const MONTH_NAME_DAY = /^(?:[a-z]{3},? +)?([a-z]{3})[a-z]*\.? +(\d\d?)(?:,? +(\d{4}))?(?:[ ,]+(.*))?$/i;
/** The year after the time, as C's `ctime` has it. */
const YEAR_AT_END = /^(.*?) +(\d{4})$/;
const TIME_OF_DAY = /^(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)? *([ap]m)? *(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;
/** `20261123070525`. */
const DIGITS_ONLY = /^(20\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

export class LogClock {
  /** A moment had no zone of its own. */
  zoneless = false;
  /** A moment had no year. */
  yearless = false;
  /** Dates that can be read in one order only. */
  readonly seen = { dmy: false, mdy: false };
  /** The first date whose order is not known; null when there was none. */
  unclear: string | null = null;
  #lastText = '';
  readonly #plainDay = Buffer.alloc(DAY_LENGTH);
  #plainDayMs = Number.NaN;
  #lastMs = Number.NaN;
  /** The moment that was read last among bytes. */
  readonly #lastBytes = Buffer.alloc(LONGEST_MOMENT);
  #lastLength = -1;
  #lastBytesMs = Number.NaN;
  readonly #moment = Buffer.alloc(LONGEST_MOMENT);
  readonly #offsets = new Map<number, number>();

  constructor(readonly options: ClockOptions) {}

  /** Milliseconds since the epoch, NaN when it is no moment. */
  read(text: string): number {
    if (text === this.#lastText) return this.#lastMs;
    this.#lastText = text;
    return (this.#lastMs = this.#parse(text.trim()));
  }

  /** The same of a moment among bytes. */
  readAt(bytes: Buffer, start: number, end: number): number {
    const length = end - start;
    if (length === this.#lastLength && isSame(bytes, start, this.#lastBytes, length)) return this.#lastBytesMs;
    const ms =
      this.#plainAt(bytes, start, end) ??
      fromDigits(bytes, start, end) ??
      this.read(bytes.toString('utf8', start, end));
    this.#lastLength = length <= LONGEST_MOMENT ? length : -1;
    for (let at = 0; at < this.#lastLength; at += 1) this.#lastBytes[at] = bytes[start + at] ?? 0;
    return (this.#lastBytesMs = ms);
  }

  /** Of a time beside its day, which may be all there is. */
  readOnDay(bytes: Buffer, dayStart: number, dayEnd: number, start: number, end: number): number {
    const moment = this.#moment;
    const days = dayEnd - dayStart;
    const length = days + 1 + end - start;
    if (length > LONGEST_MOMENT) {
      return this.read(`${bytes.toString('utf8', dayStart, dayEnd)} ${bytes.toString('utf8', start, end)}`);
    }
    for (let at = 0; at < days; at += 1) moment[at] = bytes[dayStart + at] ?? 0;
    moment[days] = SPACE;
    for (let at = start; at < end; at += 1) moment[days + 1 + at - start] = bytes[at] ?? 0;
    return this.readAt(moment, 0, length);
  }

  /** What most logs write, `2026-11-23T07:05:25` with or without a fraction and `Z`; null for everything else. */
  #plainAt(bytes: Buffer, start: number, end: number): number | null {
    const zoned = bytes[end - 1] === UPPER_Z;
    const length = (zoned ? end - 1 : end) - start;
    if (length < 19 || length === 20 || length > 23 || !isPlain(bytes, start, length)) return null;
    if (!isSame(bytes, start, this.#plainDay, DAY_LENGTH)) {
      for (let at = 0; at < DAY_LENGTH; at += 1) this.#plainDay[at] = bytes[start + at] ?? 0;
      const day = this.#plainDay.toString('latin1');
      this.#plainDayMs = dayMs(day.slice(0, 4), Number(day.slice(5, 7)), day.slice(8));
    }
    const hours = twoDigits(bytes, start + 11);
    const minutes = twoDigits(bytes, start + 14);
    const seconds = twoDigits(bytes, start + 17);
    if (hours > 24 || minutes > 59 || seconds > 60) return null;
    let milliseconds = 0;
    for (let at = 20, worth = 100; at < length; at += 1, worth /= 10)
      milliseconds += digitAt(bytes, start + at) * worth;
    const wallMs = this.#plainDayMs + hours * HOUR_MS + minutes * 60_000 + seconds * 1000 + milliseconds;
    return zoned ? wallMs : this.#inZone(wallMs);
  }

  /** The order that the dates so far are in; null when they do not tell, or contradict each other. */
  get order(): DateOrder | null {
    if (this.options.order !== null) return this.options.order;
    if (this.seen.dmy === this.seen.mdy) return null;
    return this.seen.dmy ? 'dmy' : 'mdy';
  }

  #parse(text: string): number {
    const digits = DIGITS_ONLY.exec(text);
    if (digits !== null) {
      const [, year, month, day, hour, minute, second] = digits;
      return this.#at(dayMs(year, Number(month), day), `${hour ?? ''}:${minute ?? ''}:${second ?? ''}`);
    }
    if (/^\d+([.,]\d+)?$/.test(text)) return fromNumber(Number(text.replace(',', '.')));
    const yearFirst = YEAR_FIRST.exec(text);
    if (yearFirst !== null) return this.#at(dayMs(yearFirst[1], Number(yearFirst[2]), yearFirst[3]), yearFirst[4]);
    const yearLast = YEAR_LAST.exec(text);
    if (yearLast !== null) return this.#ofTwoNumbers(text, yearLast);
    const named = DAY_MONTH_NAME.exec(text);
    if (named !== null) return this.#at(dayMs(named[3], monthOf(named[2]), named[1]), named[4]);
    return this.#ofMonthName(text);
  }

  /** Dots are written between day, month and year in this order only. */
  #ofTwoNumbers(text: string, [, first = '', separator, second = '', year = '', time]: RegExpExecArray): number {
    if (separator !== '.') {
      if (Number(first) > 12) this.seen.dmy = true;
      else if (Number(second) > 12) this.seen.mdy = true;
      else if (this.order === null && first !== second) {
        this.unclear ??= text;
        return Number.NaN;
      }
    }
    const dayFirst = separator === '.' || (this.order ?? 'dmy') === 'dmy';
    const [day, month] = dayFirst ? [first, second] : [second, first];
    return this.#at(dayMs(year.length === 2 ? `20${year}` : year, Number(month), day), time);
  }

  #ofMonthName(text: string): number {
    const [, month, day, year, rest = ''] = MONTH_NAME_DAY.exec(text) ?? [];
    if (month === undefined) return Number.NaN;
    if (year !== undefined) return this.#at(dayMs(year, monthOf(month), day), rest);
    const [, time, yearAtEnd] = YEAR_AT_END.exec(rest) ?? [];
    if (yearAtEnd !== undefined) return this.#at(dayMs(yearAtEnd, monthOf(month), day), time);
    this.yearless = true;
    const thisYear = new Date(this.options.nowMs).getUTCFullYear();
    const inThisYear = this.#at(dayMs(String(thisYear), monthOf(month), day), rest);
    // A clock may be a little ahead.
    if (inThisYear <= this.options.nowMs + DAY_MS) return inThisYear;
    return this.#at(dayMs(String(thisYear - 1), monthOf(month), day), rest);
  }

  #at(midnightMs: number, time = ''): number {
    if (time === '') return this.#inZone(midnightMs);
    const found = TIME_OF_DAY.exec(time);
    if (found === null) return Number.NaN;
    const [, hour = '', minute = '', second = '0', fraction = '0', half, zone] = found;
    const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
    if (hours > 24 || Number(minute) > 59 || Number(second) > 60) return Number.NaN;
    const wallMs =
      midnightMs + hours * HOUR_MS + Number(minute) * 60_000 + Number(second) * 1000 + Number(`0.${fraction}`) * 1000;
    return zone === undefined ? this.#inZone(wallMs) : wallMs - offsetOf(zone);
  }

  /** Offsets change on the quarter of an hour. */
  #inZone(wallMs: number): number {
    if (Number.isNaN(wallMs)) return wallMs;
    this.zoneless = true;
    if (this.options.timeZone === 'UTC') return wallMs;
    const quarter = Math.floor(wallMs / (HOUR_MS / 4)) * (HOUR_MS / 4);
    let offset = this.#offsets.get(quarter);
    if (offset === undefined) {
      offset = quarter - momentOf(new Date(quarter).toISOString().slice(0, 19), this.options.timeZone);
      this.#offsets.set(quarter, offset);
    }
    return wallMs - offset;
  }
}

/** Seconds or milliseconds since the epoch; null for everything else. */
function fromDigits(bytes: Buffer, start: number, end: number): number | null {
  const number = end - start < 9 || end - start > 13 ? null : numberAt(bytes, start, end);
  return number === null ? null : fromNumber(number);
}

/** Seconds, milli-, micro- and nanoseconds are told by their size; a smaller number is no moment. */
function fromNumber(number: number): number {
  if (number < 1e8) return Number.NaN;
  if (number < 1e11) return number * 1000;
  if (number < 1e14) return number;
  if (number < 1e16) return number / 1000;
  return number >= 1e18 ? number / 1e6 : Number.NaN;
}

function monthOf(name = ''): number {
  return MONTHS.indexOf(name.toLowerCase()) + 1;
}

/** Midnight as if in UTC; NaN for days that there are not. */
function dayMs(year: string | undefined, month: number, day: string | undefined): number {
  const ms = Date.UTC(Number(year), month - 1, Number(day));
  const made = new Date(ms);
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === Number(day) ? ms : Number.NaN;
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const minutesInAll = Number(hours ?? 0) * 60 + Number(minutes);
  return (sign === '-' ? -minutesInAll : minutesInAll) * 60_000;
}
