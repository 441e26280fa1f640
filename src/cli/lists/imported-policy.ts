/** Writes rules of lists as a policy source: a new one, or behind the rules of one that is there. Pure. */
import { addedReasons, appendedRules, freeId, idOf, reasonIdsIn, rulesIn, yamlOf } from '../lib/policy-text.js';
import type { Action } from '../../policy/actions.js';
import type { ArrangedRule } from './arrange.js';

export interface ImportedRule {
  readonly id: string;
  readonly action: Action;
  readonly tools: readonly string[];
  readonly sites: readonly string[];
}

export interface ImportedPolicy {
  readonly text: string;
  /** In the order of the arranged rules. */
  readonly rules: readonly ImportedRule[];
}

/** A source without rules. */
export function emptyPolicy(name: string, organisation: string): string {
  return [
    '# The first matching rule decides; sites without a matching rule are open.',
    'format: 1',
    `name: ${yamlOf(name)}`,
    `organisation: { name: ${yamlOf(organisation, true)} }`,
    '',
    'rules: []',
    '',
  ].join('\n');
}

export function withImported(text: string, arranged: readonly ArrangedRule[], from: readonly string[]): ImportedPolicy {
  const ids = rulesIn(text).rules.map(idOf);
  const reasons = reasonsOf(arranged, reasonIdsIn(text));
  const rules = arranged.map((rule) => {
    const id = freeId(
      ids,
      rule.action === 'allow' ? 'imported-allowed' : rule.tools.length > 0 ? 'imported-tools' : 'imported-sites',
    );
    ids.push(id);
    return sourceRule(id, rule, reasons);
  });
  const blocks = rules.map((rule, index) => blockOf(rule, index === 0 ? from : []));
  const texts = Object.fromEntries([...reasons].map(([reason, id]) => [id, reason]));
  const written = appendedRules(addedReasons(text, texts), blocks, rules);
  return {
    text: written,
    rules: rules.map(({ id, action, tools = [], sites = [] }) => ({ id, action, tools, sites })),
  };
}

function reasonsOf(arranged: readonly ArrangedRule[], known: readonly string[]): ReadonlyMap<string, string> {
  const texts = [...new Set(arranged.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  return new Map(texts.map((text, index) => [text, freeId(known, `imported-${index + 1}`)]));
}

interface SourceRule {
  readonly id: string;
  readonly action: Action;
  readonly tools?: readonly string[];
  readonly sites?: readonly string[];
  readonly reason?: string;
  readonly audience?: { readonly groups: readonly string[] };
  readonly window?: { readonly until: string };
}

function sourceRule(id: string, rule: ArrangedRule, reasons: ReadonlyMap<string, string>): SourceRule {
  const { action, tools, sites, until, groups } = rule;
  const reason = rule.reason === null ? undefined : reasons.get(rule.reason);
  return {
    id,
    action,
    ...(tools.length > 0 ? { tools: tools.map((tool) => tool.id) } : {}),
    ...(sites.length > 0 ? { sites } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(groups.length > 0 ? { audience: { groups } } : {}),
    ...(until === null ? {} : { window: { until } }),
  };
}

/** Names of files are texts of others: on one line, whatever they hold. */
const commentOf = (files: readonly string[]): string =>
  `# Imported from ${files.map((file) => JSON.stringify(file)).join(', ')}.`;

/** A site a line, so that a change of the list is a change of a line. */
function blockOf(
  { id, action, tools, sites, reason, audience, window }: SourceRule,
  from: readonly string[],
): string[] {
  const list = (key: string, items: readonly string[] | undefined) =>
    items === undefined ? [] : [`  ${key}:`, ...items.map((item) => `    - ${yamlOf(item)}`)];
  return [
    ...(from.length === 0 ? [] : [commentOf(from)]),
    `- id: ${yamlOf(id)}`,
    `  action: ${yamlOf(action)}`,
    ...list('tools', tools),
    ...list('sites', sites),
    ...(reason === undefined ? [] : [`  reason: ${yamlOf(reason)}`]),
    ...(audience === undefined ? [] : [`  audience: { groups: ${yamlOf(audience.groups, true)} }`]),
    ...(window === undefined ? [] : [`  window: { until: ${yamlOf(window.until, true)} }`]),
  ];
}
