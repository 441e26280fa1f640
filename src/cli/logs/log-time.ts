/** Reads the moments that logs write: numbers of several units, ISO, and the one of web servers. */

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const WEB_SERVER = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** Milliseconds since the epoch, NaN when it is no moment. Seconds, milli- and microseconds are told by their size. */
export function timeOf(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return fromNumber(Number(text));
  // A moment without a zone is taken for UTC, not for this machine's.
  if (WITHOUT_ZONE.test(text)) return Date.parse(`${text.replace(' ', 'T')}Z`);
  const web = webServerTime(text);
  return Number.isNaN(web) ? Date.parse(text) : web;
}

function fromNumber(number: number): number {
  if (number < 1e11) return number * 1000;
  return number < 1e14 ? number : number / 1000;
}

/** `10/Oct/2026:13:55:36 +0200`. */
export function webServerTime(text: string): number {
  const found = WEB_SERVER.exec(text);
  if (found === null) return Number.NaN;
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] = found;
  const monthIndex = MONTHS.indexOf(month ?? '');
  if (monthIndex === -1) return Number.NaN;
  const offsetMs = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const wallMs = Date.UTC(Number(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  return wallMs - offsetMs;
}
