/** Moments and durations in the reader's language. */
import { firstOfMonth } from '../../protocol/first-of-month.js';

/** @param moment an ISO moment or milliseconds since the epoch */
export function longDate(moment: string | number, language: string): string {
  return inWords({ dateStyle: 'long' }, new Date(moment), language);
}

/** The day in UTC, by which some things are counted. */
export function utcDay(ms: number, language: string): string {
  return inWords({ dateStyle: 'long', timeZone: 'UTC' }, ms, language);
}

export function timeOfDay(ms: number, language: string): string {
  if (language.startsWith('fr')) return frenchTime(ms);
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(ms);
  return language.startsWith('de') ? `${time} Uhr` : time;
}

/** "18 h", "9 h 05": on one line, by spaces that do not break. */
function frenchTime(ms: number): string {
  const date = new Date(ms);
  const minutes = date.getMinutes();
  const hour = `${String(date.getHours())}\u00a0h`;
  return minutes === 0 ? hour : `${hour}\u00a0${String(minutes).padStart(2, '0')}`;
}

/** What joins a day to a time of day. `Intl` has it for absolute dates only; one way for both reads better. */
const AT: Readonly<Record<string, string>> = { en: ' at ', fr: ' à ', de: ' um ', es: ' a las ' };

/** One o'clock is the one hour that is singular. */
function joiner(time: string, language: string): string {
  const base = language.split('-', 1)[0] ?? '';
  return base === 'es' && time.startsWith('1:') ? ' a la ' : (AT[base] ?? ', ');
}

/** Day and time, such as "today at 18:00" or "Monday 30 November at 09:00". */
export function dayAndTime(ms: number, nowMs: number, language: string): string {
  const time = timeOfDay(ms, language);
  return `${dayOf(ms, nowMs, language)}${joiner(time, language)}${time}`;
}

function dayOf(ms: number, nowMs: number, language: string): string {
  const days = calendarDay(ms) - calendarDay(nowMs);
  if (days === 0 || days === 1 || days === -1) {
    return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
  }
  const sameYear = new Date(ms).getFullYear() === new Date(nowMs).getFullYear();
  const year = sameYear ? {} : ({ year: 'numeric' } as const);
  return inWords({ weekday: 'long', day: 'numeric', month: 'long', ...year }, ms, language);
}

function inWords(options: Intl.DateTimeFormatOptions, moment: number | Date, language: string): string {
  return firstOfMonth(new Intl.DateTimeFormat(language, options).format(moment), language);
}

/** Days since the epoch in the reader's time zone. */
function calendarDay(ms: number): number {
  const date = new Date(ms);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units, such as "3 hours, 12 minutes"; never less than nothing. */
export function duration(ms: number, language: string): string {
  let seconds = Math.max(0, Math.ceil(ms / 1000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const units = first === -1 ? UNITS.slice(-1) : UNITS.slice(first, first + 2);
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    return { unit, count };
  });
  const written = parts
    .filter(({ count }, index) => count > 0 || index === 0)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    );
  return new Intl.ListFormat(language, { type: 'unit' }).format(written);
}

/** "a, b, and c" */
export function list(items: readonly string[], language: string): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items);
}

/**
 * "3 minutes ago".
 * @param justNow for anything under a minute, or in the future by a wrong clock: `Intl` has a bare "now" for it
 */
export function ago(thenMs: number, nowMs: number, language: string, justNow: string): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const seconds = (nowMs - thenMs) / 1000;
  for (const [unit, size] of UNITS) {
    if (unit !== 'second' && seconds >= size) return format.format(-Math.floor(seconds / size), unit);
  }
  return justNow;
}
