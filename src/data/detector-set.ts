/** Detectors made ready for scanning: what ships, less what is switched off, and a company's own. Made once, used for every text. */
import {
  companyDetectors,
  type CompanyDetector,
  type DetectorProblem,
  type Everywhere,
} from './company/company-detectors.js';
import type { Detector, DetectorFacts } from './detector.js';
import { shapeDetectors } from './detector.js';
import { indexKeywords, type KeywordIndex } from './keywords.js';
import { MARKING_DETECTORS } from './markings.js';
import { CONTEXT_WORDS, type ContextName } from './personal/context.js';
import { GERMAN_DOCUMENT } from './personal/german-document.js';
import { PERSONAL_FACTS } from './personal/facts.js';
import { AI_SHAPES } from './secrets/ai.js';
import { ASSIGNED_DETECTORS } from './secrets/assigned.js';
import { CLOUD_SHAPES } from './secrets/cloud.js';
import { CODE_HOSTING_SHAPES } from './secrets/code-hosting.js';
import { COMMERCE_SHAPES } from './secrets/commerce.js';
import { GENERIC_DETECTORS } from './secrets/generic.js';
import { KEY_DETECTORS } from './secrets/keys.js';
import { MESSAGING_SHAPES } from './secrets/messaging.js';

export type { CompanyDetector, DetectorProblem };

export interface DetectorSetup {
  readonly company?: readonly CompanyDetector[];
  /** Kinds and detector ids that are not looked for. */
  readonly off?: readonly string[];
  /** Detector ids that are looked for although their kind is off. */
  readonly on?: readonly string[];
}

export interface DetectorSet {
  /** Of the detectors that are looked for. */
  readonly ids: ReadonlySet<string>;
  /** What could not be used, and is not looked for. */
  readonly problems: readonly DetectorProblem[];
  readonly keywords: KeywordIndex;
  /** By the index of a keyword. */
  readonly listeners: readonly Listener[];
  readonly everywhere: readonly Everywhere[];
}

/** Who is told of a keyword: a detector, or the words around a number. */
export interface Listener {
  readonly length: number;
  readonly detector: Detector | null;
  readonly context: ContextName | null;
  /** A short word that is a part of others must stand alone. */
  readonly isWhole: boolean;
}

export const CODE_FACTS: DetectorFacts = { id: 'source-code', kind: 'code', label: 'source code', grade: 'warn' };
export const LOG_FACTS: DetectorFacts = { id: 'log-lines', kind: 'log', label: 'log', grade: 'warn' };

const SHAPES = [AI_SHAPES, CLOUD_SHAPES, CODE_HOSTING_SHAPES, COMMERCE_SHAPES, MESSAGING_SHAPES]
  .map((table) => table.trim())
  .join('\n');

/** Made at first use: a page that is never pasted into never makes them. */
function shipped(): readonly Detector[] {
  return [
    ...shapeDetectors(SHAPES),
    ...KEY_DETECTORS,
    ...ASSIGNED_DETECTORS,
    ...GENERIC_DETECTORS,
    GERMAN_DOCUMENT,
    ...MARKING_DETECTORS,
  ];
}

/** Everything that ships, for the reference and for whoever switches something off. */
export function shippedFacts(): readonly DetectorFacts[] {
  return [...shipped(), ...PERSONAL_FACTS, CODE_FACTS, LOG_FACTS];
}

const LONGEST_WHOLE = 5;

export function prepareDetectors({ company = [], off = [], on = [] }: DetectorSetup = {}): DetectorSet {
  const own = companyDetectors(company);
  const isOn = ({ id, kind }: DetectorFacts): boolean => on.includes(id) || (!off.includes(id) && !off.includes(kind));
  const detectors = [...shipped(), ...own.detectors].filter(isOn);
  const everywhere = own.everywhere.filter(isOn);
  const personal = PERSONAL_FACTS.filter(isOn);
  const keywords: string[] = [];
  const listeners: Listener[] = [];
  for (const detector of detectors)
    for (const keyword of detector.keywords) {
      keywords.push(keyword);
      listeners.push({ length: keyword.length, detector, context: null, isWhole: false });
    }
  for (const [context, words] of personal.length === 0
    ? []
    : (Object.entries(CONTEXT_WORDS) as [ContextName, string][]))
    for (const word of words.split(',')) {
      keywords.push(word);
      listeners.push({
        length: word.length,
        detector: null,
        context,
        isWhole: word.length <= LONGEST_WHOLE && /^[a-z]+$/.test(word),
      });
    }
  return {
    ids: new Set(
      [...detectors, ...everywhere, ...personal, ...[CODE_FACTS, LOG_FACTS].filter(isOn)].map(({ id }) => id),
    ),
    problems: own.problems,
    keywords: indexKeywords(keywords, personal.length > 0),
    listeners,
    everywhere,
  };
}

let everything: DetectorSet | null = null;

/** What ships, all of it. */
export function shippedDetectors(): DetectorSet {
  everything ??= prepareDetectors();
  return everything;
}
