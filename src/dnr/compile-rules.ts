/**
 * Compiles the effective policy into declarativeNetRequest rules: the order of the policy's rules becomes priority, so
 * that the first rule that matches wins in the browser as it does in `decide.ts`. The number of DNR rules follows the
 * number of policy rules, not of domains.
 */
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { isAddressLiteral } from '../policy/site.js';
import { decisionList, type ListEntry } from './decision-list.js';
import { formatBlockedAddress } from '../protocol/block-page-url.js';
import { headerRules } from './header-rules.js';
import { withinLimits, type BrowserLimits, type LimitProblem } from './limits.js';
import { priorityOf, ruleIdOf, type Part } from './rule-ids.js';
import type { SiteMatch } from './site-matches.js';

/** The subset of a declarativeNetRequest rule that Gatepost makes. */
export interface DnrRule {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'allow' | 'block' }
    | { readonly type: 'redirect'; readonly redirect: { readonly regexSubstitution: string } }
    | { readonly type: 'modifyHeaders'; readonly requestHeaders: readonly SetHeader[] };
  readonly condition: {
    readonly requestDomains?: readonly string[];
    readonly excludedInitiatorDomains?: readonly string[];
    readonly regexFilter?: string;
    readonly urlFilter?: string;
    readonly resourceTypes: readonly string[];
  };
}

interface SetHeader {
  readonly header: string;
  readonly operation: 'set';
  readonly value: string;
}

/** What differs from browser to browser and from installation to installation; the compiler asks nobody. */
export interface CompileTarget {
  /** Address of the block page in this installation, without fragment. */
  readonly blockedPage: string;
  /** Host of the extension's own origin: its own requests (the policy's host) must never be blocked by its own rules. */
  readonly extensionHost: string;
  /** This installation's secret, handed to the block page: only a rule of ours can have opened it with that. */
  readonly pageToken: string;
  /** The resource types that this browser knows; a name it does not know would make it refuse every rule. */
  readonly resourceTypes: readonly string[];
  /** True where a domain does not cover its spelling with a trailing dot (`chatgpt.com.`), which browsers open as well. */
  readonly dottedDomainsApart: boolean;
  /**
   * True where the browser has taken the access to websites away: a redirect does nothing there, and nothing below it
   * either, while a block still works.
   */
  readonly withoutHostAccess?: boolean;
  readonly limits: BrowserLimits;
}

export interface CompiledRules {
  readonly rules: readonly DnrRule[];
  /** From the id of a DNR rule to the id of the policy rule it came from. */
  readonly policyRuleOf: ReadonlyMap<number, string>;
  /** What a limit of the browser left out; empty when everything is enforced. */
  readonly problems: readonly LimitProblem[];
}

/** A DNR rule that has no id yet. */
export type UnnumberedRule = Omit<DnrRule, 'id'>;

/** The request types that show a page, and so can be answered by one. */
const FRAME_TYPES: readonly string[] = ['main_frame', 'sub_frame'];

/** @param list the policy's decision list, where several targets share it */
export function compileRules(
  effective: EffectivePolicy,
  target: CompileTarget,
  list: readonly ListEntry[] = decisionList(effective),
): CompiledRules {
  const entries = [
    ...headerRules(effective, target.resourceTypes),
    ...list.map((entry) => ({
      part: entry.part,
      policyRuleId: entry.policyRuleId,
      rules: compileEntry(entry, priorityOf(entry.part, entry.place), target),
    })),
  ];
  const { kept, problems } = withinLimits(entries, target.limits);
  const counts: Record<Part, number> = { headers: 0, obfuscated: 0, plain: 0 };
  const policyRuleOf = new Map<number, string>();
  const rules = kept.flatMap(({ part, policyRuleId, rules: unnumbered }) =>
    unnumbered.map((rule) => {
      const id = ruleIdOf(part, counts[part]++);
      policyRuleOf.set(id, policyRuleId);
      return { id, ...rule };
    }),
  );
  return { rules, policyRuleOf, problems };
}

/** The conditions as this browser needs them spelled. */
export function spelledFor({ dottedDomainsApart }: CompileTarget, matches: readonly SiteMatch[]): readonly SiteMatch[] {
  if (!dottedDomainsApart) return matches;
  const spelled = (domain: string) => (isAddressLiteral(domain) ? [domain] : [domain, `${domain}.`]);
  return matches.map((match) => ({ ...match, requestDomains: match.requestDomains.flatMap(spelled) }));
}

function compileEntry(entry: ListEntry, priority: number, target: CompileTarget): UnnumberedRule[] {
  return spelledFor(target, entry.matches).flatMap((match) =>
    entry.restricts
      ? [explainRule(entry.policyRuleId, match, priority, target), blockRule(match, priority, target)]
      : [{ priority, action: { type: 'allow' }, condition: { ...match, resourceTypes: target.resourceTypes } }],
  );
}

/** What shows a page is answered by ours, which gets the whole address. */
function explainRule(ruleId: string, match: SiteMatch, priority: number, target: CompileTarget): UnnumberedRule {
  const { blockedPage, pageToken, withoutHostAccess = false } = target;
  if (withoutHostAccess) {
    return { priority, action: { type: 'block' }, condition: { ...match, resourceTypes: FRAME_TYPES } };
  }
  const regexSubstitution = formatBlockedAddress(blockedPage, { pageToken, ruleId, url: '\\0' });
  return {
    priority,
    action: { type: 'redirect', redirect: { regexSubstitution } },
    condition: { regexFilter: '^.*$', ...match, resourceTypes: FRAME_TYPES },
  };
}

/** Every other request fails. */
function blockRule(match: SiteMatch, priority: number, target: CompileTarget): UnnumberedRule {
  return {
    priority,
    action: { type: 'block' },
    condition: {
      ...match,
      excludedInitiatorDomains: [target.extensionHost],
      resourceTypes: target.resourceTypes.filter((type) => !FRAME_TYPES.includes(type)),
    },
  };
}
