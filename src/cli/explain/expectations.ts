/** Holds a policy to the expectations under its `tests:`, for `gatepost test` and before each publication. */
import { openFilter, type CodeFilter } from '../../data/fingerprint/filter.js';
import { momentOf } from '../../policy/window.js';
import type { SourceTest } from '../../authoring/source.js';
import { readPolicy, type ReadPolicy } from '../lib/policy-source-file.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import { decider } from '../../policy/decide.js';
import { dataPlanOf } from '../../protocol/data-plan.js';
import { TextEvaluator } from '../data/evaluate-text.js';
import { policyFromSource } from '../publishing/load-policy.js';
import { browserFacts, explainIn, type Explained, type ExplainFacts } from './explain.js';

export interface TestedExpectation {
  readonly name: string;
  readonly url: string;
  readonly passed: boolean;
  readonly expected: Outcome;
  readonly found: Outcome;
  /** `line:column` of the expectation in the file. */
  readonly place: { readonly line: number; readonly column: number };
  /** What explain says of it. */
  readonly explained: Explained;
}

/** What holds for an address, and what is done about a text that is handed over there; null where nothing is said of it. */
interface Outcome {
  readonly decision: NonNullable<SourceTest['decision']> | null;
  readonly rule: string | null;
  readonly data: NonNullable<SourceTest['data']> | null;
  /** Detectors. */
  readonly finds: readonly string[];
}

/**
 * @param nowMs milliseconds since the epoch, for expectations that name no moment
 * @throws CommandError when the policy has mistakes
 */
export async function test(file: string, nowMs: number): Promise<TestedExpectation[]> {
  return testRead(await readPolicy(file), nowMs);
}

/** @param nowMs milliseconds since the epoch, for expectations that name no moment */
export async function testRead(read: ReadPolicy, nowMs: number): Promise<TestedExpectation[]> {
  const tested: TestedExpectation[] = [];
  const filters = new Map([...read.filters].map(([id, { bytes }]) => [id, openFilter(bytes)]));
  for (const [index, expectation] of read.source.tests.entries()) {
    const { name, url, context, decision = null, byRule: rule = null, text, data = null, finds = [] } = expectation;
    const { groups, ring = null, browser, at, timeZone } = context;
    const atMs = at === undefined ? nowMs : momentOf(at, timeZone);
    const policy = await policyFromSource(read, { nowMs: atMs, reachesAll: true });
    const here = { groups, ring, browserId: browser, timeZone };
    const [explained] = await explainIn(policy, { urls: [url], facts: here, nowMs: atMs });
    if (explained === undefined) continue;
    const handed = text === undefined ? NOTHING : await handedOver(policy, filters, { url, text, facts: here, atMs });
    const found: Outcome = {
      decision: explained.decision?.action ?? 'open',
      rule: explained.decision?.rule ?? null,
      ...handed,
    };
    const expected = { decision, rule, data, finds };
    const place = read.place(['tests', index]);
    tested.push({ name: name ?? url, url, passed: isMet(expected, found), expected, found, place, explained });
  }
  return tested;
}

type Handed = Pick<Outcome, 'data' | 'finds'>;
const NOTHING: Handed = { data: null, finds: [] };

function isMet(expected: Outcome, found: Outcome): boolean {
  return (
    (['decision', 'rule', 'data'] as const).every((key) => expected[key] === null || expected[key] === found[key]) &&
    expected.finds.every((id) => found.finds.includes(id))
  );
}

/** Without a data rule nothing is looked at, and nothing found. */
async function handedOver(
  policy: AcceptedPolicy,
  filters: ReadonlyMap<string, CodeFilter>,
  { url, text, facts, atMs }: { url: string; text: string; facts: ExplainFacts; atMs: number },
): Promise<Handed> {
  const effective = await effectivePolicy(policy, browserFacts(facts), atMs);
  const decision = decider(effective)(url);
  const plan = decision === null ? null : dataPlanOf(effective, decision, url, []);
  if (plan === null) return { data: 'nothing', finds: [] };
  const { action, findings } = new TextEvaluator(plan, filters).evaluate(text);
  return {
    data: action === 'off' ? 'nothing' : action,
    finds: [...new Set(findings.filter((each) => each.action !== 'off').map(({ detector }) => detector))],
  };
}

/** `block (rule no-chat)`, `redact (finds github-key)`. */
export function inWords({ decision, rule, data, finds }: Outcome): string {
  const about =
    decision === null && rule === null ? [] : [`${decision ?? 'any'}${rule === null ? '' : ` (rule ${rule})`}`];
  const handed =
    data === null ? [] : [`${data} for the text${finds.length === 0 ? '' : ` (finds ${finds.join(', ')})`}`];
  return [...about, ...handed].join(', ');
}
