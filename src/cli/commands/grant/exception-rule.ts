/**
 * Adds a rule to the text of a policy: what is allowed to one browser until a moment, above the rule that restricts it. The
 * rest of the text, comments and spaces included, stays as it is. Whoever can send events wrote what is asked for: it is
 * written by the YAML library, and what comes out is read back. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import {
  editRefusal,
  ensureReads,
  freeId,
  idOf,
  itemStart,
  lineEndOf,
  rulesIn,
  yamlOf,
} from '../../lib/policy-text.js';
import { toMoment } from '../../../authoring/publish-source.js';
import type { Granted } from '../../report/grant-plan.js';

interface Grant {
  /** Id of the rule that restricts. */
  readonly rule: string;
  readonly what: Granted;
  /** The device ID for support. */
  readonly browserId: string;
  readonly untilMs: number;
}

export interface GrantText {
  /** Of the policy. */
  readonly text: string;
  readonly ruleId: string;
  /** The rule alone, as lines of YAML. */
  readonly rule: readonly string[];
  /** Until when the same was granted before; null when it was not: then a rule is added. */
  readonly untilBefore: string | null;
}

interface GrantRule {
  readonly id: string;
  readonly action: 'allow';
  readonly tools?: readonly string[];
  readonly sites?: readonly string[];
  readonly audience: { readonly browsers: readonly string[] };
  readonly window: { readonly until: string };
}

/** @throws CommandError when the policy has no such rule, or is written so that no line can be put in */
export function withGrant(text: string, grant: Grant): GrantText {
  const { rules, offsetOf } = rulesIn(text);
  const index = rules.findIndex((rule) => idOf(rule) === grant.rule);
  if (index < 0) throw editRefusal(`no rule has the id ${grant.rule}`);
  const before = rules.slice(0, index).findIndex((rule) => isSameGrant(rule, grant));
  return before < 0
    ? added(text, grant, index)
    : extended(text, grant, before, offsetOf(['rules', before, 'window', 'until']));
}

function added(text: string, grant: Grant, index: number): GrantText {
  const { rules, offsetOf } = rulesIn(text);
  const item = startOfItem(text, offsetOf(['rules', index]));
  if (item === null) throw editRefusal('its rules are not on lines of their own, each beginning with "- "');
  const what = 'tool' in grant.what ? grant.what.tool : 'site';
  const rule = ruleOf(freeId(rules.map(idOf), `grant-${grant.browserId.toLowerCase()}-${what}`), grant);
  const lineEnd = lineEndOf(text);
  const inserted = linesOf(rule).map((line) => item.indentation + line + lineEnd);
  const changed = text.slice(0, item.start) + inserted.join('') + text.slice(item.start);
  ensureReads(text, changed, (source) => ({
    ...source,
    rules: [...rules.slice(0, index), rule, ...rules.slice(index)],
  }));
  return { text: changed, ruleId: rule.id, rule: linesOf(rule), untilBefore: null };
}

/** The same for longer, or not so long: a second rule would only make the policy harder to read. */
function extended(text: string, grant: Grant, index: number, offset: number): GrantText {
  const { rules } = rulesIn(text);
  const old = rules[index] as GrantRule;
  const rule = { ...old, window: ruleOf(old.id, grant).window };
  const written = /^(["']?)[\dTZ:.+-]+\1/.exec(text.slice(offset))?.[0];
  if (written === undefined) throw editRefusal(`the "until" of rule ${old.id} is not on a line with its moment`);
  const changed = text.slice(0, offset) + yamlOf(rule.window.until, true) + text.slice(offset + written.length);
  ensureReads(text, changed, (source) => ({ ...source, rules: rules.map((each, at) => (at === index ? rule : each)) }));
  return { text: changed, ruleId: old.id, rule: linesOf(rule), untilBefore: old.window.until };
}

function ruleOf(id: string, { what, browserId, untilMs }: Grant): GrantRule {
  return {
    id,
    action: 'allow',
    ...('tool' in what ? { tools: [what.tool] } : { sites: [`=${what.host}`] }),
    audience: { browsers: [browserId] },
    window: { until: toMoment(untilMs) },
  };
}

/** Short, as an administrator would write it; each value as the library does. */
function linesOf({ id, action, tools, sites, audience, window }: GrantRule): string[] {
  return [
    `- id: ${yamlOf(id)}`,
    `  action: ${yamlOf(action)}`,
    ...(tools === undefined ? [] : [`  tools: ${yamlOf(tools)}`]),
    ...(sites === undefined ? [] : [`  sites: ${yamlOf(sites, true)}`]),
    `  audience: { browsers: ${yamlOf(audience.browsers, true)} }`,
    `  window: { until: ${yamlOf(window.until, true)} }`,
  ];
}

/** The same for the same browser and for nobody else, whenever it ends. */
function isSameGrant(rule: unknown, grant: Grant): boolean {
  const id = idOf(rule);
  const until = (rule as { window?: { until?: unknown } } | null)?.window?.until;
  if (typeof id !== 'string' || typeof until !== 'string') return false;
  return isDeepStrictEqual(rule, { ...ruleOf(id, grant), window: { until } });
}

/** Where the item's own lines begin, with the comments that stand directly above it. */
function startOfItem(text: string, offset: number): { start: number; indentation: string } | null {
  const item = itemStart(text, offset);
  if (item === null) return null;
  let { start } = item;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    // Further in, it may be the last line of a text of the rule above.
    const ownIndentation = /^( *)#/.exec(text.slice(above, start))?.[1];
    if (start === 0 || ownIndentation === undefined || ownIndentation.length > item.indentation.length) {
      return { start, indentation: item.indentation };
    }
    start = above;
  }
}
