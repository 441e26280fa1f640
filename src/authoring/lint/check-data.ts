/** Checks what the policy says of the data guard: that its rules come up, and that no two detectors look for the same. */
import { compileDetector } from '../../data/company/compile-detector.js';
import { prepareDetectors } from '../../data/detector-set.js';
import { scan } from '../../data/scan.js';
import { folded } from '../../data/symbols.js';
import type { SourceDetector } from '../data-source.js';
import { isFinal } from '../../policy/actions.js';
import { parseSites } from '../../policy/rule-sites.js';
import { named, warning, type CheckedRule, type PolicyFinding, type PolicyToCheck } from './check-finding.js';
import type { RuleOrder } from './check-order.js';

/** A guard on a tool that another rule blocks for the same people has nothing to guard. */
export function checkDataRules(order: RuleOrder): PolicyFinding[] {
  return order.rules
    .filter(({ rule }) => rule.data !== undefined)
    .flatMap((rule) => {
      const blocked = rule.resolved.tools.filter(({ sites, embedded }) =>
        isBlocked(parseSites(sites.length > 0 ? sites : embedded), rule, order),
      );
      if (blocked.length === 0) return [];
      const message = `has data, but rules above block ${named(blocked.map(({ id }) => id))} for the same people: nobody hands anything over there`;
      return [warning('data-blocked', ['rules', rule.index, 'data'], message)];
    });
}

function isBlocked(sites: ReturnType<typeof parseSites>, rule: CheckedRule, order: RuleOrder): boolean {
  const deciding = sites.map((site) => order.decidingRule(site, rule));
  return deciding.length > 0 && deciding.every((taker) => taker !== null && isFinal(taker.rule.action));
}

export function checkDetectors({ source }: PolicyToCheck): PolicyFinding[] {
  const { detectors } = source.data;
  const isUsed = source.rules.some(({ data }) => data !== undefined);
  const unused =
    isUsed || detectors.length === 0
      ? []
      : [
          warning(
            'data-unused',
            ['data', 'detectors'],
            'no rule has data, so nothing is looked at: give a rule data: {}',
          ),
        ];
  return [...unused, ...unusedFilters(source), ...sameWords(detectors), ...shippedToo(detectors)];
}

function unusedFilters({ data, rules }: PolicyToCheck['source']): PolicyFinding[] {
  const isUsed = rules.some((rule) => rule.data !== undefined);
  if (isUsed || Object.keys(data.fingerprints).length === 0) return [];
  const message = 'no rule has data, so browsers fetch no filter: give a rule data: {}';
  return [warning('fingerprints-unused', ['data', 'fingerprints'], message)];
}

/** Words that two detectors have, and words that another one's pattern finds: only one of both is named. */
function sameWords(detectors: readonly SourceDetector[]): PolicyFinding[] {
  const owners = new Map<string, string>();
  const findings: PolicyFinding[] = [];
  for (const [index, { id, words }] of detectors.entries())
    for (const [position, word] of words.entries()) {
      const known = owners.get(folded(word));
      if (known === undefined) owners.set(folded(word), id);
      else findings.push(overlap(word, known === id ? 'this very detector' : known, [index, 'words', position]));
    }
  return [...findings, ...detectors.flatMap((detector, index) => inPatterns(detector, index, detectors))];
}

function inPatterns({ id, words }: SourceDetector, index: number, all: readonly SourceDetector[]): PolicyFinding[] {
  const others = all.filter((other) => other.id !== id && other.patterns.length > 0);
  if (others.length === 0 || words.length === 0) return [];
  const patterns = others.map((other) => compileDetector({ id: other.id, patterns: other.patterns }));
  const detectors = prepareDetectors({ company: patterns, off: SHIPPED_KINDS, on: others.map((other) => other.id) });
  return words.flatMap((word, position) => {
    const [found] = scan(word, { detectors }).findings;
    return found === undefined ? [] : [overlap(word, found.detector, [index, 'words', position])];
  });
}

const SHIPPED_KINDS = ['secret', 'personal', 'code', 'log', 'marking'];

/** A phrase that the shipped markings have already. */
function shippedToo(detectors: readonly SourceDetector[]): PolicyFinding[] {
  return detectors.flatMap(({ kind, words }, index) =>
    words.flatMap((word, position) => {
      if (kind !== 'marking' && kind !== 'words') return [];
      const shipped = scan(`${word}\n`).findings.find((finding) => finding.kind === 'marking');
      return shipped === undefined ? [] : [overlap(word, shipped.detector, [index, 'words', position])];
    }),
  );
}

function overlap(word: string, other: string, place: readonly (string | number)[]): PolicyFinding {
  const message = `"${word}" is found by ${other} as well: remove it here, or there`;
  return warning('data-overlap', ['data', 'detectors', ...place], message);
}
