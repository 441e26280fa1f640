/** When the review of a rule is due, and how the command says so. Nothing ends by itself for it. Pure. */
const DAY_MS = 86_400_000;

/** So many days before it is due, a review is announced. */
const NOTICE_DAYS = 14;

/**
 * The days left to a review that is due soon, 0 on the day itself, negative when it is overdue; null while it is further off.
 * @param reviewBy a day, such as 2027-03-01, in UTC
 * @param nowMs milliseconds since the epoch
 */
export function daysToReview(reviewBy: string, nowMs: number): number | null {
  const days = Date.parse(reviewBy) / DAY_MS - Math.floor(nowMs / DAY_MS);
  return days > NOTICE_DAYS ? null : days;
}

/** `is due in 5 days`, `is due today`, `was due 1 day ago`. */
export function reviewInWords(days: number): string {
  if (days === 0) return 'is due today';
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  return days > 0 ? `is due in ${count}` : `was due ${count} ago`;
}
