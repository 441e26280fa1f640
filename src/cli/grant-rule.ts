/**
 * Adds a rule to the text of a policy: what is allowed to one browser until a moment, above the rule that restricts it. The
 * rest of the text, comments and spaces included, stays as it is. Pure.
 */
import { isMap, isSeq, parseDocument, type YAMLSeq } from 'yaml';
import { CommandError, EXIT } from './command-error.js';

export interface Grant {
  /** Id of the rule that restricts. */
  readonly rule: string;
  /** Id of the tool; null when the request is for a site of no tool. */
  readonly tool: string | null;
  readonly host: string | null;
  /** The support id. */
  readonly browserId: string;
  readonly untilMs: number;
}

export interface Granted {
  readonly text: string;
  readonly ruleId: string;
}

/** @throws CommandError when the policy has no such rule, or is written so that no line can be put in */
export function withGrant(text: string, grant: Grant): Granted {
  const rules = parseDocument(text).get('rules', true);
  if (!isSeq(rules)) throw refusal('it has no list of rules');
  const index = indexOf(rules, grant.rule);
  const item = rules.items[index];
  if (!isMap(item) || item.range == null) throw refusal(`no rule has the id ${grant.rule}`);
  const start = startOfItem(text, item.range[0]);
  if (start === null) throw refusal('its rules are not on lines of their own, each beginning with "- "');
  const ruleId = freeId(rules, `grant-${grant.browserId.toLowerCase()}-${grant.tool ?? 'site'}`);
  const lines = ruleLines(ruleId, grant).map((line) => `${start.indentation}${line}\n`);
  return { text: text.slice(0, start.offset) + lines.join('') + text.slice(start.offset), ruleId };
}

function ruleLines(id: string, { tool, host, browserId, untilMs }: Grant): string[] {
  const what = tool === null ? `sites: ["=${host ?? ''}"]` : `tools: [${tool}]`;
  return [
    `- id: ${id}`,
    `  action: allow`,
    `  ${what}`,
    `  audience: { browsers: ["${browserId}"] }`,
    `  window: { until: "${new Date(untilMs).toISOString().replace(/\.\d+Z$/, 'Z')}" }`,
  ];
}

function indexOf(rules: YAMLSeq, id: string): number {
  return rules.items.findIndex((item) => isMap(item) && item.get('id') === id);
}

/** Where the item's own lines begin, with the comments that stand directly above it. */
function startOfItem(text: string, offset: number): { offset: number; indentation: string } | null {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  const indentation = /^( *)- *$/.exec(text.slice(start, offset))?.[1];
  if (indentation === undefined) return null;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^ *#/.test(text.slice(above, start))) return { offset: start, indentation };
    start = above;
  }
}

function freeId(rules: YAMLSeq, wanted: string): string {
  const base = wanted.replaceAll(/[^a-z0-9._-]/g, '-').slice(0, 58);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (indexOf(rules, id) < 0) return id;
  }
}

function refusal(why: string): CommandError {
  return new CommandError(`cannot add a rule to the policy: ${why}`, EXIT.refused);
}
