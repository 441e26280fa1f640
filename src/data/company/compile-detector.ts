/** From a company's detector as it stands in the policy to what a page takes: the pattern language stays behind. */
import { companyDetectors, type CompanyDetector, type DetectorProblem } from './company-detectors.js';
import { compilePattern } from './pattern.js';

export interface WrittenDetector extends Omit<CompanyDetector, 'patterns'> {
  readonly patterns?: readonly string[];
}

export function compileDetector({ patterns = [], ...more }: WrittenDetector): CompanyDetector {
  const compiled = patterns.map((written) => {
    const result = compilePattern(written);
    return result.ok ? result.pattern : null;
  });
  return { ...more, patterns: compiled };
}

/** What is wrong with its words and patterns, in words for their author. */
export function writtenProblems({ id, words = [], patterns = [] }: WrittenDetector): DetectorProblem[] {
  const inPatterns = patterns.flatMap((text) => {
    const result = compilePattern(text);
    return result.ok ? [] : [{ detector: id, text, message: result.message }];
  });
  return [...companyDetectors([{ id, words }]).problems, ...inPatterns];
}
