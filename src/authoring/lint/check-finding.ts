/** What the checks of a policy hand to one another: the policy as it was read, its findings, and its rules' sites. */
import type { KnownTool } from '../known-tools.js';
import type { Resolved, ResolvedRule } from '../resolve-source.js';
import { parseSites } from '../../policy/rule-sites.js';
import type { Site } from '../../policy/site.js';
import type { PolicySource, SourceRule } from '../source.js';
import type { FindingCode } from './finding-words.js';

/** Something odd (`warning`) or contradictory (`error`) in a policy that has no mistake of form. */
export interface PolicyFinding {
  readonly severity: 'error' | 'warning';
  readonly code: FindingCode;
  /** The place in the source. */
  readonly path: readonly (string | number)[];
  /** What it is, and what to do about it. */
  readonly message: string;
}

/** A policy without mistakes, with everything it refers to. */
export interface PolicyToCheck {
  readonly source: PolicySource;
  readonly resolved: Resolved;
  /** Every tool that the policy can name, by id. */
  readonly tools: ReadonlyMap<string, KnownTool>;
}

/** A resolved rule with its sites parsed once for all checks. */
export interface CheckedRule {
  readonly index: number;
  readonly rule: SourceRule;
  readonly resolved: ResolvedRule;
  /** What it selects. */
  readonly sites: readonly Site[];
  /** The ways in without an account that an account rule closes. */
  readonly anonymous: readonly Site[];
  readonly except: readonly Site[];
}

export function checkedRules({ resolved }: PolicyToCheck): CheckedRule[] {
  return resolved.rules.map((rule, index) => ({
    index,
    rule: rule.source,
    resolved: rule,
    sites: parseSites([
      ...rule.source.sites,
      ...rule.tools.flatMap((tool) => rule.parts.flatMap((part) => [...tool[part]])),
    ]),
    anonymous: parseSites(rule.account?.anonymous ?? []),
    except: parseSites(rule.except),
  }));
}

/** `"one"`, `"one" and "two"`, `"one", "two", "three" and 4 more`. */
export function named(names: Iterable<string>): string {
  const all = [...new Set(names)];
  const shown = all.slice(0, 3).map((name) => `"${name}"`);
  if (all.length > shown.length) return `${shown.join(', ')} and ${all.length - shown.length} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}` : shown.join('');
}

export const warning = (code: FindingCode, path: PolicyFinding['path'], message: string): PolicyFinding => ({
  severity: 'warning',
  code,
  path,
  message,
});

export const error = (code: FindingCode, path: PolicyFinding['path'], message: string): PolicyFinding => ({
  severity: 'error',
  code,
  path,
  message,
});
