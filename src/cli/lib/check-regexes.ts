/**
 * Proves that the policy's regular expressions take a time that grows as the text does. What is not proven safe is refused: a
 * guard works on the page's own thread while somebody pastes. The prover is large, and loaded only where there is an expression.
 */
import { createRequire } from 'node:module';
import type * as Recheck from 'recheck/lib/browser.js';
import type { PolicyFinding } from '../../authoring/lint/check-policy.js';
import { REGEX_FLAGS } from '../../authoring/regex-mistake.js';
import type { PolicySource } from '../../authoring/source.js';

type Prove = typeof Recheck.checkSync;

/** Of one expression, in milliseconds. */
const LONGEST_PAGE_TOKEN_MS = 5_000;
const LONGEST_SHOWN = 120;

export function checkRegexes({ data }: PolicySource): PolicyFinding[] {
  const all = data.detectors.flatMap(({ regex }, index) =>
    regex.map((source, position) => ({ source, path: ['data', 'detectors', index, 'regex', position] })),
  );
  if (all.length === 0) return [];
  const prove = loadProver();
  return all.flatMap(({ source, path }): PolicyFinding[] => {
    const wrong = slowness(source, prove);
    return wrong === null ? [] : [{ severity: 'error', code: 'data-regex', path, message: wrong }];
  });
}

/** Null when the expression is proven safe. */
function slowness(source: string, prove: Prove): string | null {
  const options = { timeout: LONGEST_PAGE_TOKEN_MS };
  const pageToken = prove(source, REGEX_FLAGS, options);
  if (pageToken.status === 'safe') return null;
  // Repeats inside repeats are too many cases to go through one by one. Without their ends they are few, and slow on the same texts.
  const attack = pageToken.attack ?? prove(withoutEnds(source), REGEX_FLAGS, options).attack;
  return attack === undefined
    ? 'could not be proven safe: make it simpler, or write a pattern'
    : `can be slow on a text such as ${shown(attack.string)}: make neighbouring repeats differ in their signs, nest none, or write a pattern`;
}

const withoutEnds = (source: string): string =>
  source.replace(/(?<!\\)\{(\d+),\d+\}/g, (_, least: string) => (least === '0' ? '*' : '+'));

/** Beside the bundled command lies the package's one file; from the sources it is the package itself. */
function loadProver(): Prove {
  const load = createRequire(import.meta.url);
  try {
    return (load('./recheck.cjs') as typeof Recheck).checkSync;
  } catch {
    return (load('recheck/lib/browser.js') as typeof Recheck).checkSync;
  }
}

function shown(attack: string): string {
  const text = JSON.stringify(attack);
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}… (${attack.length} characters)` : text;
}
