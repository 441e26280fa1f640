/** Finds rules whose review is due soon or overdue. */
import { pickText } from '../../policy/localised-text.js';
import { daysToReview, reviewInWords } from '../review.js';
import { warning, type PolicyFinding, type PolicyToCheck } from './check-finding.js';

/** @param nowMs milliseconds since the epoch */
export function checkReviews({ source }: PolicyToCheck, nowMs: number): PolicyFinding[] {
  return source.rules.flatMap(({ reviewBy, owner }, index) => {
    const days = reviewBy === undefined ? null : daysToReview(reviewBy, nowMs);
    if (reviewBy === undefined || days === null) return [];
    const name = typeof owner === 'string' ? owner : pickText(owner, [], source.language);
    const by = name === undefined ? '' : ` by ${name}`;
    const message = `the review${by} ${reviewInWords(days)} (${reviewBy}): review the rule, then set a later day. It stays in force`;
    return [warning('review-due', ['rules', index, 'reviewBy'], message)];
  });
}
