/**
 * The policy as the status page shows it: what each rule really decides in this browser, each tool and site once, and what
 * changes for its reader later. A rule that decides nothing here is not shown.
 */
import type { Overview, RuleView } from '../../protocol/overview.js';
import { decider, type Decide } from '../../policy/decide.js';
import type { EffectivePolicy, EffectiveRule } from '../../policy/effective-policy.js';
import { parseSites, sitesOfRule, sitesOfTool, toolsById } from '../../policy/rule-sites.js';
import { shownLine } from '../../policy/shown-text.js';
import type { Site } from '../../policy/site.js';
import { onOwnClock } from '../state/trusted-clock.js';
import type { State } from '../state/load-state.js';
import { effectiveAt, type InForce } from '../state/policy-state.js';
import { addressOf, decisionKindOf, ruleNaming } from './tool-decisions.js';
import { textFor, toolNames } from './views.js';

/** Tools and sites that are listed of one rule; the rest is counted. */
const MAX_LISTED = 12;

type RuleViews = Pick<Overview, 'rules' | 'coming' | 'elsewhere'>;

const NO_RULES: RuleViews = { rules: [], coming: [], elsewhere: 0 };

export async function ruleViews(state: State, languages: readonly string[]): Promise<RuleViews> {
  const { policyState } = state;
  if (policyState.kind !== 'in-force') return NO_RULES;
  const { effective } = policyState;
  const { policy, rules, coming } = effective;
  const own = ownMoments(state, policyState);
  const here = new Set([...rules, ...coming.map(({ rule }) => rule)].map(({ id }) => id));
  const shown = rules.map((rule) => {
    const { tools, sites } = decidedBy(rule, effective, decider(effective));
    const decided = { tools: [...tools, ...builtInOf(rule, effective)], sites };
    return { ...ruleView(rule, decided, effective, languages), fromMs: null, untilMs: own(rule.untilMs) };
  });
  return {
    rules: shown.filter(({ about }) => about.length > 0),
    coming: await changesAhead(state, policyState, languages),
    elsewhere: policy.rules.filter(({ id }) => !here.has(id)).length,
  };
}

/** Moments of the policy by this browser's own clock. */
function ownMoments({ nowMs }: State, { time }: InForce) {
  return (ms: number | null) => (ms === null ? null : onOwnClock(nowMs, time, ms));
}

/** Rules that begin later, with what they change then: what is decided the same way before is none for the reader. */
async function changesAhead(state: State, inForce: InForce, languages: readonly string[]): Promise<RuleView[]> {
  const { configuration } = state.managed;
  if (configuration === null) return [];
  const { policy, coming } = inForce.effective;
  const own = ownMoments(state, inForce);
  const views = coming.map(async ({ rule: { id }, fromMs }) => {
    const before = decider(await effectiveAt(state, configuration, policy, fromMs - 1));
    const then = await effectiveAt(state, configuration, policy, fromMs);
    const rule = then.rules.find((each) => each.id === id);
    if (rule === undefined) return [];
    const decide = decider(then);
    const changed = decidedBy(rule, then, decide, (address) => {
      return decisionKindOf(decide(address)) !== decisionKindOf(before(address));
    });
    const view = ruleView(rule, changed, then, languages);
    return view.about.length === 0 ? [] : [{ ...view, fromMs: own(fromMs), untilMs: own(rule.untilMs) }];
  });
  return (await Promise.all(views)).flat();
}

/** Tools and sites of a rule for which it is the one that decides; of a tool, the first site that the rule is about. */
interface Decided {
  readonly tools: readonly string[];
  readonly sites: readonly string[];
}

function decidedBy(
  rule: EffectiveRule,
  { policy }: EffectivePolicy,
  decide: Decide,
  isMeant: (address: string) => boolean = () => true,
): Decided {
  const decides = (site: Site) => {
    const address = addressOf(site);
    return decide(address)?.rule.id === rule.id && isMeant(address);
  };
  const main = new Map<string, Site>();
  for (const { site, tool } of sitesOfRule(rule, toolsById(policy.tools)).toReversed()) {
    if (tool !== null) main.set(tool.id, site);
  }
  return {
    tools: rule.tools.filter((id) => {
      const site = main.get(id);
      return site !== undefined && decides(site);
    }),
    sites: rule.sites.filter((text) => parseSites([text]).some(decides)),
  };
}

/** Tools of the rule that have no site, and of which it decides. */
function builtInOf(rule: EffectiveRule, effective: EffectivePolicy): string[] {
  const byId = toolsById(effective.policy.tools);
  return rule.tools.filter((id) => {
    const tool = byId.get(id);
    return tool !== undefined && sitesOfTool(tool).length === 0 && ruleNaming(id, effective)?.id === rule.id;
  });
}

function ruleView(
  { id, action, reason, alternatives }: EffectiveRule,
  { tools, sites }: Decided,
  { policy }: EffectivePolicy,
  languages: readonly string[],
): Omit<RuleView, 'fromMs' | 'untilMs'> {
  const all = [...toolNames(policy, tools), ...sites.map(shownLine)];
  return {
    id,
    action,
    about: all.slice(0, MAX_LISTED),
    more: Math.max(0, all.length - MAX_LISTED),
    reason: textFor(policy, reason, languages),
    alternatives: toolNames(policy, alternatives),
  };
}
