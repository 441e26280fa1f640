/** A company's own detectors, as the scan takes them. */
import type { Detector, Span } from '../detector.js';
import type { Grade, Kind } from '../finding.js';
import { folded } from '../symbols.js';
import { wordAt } from './words.js';

/** A pattern of the company's language, made ready by `compilePattern` where the policy is read. */
export interface CompiledPattern {
  /** Of a regular expression. */
  readonly source: string;
  /** Stands in every match, in small letters; empty when the pattern has no literal text of two signs. */
  readonly keyword: string;
  /** How far before the keyword a match begins, at least and at most. */
  readonly before: readonly [number, number];
}

/** A company's own detector: words and phrases, patterns, expressions. */
export interface CompanyDetector {
  readonly id: string;
  /** `words` when missing. */
  readonly kind?: Kind;
  /** What people call it; the id when missing. */
  readonly label?: string;
  /** `warn` when missing. */
  readonly grade?: Grade;
  /** Found whole, whatever their case, accents and white space. */
  readonly words?: readonly string[];
  /** Null for one that could not be compiled. */
  readonly patterns?: readonly (CompiledPattern | null)[];
  /** Regular expressions that were proven safe before: they are tried over the whole text, with the flags `iu`. */
  readonly regex?: readonly string[];
}

/** What is wrong with a company's detector, in words for its author. */
export interface DetectorProblem {
  readonly detector: string;
  /** The word or pattern at fault. */
  readonly text: string;
  readonly message: string;
}

/** Patterns without literal text are tried at every character. */
export interface Everywhere extends Omit<Detector, 'keywords' | 'find'> {
  readonly regex: RegExp;
}

export interface CompanyDetectors {
  readonly detectors: readonly Detector[];
  readonly everywhere: readonly Everywhere[];
  readonly problems: readonly DetectorProblem[];
}

export function companyDetectors(company: readonly CompanyDetector[]): CompanyDetectors {
  const [detectors, everywhere, problems]: [Detector[], Everywhere[], DetectorProblem[]] = [[], [], []];
  for (const each of company) {
    const facts = {
      id: each.id,
      kind: each.kind ?? 'words',
      label: each.label ?? each.id,
      grade: each.grade ?? 'warn',
      rank: 3,
    };
    for (const word of each.words ?? []) {
      const wanted = folded(word);
      if (/[\p{L}\p{N}]/u.test(wanted))
        detectors.push({ ...facts, keywords: [word], find: (text, _, end) => wordAt(text, wanted, end) });
      else problems.push({ detector: each.id, text: word, message: 'has no letter or digit' });
    }
    for (const pattern of each.patterns ?? []) {
      if (pattern === null) problems.push({ detector: each.id, text: '', message: 'is unknown here' });
      else if (pattern.keyword === '') everywhere.push({ ...facts, regex: standingAlone(pattern, 'giu') });
      else {
        const regex = standingAlone(pattern, 'iuy');
        detectors.push({
          ...facts,
          keywords: [pattern.keyword],
          find: (text, start) => tried(text, start, regex, pattern.before),
        });
      }
    }
    for (const source of each.regex ?? []) {
      // A browser may not know what an expression uses.
      try {
        everywhere.push({ ...facts, regex: new RegExp(source, 'giu') });
      } catch {
        problems.push({ detector: each.id, text: source, message: 'is unknown here' });
      }
    }
  }
  return { detectors, everywhere, problems };
}

const standingAlone = ({ source }: CompiledPattern, flags: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, flags);

function tried(
  text: string,
  keywordStart: number,
  regex: RegExp,
  [least, most]: CompiledPattern['before'],
): Span | null {
  for (let back = least; back <= most && back <= keywordStart; back += 1) {
    regex.lastIndex = keywordStart - back;
    const match = regex.exec(text);
    // With the flag `u` a match may begin before a surrogate pair's second half.
    if (match !== null) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}
