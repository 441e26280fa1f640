/**
 * Bypasses: time-limited permission to continue after a warning. They live as long as the browser's session, end on time, and
 * end at once when the rule that asked for the warning no longer does.
 */
import { ACTION_NAMES, mayContinue } from '../../policy/actions.js';
import * as z from '../../policy/shapes.js';
import type { Decision } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { sessionRecord } from './records.js';

const bypassSchema = z.object({
  ruleId: z.string(),
  /** The tool that may be used; null when the rule names the site itself. */
  toolId: z.nullable(z.string()),
  /** The site that matched, as a pattern: what is open when there is no tool. */
  site: z.string(),
  grantedAtMs: z.number(),
  justification: z.string(),
  /** The decision that it goes on from; null: nothing about it is recorded. */
  decision: z.nullable(z.string()),
  /** Of its rule. Missing in one that an earlier version of the extension granted. */
  action: z.optional(z.enum(ACTION_NAMES)),
});

export type Bypass = z.infer<typeof bypassSchema>;

export const bypassesRecord = sessionRecord('bypasses', z.array(bypassSchema));

export interface ValidBypass extends Bypass {
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

/** The bypasses that are valid now under this policy. @param nowMs by this browser's own clock, since the epoch */
export function validBypasses(given: readonly Bypass[], effective: EffectivePolicy, nowMs: number): ValidBypass[] {
  return given.flatMap((bypass) => {
    const rule = effective.rules.find(({ id, action }) => id === bypass.ruleId && mayContinue(action));
    const untilMs = bypass.grantedAtMs + (rule?.warn?.minutes ?? 0) * 60_000;
    return bypass.grantedAtMs <= nowMs && nowMs < untilMs ? [{ ...bypass, untilMs }] : [];
  });
}

/** A bypass for what the decision is about; the caller knows whether it may be granted. */
export function bypassOf(
  { rule, tool, site }: Decision,
  { justification, visit, nowMs }: { justification: string; visit: string | null; nowMs: number },
): Bypass {
  const { id: ruleId, action } = rule;
  return { ruleId, action, toolId: tool?.id ?? null, site, grantedAtMs: nowMs, justification, decision: visit };
}

/** One that is given again takes the place of the one before. */
export function withBypass(list: readonly Bypass[], bypass: Bypass): Bypass[] {
  return [...list.filter((each) => bypassKey(each) !== bypassKey(bypass)), bypass];
}

export function withoutBypasses(list: readonly Bypass[], ended: readonly Bypass[]): Bypass[] {
  const gone = new Set(ended.map((bypass) => JSON.stringify(bypass)));
  return list.filter((bypass) => !gone.has(JSON.stringify(bypass)));
}

export function bypassKey({ ruleId, toolId, site }: Bypass): string {
  return JSON.stringify([ruleId, toolId ?? site]);
}

/** The bypass under which a warned address is open, if there is one. */
export function bypassFor(
  bypasses: readonly ValidBypass[],
  { rule, tool, site, obfuscated }: Decision,
): ValidBypass | null {
  if (obfuscated) return null;
  const fits = (bypass: ValidBypass) =>
    bypass.ruleId === rule.id && (bypass.toolId === null ? bypass.site === site : bypass.toolId === tool?.id);
  return bypasses.find(fits) ?? null;
}
