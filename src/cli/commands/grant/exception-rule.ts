/**
 * Adds a rule to the text of a policy: what is allowed to one browser until a moment, above the rule that restricts it. The
 * rest of the text, comments and spaces included, stays as it is. Pure.
 */
import { parseSite } from '../../../policy/site.js';
import { CommandError, EXIT } from '../../lib/command-error.js';
import { readYaml } from '../../lib/yaml-source.js';

interface Grant {
  /** Id of the rule that restricts. */
  readonly rule: string;
  /** Id of the tool; null when the request is for a site of no tool. */
  readonly tool: string | null;
  readonly host: string | null;
  /** The support id. */
  readonly browserId: string;
  readonly untilMs: number;
}

interface Granted {
  readonly text: string;
  readonly ruleId: string;
}

/** @throws CommandError when the policy has no such rule, or is written so that no line can be put in */
export function withGrant(text: string, grant: Grant): Granted {
  refuseUnreadable(grant);
  const read = readYaml(text);
  const ids = read.ok ? idsOf(read.value) : null;
  if (!read.ok || ids === null) throw refusal('it has no list of rules');
  const index = ids.indexOf(grant.rule);
  if (index < 0) throw refusal(`no rule has the id ${grant.rule}`);
  const start = startOfItem(text, read.offsetOf(['rules', index]));
  if (start === null) throw refusal('its rules are not on lines of their own, each beginning with "- "');
  const ruleId = freeId(ids, `grant-${grant.browserId.toLowerCase()}-${grant.tool ?? 'site'}`);
  const lineEnd = text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
  const lines = ruleLines(ruleId, grant).map((line) => start.indentation + line + lineEnd);
  return { text: text.slice(0, start.offset) + lines.join('') + text.slice(start.offset), ruleId };
}

/** Whoever may send events wrote these words: nothing but what they are for goes into a policy. */
function refuseUnreadable({ tool, host, browserId }: Grant): void {
  const isTool = tool === null || /^[a-z0-9][a-z0-9._-]{0,63}$/.test(tool);
  const isHost = tool !== null || parseSite(`=${host ?? ''}`).ok;
  if (isTool && isHost && /^[0-9A-Z-]{1,40}$/.test(browserId)) return;
  throw new CommandError('the request names no tool, host or browser as events do', EXIT.refused);
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

/** Of the rules, in order; null for what has none. */
function idsOf(policy: unknown): unknown[] | null {
  const { rules } = (policy ?? {}) as { rules?: unknown };
  return Array.isArray(rules) ? rules.map((rule) => (rule as { id?: unknown } | null)?.id ?? null) : null;
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

function freeId(ids: readonly unknown[], wanted: string): string {
  const base = wanted.replaceAll(/[^a-z0-9._-]/g, '-').slice(0, 58);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!ids.includes(id)) return id;
  }
}

function refusal(why: string): CommandError {
  return new CommandError(`cannot add a rule to the policy: ${why}`, EXIT.refused);
}
