/** What is wrong, in plain words with what to do. */
import { checkProblemCodes, type ProblemCode } from '../../protocol/problem-codes.js';
import type { Status } from '../../protocol/answers.js';
import { longDate } from './date-format.js';
import { wordlessDetail } from './problem-details.js';
import type { Texts } from './texts.js';

/** Codes that come to the same for the reader share one text, with the code as its detail. */
const MALFORMED: ReadonlySet<ProblemCode> = new Set([
  'not-signed',
  'wrong-type',
  'wrong-algorithm',
  'not-json',
  'format-unknown',
  'schema-invalid',
]);

const KEPT_PROBLEMS: ReadonlySet<ProblemCode> = new Set<ProblemCode>(checkProblemCodes);

/** Problems that go away by themselves or are mended here; with all others the support needs to know. */
const OWN_CARE: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['offline', 'clock-behind', 'clock-ahead']);

/** @param status whose problems they are: whether a policy holds changes what is said */
export function problemTexts({ problems, policy }: Status, texts: Texts, language: string): string[] {
  const hasArrived = policy !== null && policy.source !== 'initial';
  return problems.map((problem) => {
    const text = problemAlone(problem, texts, language);
    return hasArrived && KEPT_PROBLEMS.has(problem.code) ? `${text} ${texts('problem_kept')}` : text;
  });
}

/** Whether the reader should be told to hand the support id to somebody. */
export function needsSupport({ problems }: Status): boolean {
  return problems.some(({ code }) => !OWN_CARE.has(code));
}

function problemAlone({ code, detail }: Status['problems'][number], texts: Texts, language: string): string {
  const shown = wordlessDetail(detail, language);
  if (MALFORMED.has(code)) return texts('problem_refused_document', shown === '' ? code : `${code}: ${shown}`);
  if (code === 'policy-stale') return texts('problem_policy_stale', longDate(detail, language));
  return texts(`problem_${code.replaceAll('-', '_')}`, shown);
}
