/**
 * Permits: time-limited leave to continue after a warning. They live as long as the browser's session, end on time, and
 * end at once when the rule that asked for the warning no longer does.
 */
import { mayContinue } from '../../policy/actions.js';
import * as z from '../../policy/shapes.js';
import type { Decision } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { sessionRecord } from './records.js';

const permitSchema = z.object({
  ruleId: z.string(),
  /** The tool that may be used; null when the rule names the site itself. */
  toolId: z.nullable(z.string()),
  /** The site that matched, as a pattern: what is open when there is no tool. */
  site: z.string(),
  grantedAtMs: z.number(),
  justification: z.string(),
  /** The decision that it goes on from; null: nothing about it is recorded. */
  decision: z.nullable(z.string()),
});

export type Permit = z.infer<typeof permitSchema>;

export const permitsRecord = sessionRecord('permits', z.array(permitSchema));

export interface ValidPermit extends Permit {
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

/** The permits that hold now under this policy. @param nowMs by this browser's own clock, since the epoch */
export function validPermits(given: readonly Permit[], effective: EffectivePolicy, nowMs: number): ValidPermit[] {
  return given.flatMap((permit) => {
    const rule = effective.rules.find(({ id, action }) => id === permit.ruleId && mayContinue(action));
    const untilMs = permit.grantedAtMs + (rule?.warn?.minutes ?? 0) * 60_000;
    return permit.grantedAtMs <= nowMs && nowMs < untilMs ? [{ ...permit, untilMs }] : [];
  });
}

/** Leave for what the decision is about; whether it may be given is for the caller to know. */
export function permitOf(
  { rule, tool, site }: Decision,
  { justification, visit, nowMs }: { justification: string; visit: string | null; nowMs: number },
): Permit {
  return { ruleId: rule.id, toolId: tool?.id ?? null, site, grantedAtMs: nowMs, justification, decision: visit };
}

/** One that is given again takes the place of the one before. */
export function withPermit(list: readonly Permit[], permit: Permit): Permit[] {
  return [...list.filter((each) => permitKey(each) !== permitKey(permit)), permit];
}

export function withoutPermits(list: readonly Permit[], ended: readonly Permit[]): Permit[] {
  const gone = new Set(ended.map((permit) => JSON.stringify(permit)));
  return list.filter((permit) => !gone.has(JSON.stringify(permit)));
}

export function permitKey({ ruleId, toolId, site }: Permit): string {
  return JSON.stringify([ruleId, toolId ?? site]);
}

/** The permit under which a warned address is open, if there is one. */
export function permitFor(
  permits: readonly ValidPermit[],
  { rule, tool, site, disguised }: Decision,
): ValidPermit | null {
  if (disguised) return null;
  const fits = (permit: ValidPermit) =>
    permit.ruleId === rule.id && (permit.toolId === null ? permit.site === site : permit.toolId === tool?.id);
  return permits.find(fits) ?? null;
}
