/** Holds a policy to the expectations under its `tests:`, for `gatepost test` and before each publication. */
import { momentOf } from '../../policy/window.js';
import type { SourceTest } from '../../authoring/source.js';
import { heldFromSource } from '../publishing/load-policy.js';
import { readPolicy, type ReadPolicy } from '../lib/policy-source-file.js';
import { explainIn, type Explained } from './explain.js';

export interface TestedExpectation {
  readonly name: string;
  readonly url: string;
  readonly passed: boolean;
  readonly expected: { readonly decision: SourceTest['decision']; readonly rule: string | null };
  readonly found: { readonly decision: SourceTest['decision']; readonly rule: string | null };
  /** `line:column` of the expectation in the file. */
  readonly place: { readonly line: number; readonly column: number };
  /** What explain says of it. */
  readonly explained: Explained;
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
  for (const [index, expectation] of read.source.tests.entries()) {
    const { name, url, facts, decision, byRule: rule = null } = expectation;
    const { groups, ring = null, browser, at, timeZone } = facts;
    const atMs = at === undefined ? nowMs : momentOf(at, timeZone);
    const policy = await heldFromSource(read, { nowMs: atMs, reachesAll: true });
    const asked = { urls: [url], facts: { groups, ring, browserId: browser, timeZone }, nowMs: atMs };
    const [explained] = await explainIn(policy, asked);
    if (explained === undefined) continue;
    const found: TestedExpectation['found'] = {
      decision: explained.decision?.action ?? 'open',
      rule: explained.decision?.rule ?? null,
    };
    const passed = found.decision === decision && (rule === null || found.rule === rule);
    const place = read.place(['tests', index]);
    tested.push({ name: name ?? url, url, passed, expected: { decision, rule }, found, place, explained });
  }
  return tested;
}

/** `block (rule no-chat)`. */
export function inWords({ decision, rule }: TestedExpectation['found']): string {
  return rule === null ? decision : `${decision} (rule ${rule})`;
}
