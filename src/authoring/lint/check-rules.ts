/** Checks each rule: that it comes up, and that those it stops are told why and where to go instead. */
import { isFinal, isRestricting } from '../../policy/actions.js';
import type { KnownTool } from '../known-tools.js';
import { parseSites } from '../../policy/rule-sites.js';
import type { Site } from '../../policy/site.js';
import { windowState } from '../../policy/window.js';
import { spanOf } from './check-applies.js';
import { error, named, warning, type CheckedRule, type PolicyFinding } from './check-finding.js';
import { takenBefore, type RuleOrder } from './check-order.js';

export function checkUnreachable(order: RuleOrder): PolicyFinding[] {
  return order.rules.flatMap((rule) => {
    const takers = takenBefore(rule.sites, { order, rule });
    if (takers === null) return [];
    const before = named(takers.map((taker) => taker.rule.id));
    const message = `never applies: ${before} above matches all its sites first. Move it up, narrow the rule above, or remove it`;
    return [warning('rule-unreachable', ['rules', rule.index], message)];
  });
}

export function checkEmpty(order: RuleOrder): PolicyFinding[] {
  return order.rules.flatMap((rule) => {
    const path = ['rules', rule.index];
    if (rule.sites.length === 0 && rule.anonymous.length === 0) {
      if (blocksBuiltIn(rule)) return [];
      return [warning('rule-empty', path, `selects no site: ${whyEmpty(rule)}`)];
    }
    if (rule.except.length > 0 && rule.sites.every((site) => order.isExcepted(site, rule))) {
      return [
        warning(
          'rule-empty',
          [...path, 'except'],
          'excepts everything that the rule selects: remove the exception or the rule',
        ),
      ];
    }
    if (rule.rule.audience?.percent === 0) {
      const message = 'applies to nobody at 0 percent: raise it when the rollout starts';
      return [warning('rule-empty', [...path, 'audience', 'percent'], message)];
    }
    return [];
  });
}

/** AI that is part of a browser has no sites: `gatepost deploy --policy` makes such a rule a policy of the browser. */
function blocksBuiltIn({ resolved, rule }: CheckedRule): boolean {
  return isFinal(rule.action) && resolved.tools.some(({ builtIn }) => builtIn !== undefined);
}

function whyEmpty({ resolved, rule }: CheckedRule): string {
  if (resolved.tools.length === 0)
    return 'its exceptions cover every tool that it names. Remove the rule or an exception';
  if (resolved.tools.every(({ builtIn }) => builtIn !== undefined))
    return 'its tools are part of browsers, and can only be blocked. Make its action block, or remove it';
  const left = [...(rule.api ? [] : ['api: false']), ...(rule.embedded === false ? ['embedded: false'] : [])];
  return left.length === 0
    ? 'its tools have none. Give them sites'
    : `its tools have none beside those that ${left.join(' and ')} leaves out. Remove that, or the rule`;
}

/** @param nowMs milliseconds since the epoch */
export function checkWindows(rules: readonly CheckedRule[], nowMs: number): PolicyFinding[] {
  return rules.flatMap(({ index, rule: { window } }) => {
    if (window === undefined) return [];
    const path = ['rules', index, 'window'];
    const { fromMs, untilMs } = spanOf(window);
    if (fromMs >= untilMs) {
      return [
        error('rule-empty', [...path, 'until'], 'the window ends before it begins: until must be later than from'),
      ];
    }
    if (untilMs <= nowMs) {
      const message = `the window has ended (${window.until ?? ''}): remove the rule, or set a later end`;
      return [warning('window-expired', [...path, 'until'], message)];
    }
    if (everOpens(window, Math.max(fromMs, nowMs), untilMs)) return [];
    const message = 'the weekly hours never fall between from and until: change the days or the dates';
    return [warning('rule-empty', [...path, 'weekly'], message)];
  });
}

/** Windows without a time zone are in the browser's own, so every whole hour is tried. */
const ZONES = Array.from({ length: 27 }, (_, index) => `Etc/GMT${index > 12 ? '' : '+'}${12 - index}`);

function everOpens(window: NonNullable<CheckedRule['rule']['window']>, fromMs: number, untilMs: number): boolean {
  const { weekly, timeZone } = window;
  if (weekly === undefined) return true;
  const zones = timeZone === undefined ? ZONES : [timeZone];
  return zones.some((zone) => {
    const { open, changesAtMs } = windowState({ weekly }, fromMs, zone);
    return open || (changesAtMs !== null && changesAtMs < untilMs);
  });
}

export function checkExplained(rules: readonly CheckedRule[]): PolicyFinding[] {
  return rules
    .filter(({ rule }) => isRestricting(rule.action))
    .flatMap(({ index, rule }) => {
      const path = ['rules', index];
      const reason = 'restricts without a reason: add one';
      const alternative = 'restricts without an alternative: name approved tools under alternatives';
      return [
        ...(rule.reason === undefined ? [warning('no-reason', path, reason)] : []),
        ...(rule.alternatives.length === 0 ? [warning('no-alternative', path, alternative)] : []),
      ];
    });
}

/** An alternative on which those who are sent there would meet the block page again. */
export function checkAlternatives(order: RuleOrder, tools: ReadonlyMap<string, KnownTool>): PolicyFinding[] {
  return order.rules.flatMap((rule) =>
    rule.rule.alternatives.flatMap((id, position) => {
      const tool = tools.get(id);
      const by = tool === undefined ? undefined : restrictedBy(mainSites(tool), rule, order);
      if (by === undefined) return [];
      const message = `${by === rule.rule.id ? 'this rule' : named([by])} restricts ${id} for the same people: allow it above, or name another tool`;
      return [warning('alternative-restricted', ['rules', rule.index, 'alternatives', position], message)];
    }),
  );
}

function restrictedBy(sites: readonly Site[], rule: CheckedRule, order: RuleOrder): string | undefined {
  const deciding = sites.map((site) => order.decidingRule(site, rule));
  return deciding.find((taker) => taker !== null && isRestricting(taker.rule.action))?.rule.id;
}

/** Where people open a tool. */
function mainSites({ sites, embedded }: KnownTool): readonly Site[] {
  return parseSites(sites.length > 0 ? sites : embedded);
}
