/** Personal data in the numbers and addresses of a text. */
import type { DetectorFacts, Span } from '../detector.js';
import type { Thresholds } from '../finding.js';
import type { Pass } from '../keywords.js';
import { emailAround } from './bulk.js';
import type { Contexts } from './context.js';
import { PERSONAL_FACTS, type PersonalId } from './facts.js';
import { NumberSearch } from './number-search.js';

export interface PersonalFinding {
  readonly facts: DetectorFacts;
  readonly spans: readonly Span[];
  readonly count: number;
}

export function findPersonal(
  text: string,
  { digits, ats }: Pass,
  contexts: Contexts,
  thresholds: Thresholds,
): PersonalFinding[] {
  const search = new NumberSearch(text, contexts);
  for (const start of digits) search.at(start);
  const single = search.found().map(({ id, span }) => ({ facts: factsOf(id), spans: [span], count: 1 }));
  const emails = Array.from(ats, (at) => emailAround(text, at)).filter((span) => span !== null);
  return [
    ...single,
    ...list(text, 'email-list', emails, thresholds.emails),
    ...list(text, 'phone-list', search.phones, thresholds.phones),
  ];
}

function list(text: string, id: PersonalId, spans: readonly Span[], least: number): PersonalFinding[] {
  const distinct = new Set(
    spans.map(({ start, end }) =>
      text
        .slice(start, end)
        .toLowerCase()
        .replace(/[ ./()-]/g, ''),
    ),
  );
  return spans.length === 0 || distinct.size < least ? [] : [{ facts: factsOf(id), spans, count: distinct.size }];
}

function factsOf(id: PersonalId): DetectorFacts {
  const facts = PERSONAL_FACTS.find((each) => each.id === id);
  if (facts === undefined) throw new Error(`no detector ${id}`);
  return facts;
}
