/** What is wrong, in plain words with what to do. */
import { PROBLEMS } from '../../protocol/problem-codes.js';
import type { Status } from '../../protocol/answers.js';
import { longDate } from './date-format.js';
import { wordlessDetail } from './problem-details.js';
import type { Texts } from './texts.js';

/** @param status whose problems they are: whether a policy holds changes what is said */
export function problemTexts({ problems, policy }: Status, texts: Texts, language: string): string[] {
  const hasArrived = policy !== null && policy.source !== 'initial';
  return problems.map((problem) => {
    const text = problemAlone(problem, texts, language);
    return hasArrived && PROBLEMS[problem.code].severity === 'update' ? `${text} ${texts('problem_kept')}` : text;
  });
}

/** Whether the reader should be told to hand the device ID for support to somebody. */
export function needsSupport({ problems }: Status): boolean {
  return problems.some(({ code }) => PROBLEMS[code].owner === 'administrator');
}

function problemAlone({ code, detail }: Status['problems'][number], texts: Texts, language: string): string {
  const shown = wordlessDetail(detail, language);
  const shared = PROBLEMS[code].text;
  if (shared !== null) return texts(shared, shown === '' ? code : `${code}: ${shown}`);
  const text = `problem_${code.replaceAll('-', '_')}`;
  if (code === 'policy-expired') return texts(text, longDate(detail, language));
  return texts(text, shown);
}
