/** The table that says, for every rule of a policy, who enforces it in a browser: the extension, the browser, or nobody. */
import { isFinal, isOpening, mayContinue, sendsHeaders } from '../../policy/actions.js';
import type { PublishedPolicy, Rule } from '../../policy/schema.js';
import { matchesHost, needsPattern, type Site } from '../../policy/site.js';
import type { BrowserPolicyOptions } from './browser-policies.js';
import type { HeaderInjection } from './header-injection.js';
import type { PolicyRuleSites } from '../logs/host-decisions.js';
import type { EvaluatedRule } from '../logs/rule-certainty.js';
import type { UrlLists } from './url-lists.js';

/** `nothing to enforce`: the rule lets through. `cannot be enforced`: neither of the two reaches what it is about. */
type EnforcedBy = 'extension' | 'browser policy' | 'both' | 'cannot be enforced' | 'nothing to enforce';

export interface RuleEnforcement {
  readonly ruleId: string;
  readonly action: Rule['action'];
  readonly enforcedBy: EnforcedBy;
  /** What the word alone does not say, a sentence part each. */
  readonly because: readonly string[];
}

interface EnforcementFacts {
  readonly policy: PublishedPolicy;
  /** Empty when the policy only observes. */
  readonly rules: readonly EvaluatedRule[];
  readonly perRule: readonly PolicyRuleSites[];
  readonly lists: UrlLists;
  readonly headers: HeaderInjection;
  readonly options: BrowserPolicyOptions;
  /** Ids of the built-in tools that the browser's switches turn off. */
  readonly off: ReadonlySet<string>;
}

export function enforcementOf(facts: EnforcementFacts): RuleEnforcement[] {
  return facts.policy.rules.map((rule) => {
    const evaluated = facts.rules.find((each) => each.rule === rule);
    const row = { ruleId: rule.id, action: rule.action };
    if (evaluated === undefined)
      return { ...row, enforcedBy: 'nothing to enforce', because: ['the policy only observes'] };
    if (evaluated.certainty === 'never')
      return { ...row, enforcedBy: 'nothing to enforce', because: [evaluated.because] };
    return { ...row, ...evaluatedRule(evaluated, facts) };
  });
}

type Decision = Pick<RuleEnforcement, 'enforcedBy' | 'because'>;

function evaluatedRule(evaluated: EvaluatedRule, facts: EnforcementFacts): Decision {
  const { rule } = evaluated;
  if (isOpening(rule.action)) return { enforcedBy: 'nothing to enforce', because: [] };
  const builtIn = rule.tools.filter((id) => facts.options.builtIn.has(id));
  const sites = facts.perRule.find((each) => each.evaluated === evaluated)?.named ?? [];
  const places = siteDecision(evaluated, sites, facts);
  const here = builtIn.filter((id) => facts.options.builtIn.get(id)?.[facts.options.browser] !== undefined);
  if (sites.length === 0 && builtIn.length > 0 && here.length === 0) {
    return { enforcedBy: 'nothing to enforce', because: ['none of it is part of this browser'] };
  }
  const features = here.map((id) => featureDecision(id, evaluated, facts));
  return join([...(sites.length === 0 && features.length > 0 ? [] : [places]), ...features]);
}

function siteDecision(evaluated: EvaluatedRule, sites: readonly Site[], facts: EnforcementFacts): Decision {
  const { rule, certainty, because } = evaluated;
  if (mayContinue(rule.action))
    return { enforcedBy: 'extension', because: ['a browser cannot warn and then let continue'] };
  if (sendsHeaders(rule.action)) return accountDecision(rule, facts);
  if (certainty === 'sometimes') return { enforcedBy: 'extension', because: [because] };
  if (!facts.options.urlLists) return { enforcedBy: 'extension', because: [] };
  const inList = sites.filter((site) => isBlockedByList(site, facts.lists));
  if (inList.length === 0) return { enforcedBy: 'extension', because: whyNot(sites) };
  const missing = sites.length - inList.length;
  const rest =
    missing === 0
      ? []
      : [
          `${missing} of ${sites.length} sites by the extension alone`,
          ...whyNot(sites.filter((site) => !inList.includes(site))),
        ];
  return { enforcedBy: 'both', because: rest };
}

function whyNot(sites: readonly Site[]): string[] {
  const paths = sites.filter(needsPattern).length;
  const hosts = sites.length - paths;
  return [
    ...(paths > 0 ? [`${paths} are paths, which the browser's list cannot express as meant`] : []),
    ...(hosts > 0 ? [`${hosts} are opened in part by another rule, or have no room in the list`] : []),
  ];
}

function accountDecision({ id, account }: Rule, { headers, options }: EnforcementFacts): Decision {
  if (options.browser === 'firefox') return { enforcedBy: 'extension', because: ['Firefox has no policy for headers'] };
  const leftOut = headers.leftOut.get(id) ?? [];
  const anonymous =
    (account?.anonymous.length ?? 0) > 0 ? ['the ways in without an account by the extension alone'] : [];
  const sent =
    headers.rules.length > 0 &&
    (account?.controls ?? []).some(({ headers: own }) =>
      headers.rules.some((rule) => own.every(({ name }) => rule.headers.some((each) => each.name === name))),
    );
  const versions = options.browser === 'edge' ? 'from Edge 153 on' : 'from Chrome 152 on';
  if (!sent) return { enforcedBy: 'extension', because: leftOut };
  return { enforcedBy: 'both', because: [`the browser sends the headers too, ${versions}`, ...leftOut, ...anonymous] };
}

function featureDecision(id: string, { rule, certainty, because }: EvaluatedRule, { off }: EnforcementFacts): Decision {
  if (off.has(id)) return { enforcedBy: 'browser policy', because: [`${id} is switched off`] };
  const reason =
    certainty === 'sometimes'
      ? because
      : isFinal(rule.action)
        ? 'an earlier rule decides about it'
        : `a built-in tool can be blocked only, not ${rule.action}`;
  return { enforcedBy: 'cannot be enforced', because: [`${id}: ${reason}`] };
}

/** Several parts of one rule: what is enforced somewhere counts, and every gap is named. */
function join(decisions: readonly Decision[]): Decision {
  const because = decisions.flatMap((decision) => decision.because);
  const words = new Set(decisions.map(({ enforcedBy }) => enforcedBy));
  const [only] = words;
  if (words.size === 1 && only !== undefined) return { enforcedBy: only, because };
  words.delete('cannot be enforced');
  const [left] = words;
  return { enforcedBy: words.size === 1 && left !== undefined ? left : 'both', because };
}

/** Whether the list blocks everything of the site. */
function isBlockedByList(site: Site, { kept }: UrlLists): boolean {
  if (needsPattern(site)) return false;
  const around = kept.filter((entry) => matchesHost({ ...site, host: entry.host, exact: entry.exact }, site.host));
  const [nearest] = around.sort(
    (one, other) => other.host.length - one.host.length || Number(other.exact) - Number(one.exact),
  );
  const inside = site.exact ? [] : kept.filter((entry) => entry.decision === 'open' && matchesHost(site, entry.host));
  return nearest?.decision === 'block' && inside.length === 0 && (site.exact || !nearest.exact);
}
