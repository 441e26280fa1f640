/** What the data guard of a rule would do about a text, for `gatepost scan` and `gatepost test`. Nothing of the text is kept. */
import type { ByteSource } from '../../data/files/byte-source.js';
import { fileFindings, unreadAction } from '../../data/files/file-check.js';
import type { UnreadReason } from '../../data/files/unreadable.js';
import type { Finding, ScanResult } from '../../data/finding.js';
import type { DataAction } from '../../data/data-actions.js';
import { actionOn, detectorsOf, evaluate, scanFor, type DataPlan } from '../../data/plan.js';
import type { DetectorSet } from '../../data/detector-set.js';
import { findOwn } from '../../data/fingerprint/own-text.js';
import type { CodeFilter } from '../../data/fingerprint/filter.js';
import type { EffectiveRule } from '../../policy/effective-policy.js';
import { effectivePolicy } from '../../policy/effective-policy.js';
import type { AcceptedPolicy } from '../../policy/schema.js';
import { dataPlanOf } from '../../protocol/data-plan.js';
import { CommandError, EXIT } from '../lib/command-error.js';

/** A finding, and what its kind or detector is to do; `off` where it is below the rule's thresholds. */
export type ActedFinding = Finding & { readonly action: DataAction };

export interface EvaluatedText {
  readonly rule: string;
  /** The strongest; `off`: nothing would happen. */
  readonly action: DataAction;
  readonly findings: readonly ActedFinding[];
  /** Detectors that failed on the text. */
  readonly unchecked: readonly string[];
}

/** Scans texts as the guard of a rule would. */
export class TextEvaluator {
  readonly #plan: DataPlan;
  readonly #detectors: DetectorSet;

  /** @param filters of the policy, by id */
  constructor(
    plan: Omit<DataPlan, 'alternatives'>,
    private readonly filters: ReadonlyMap<string, CodeFilter>,
  ) {
    this.#plan = { ...plan, alternatives: [] };
    this.#detectors = detectorsOf(this.#plan);
  }

  /** What kind of file it is, and what labels it carries; null where the rule minds neither. */
  async evaluateFile(source: ByteSource, name: string): Promise<EvaluatedText | null> {
    const findings = await fileFindings(source, name, this.#plan);
    return findings.length === 0 ? null : this.#acted({ findings, unchecked: [] });
  }

  /** What would happen to something that was not read. */
  onUnread(reason: UnreadReason): EvaluatedText {
    return { rule: this.#plan.rule, action: unreadAction([reason], this.#plan), findings: [], unchecked: [] };
  }

  evaluate(text: string): EvaluatedText {
    const scanned = scanFor(text, this.#plan, this.#detectors);
    const own = findOwn(text, this.#plan.filters, this.filters);
    return this.#acted({ ...scanned, findings: [...scanned.findings, ...own] });
  }

  #acted(result: ScanResult): EvaluatedText {
    const { action, causes, counted, unchecked } = evaluate(result, this.#plan);
    const acted = new Set([...causes.map(({ finding }) => finding), ...counted]);
    const findings = result.findings.map((finding) => ({
      ...finding,
      action: acted.has(finding) ? actionOn(finding, this.#plan) : ('off' as const),
    }));
    return { rule: this.#plan.rule, action, findings, unchecked };
  }
}

export interface PolicyWithFilters {
  readonly policy: AcceptedPolicy;
  /** Opened, by id. */
  readonly filters: ReadonlyMap<string, CodeFilter>;
}

/**
 * Of every rule with `data`, or of the one named; whom a rule is for and when it applies do not matter here.
 * @throws CommandError when there is none
 */
export async function evaluatorsOf(
  { policy, filters }: PolicyWithFilters,
  rule: string | null,
  nowMs: number,
): Promise<TextEvaluator[]> {
  const { mode } = await effectivePolicy(policy, NO_BROWSER, nowMs);
  const rules = policy.rules.filter(({ id, data }) => data !== undefined && (rule === null || id === rule));
  if (rules.length === 0) {
    const named = policy.rules.some(({ id }) => id === rule);
    const why =
      rule === null ? 'no rule of this policy has data' : `${named ? 'has no data' : 'there is no such rule'}: ${rule}`;
    throw new CommandError(
      `${why}: nothing that people hand over would be looked at. Give a rule data: {}`,
      EXIT.refused,
    );
  }
  return rules.flatMap((each) => {
    const tool = policy.tools.find(({ id }) => id === each.tools[0]) ?? null;
    const effectiveRule: EffectiveRule = { ...each, untilMs: null };
    const plan = dataPlanOf({ policy, mode }, { rule: effectiveRule, tool }, each.id, []);
    return plan === null ? [] : [new TextEvaluator(plan, filters)];
  });
}

const NO_BROWSER = { groups: [], ring: null, supportId: '', installId: '', timeZone: 'UTC' };
