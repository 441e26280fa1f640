/**
 * Compiles the effective policy into declarativeNetRequest rules: the order of the policy's rules becomes priority, so
 * that the first rule that matches wins in the browser as it does in `decide.ts`. The number of DNR rules follows the
 * number of policy rules, not of domains.
 */
import { isRestricting } from '../policy/decide.js';
import type { EffectivePolicy, EffectiveRule } from '../policy/effective-policy.js';
import type { Tool } from '../policy/schema.js';
import { isAddressLiteral, needsPattern, parseSite, type Site } from '../policy/site.js';
import { formatBlockedAddress } from './blocked-address.js';
import { withinLimits, type BrowserLimits, type LimitProblem } from './limits.js';
import { FIRST_POLICY_RULE_ID, priorityOf } from './rule-ids.js';
import { siteRegexes } from './site-regex.js';

/** The subset of a declarativeNetRequest rule that Gatepost makes. */
export interface DnrRule {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'allow' | 'block' }
    | { readonly type: 'redirect'; readonly redirect: { readonly regexSubstitution: string } };
  readonly condition: {
    readonly requestDomains?: readonly string[];
    readonly excludedInitiatorDomains?: readonly string[];
    readonly regexFilter?: string;
    readonly urlFilter?: string;
    readonly resourceTypes: readonly string[];
  };
}

/** What differs from browser to browser and from installation to installation; the compiler asks nobody. */
export interface CompileTarget {
  /** Address of the explanation page in this installation, without fragment. */
  readonly blockedPage: string;
  /** Host of the extension's own origin: its own requests (the policy's host) must never be blocked by its own rules. */
  readonly extensionHost: string;
  /** This installation's secret, handed to the explanation page: only a rule of ours can have opened it with that. */
  readonly proof: string;
  /** The resource types that this browser knows; a name it does not know would make it refuse every rule. */
  readonly resourceTypes: readonly string[];
  /** True where a domain does not cover its spelling with a trailing dot (`chatgpt.com.`), which browsers open as well. */
  readonly dottedDomainsApart: boolean;
  readonly limits: BrowserLimits;
}

export interface CompiledRules {
  readonly rules: readonly DnrRule[];
  /** From the id of a DNR rule to the id of the policy rule it came from. */
  readonly policyRuleOf: ReadonlyMap<number, string>;
  /** What a limit of the browser left out; empty when everything is enforced. */
  readonly problems: readonly LimitProblem[];
}

/** The request types that show a page, and so can be answered by one. */
export const FRAME_TYPES: readonly string[] = ['main_frame', 'sub_frame'];

/** Which requests a rule is about, without what happens to them. */
type Match = Pick<DnrRule['condition'], 'requestDomains' | 'regexFilter'>;
type Unnumbered = Omit<DnrRule, 'id'>;

export function compileRules(effective: EffectivePolicy, target: CompileTarget): CompiledRules {
  const tools = new Map(effective.policy.tools.map((tool) => [tool.id, tool]));
  const lastRestricting = effective.rules.findLastIndex((rule) => isRestricting(rule.action));
  const perRule = effective.rules.slice(0, lastRestricting + 1).map((rule, index) => ({
    policyRuleId: rule.id,
    rules: compileRule(
      rule,
      matchesOf(rule, tools).map((match) => spelledFor(target, match)),
      priorityOf(index, effective.rules.length),
      target,
    ),
  }));
  const { kept, problems } = withinLimits(perRule, target.limits);
  const numbered = kept.flatMap(({ policyRuleId, rules }) => rules.map((rule) => ({ policyRuleId, rule })));
  return {
    rules: numbered.map(({ rule }, index) => ({ id: FIRST_POLICY_RULE_ID + index, ...rule })),
    policyRuleOf: new Map(numbered.map(({ policyRuleId }, index) => [FIRST_POLICY_RULE_ID + index, policyRuleId])),
    problems,
  };
}

function compileRule(rule: EffectiveRule, matches: readonly Match[], priority: number, target: CompileTarget) {
  return matches.flatMap((match): Unnumbered[] => {
    if (!isRestricting(rule.action)) {
      const resourceTypes = target.resourceTypes;
      return [{ priority, action: { type: 'allow' }, condition: { ...match, resourceTypes } }];
    }
    const regexSubstitution = formatBlockedAddress(target.blockedPage, {
      proof: target.proof,
      ruleId: rule.id,
      url: '\\0',
    });
    return [
      {
        priority,
        action: { type: 'redirect', redirect: { regexSubstitution } },
        condition: { regexFilter: '^.*$', ...match, resourceTypes: FRAME_TYPES },
      },
      {
        priority,
        action: { type: 'block' },
        condition: {
          ...match,
          excludedInitiatorDomains: [target.extensionHost],
          resourceTypes: target.resourceTypes.filter((type) => !FRAME_TYPES.includes(type)),
        },
      },
    ];
  });
}

/** Whole hosts go into one list of domains; exact hosts, paths and query parameters need a pattern. */
function matchesOf(rule: EffectiveRule, tools: ReadonlyMap<string, Tool>): Match[] {
  const texts = [...rule.sites, ...rule.tools.flatMap((id) => tools.get(id)?.sites ?? [])];
  const sites = texts.flatMap((text) => {
    const parsed = parseSite(text);
    return parsed.ok ? [parsed.site] : [];
  });
  const domains = [...new Set(sites.filter(isWholeHost).map(({ host }) => host))].sort();
  const patterns = siteRegexes(
    sites.filter((site) => !isWholeHost(site)),
    isRestricting(rule.action),
  );
  return domains.length === 0 ? patterns : [{ requestDomains: domains }, ...patterns];
}

function spelledFor({ dottedDomainsApart }: CompileTarget, match: Match): Match {
  if (!dottedDomainsApart || match.requestDomains === undefined) return match;
  return {
    ...match,
    requestDomains: match.requestDomains.flatMap((domain) =>
      isAddressLiteral(domain) ? [domain] : [domain, `${domain}.`],
    ),
  };
}

function isWholeHost(site: Site): boolean {
  return !site.exact && !needsPattern(site);
}
