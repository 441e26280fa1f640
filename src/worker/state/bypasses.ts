/**
 * Permits: time-limited leave to continue after a warning. They live as long as the browser's session, end on time, and
 * end at once when the rule that asked for the warning no longer does.
 */
import * as z from '../../policy/shapes.js';
import type { Decision } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { exclusively } from './mutex.js';
import type { Ports } from '../ports.js';

const KEY = 'permits';

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

export interface ValidPermit extends Permit {
  /** Milliseconds since the epoch. */
  readonly untilMs: number;
}

type Needed = Pick<Ports, 'session' | 'clock'>;

/** All that were given and not yet forgotten, whether they hold or not. */
export async function readGivenPermits({ session }: Pick<Ports, 'session'>): Promise<Permit[]> {
  const stored = z.array(permitSchema).safeParse(await session.get(KEY));
  return stored.success ? stored.data : [];
}

/** The permits that hold now under this policy. */
export async function readPermits(ports: Needed, effective: EffectivePolicy): Promise<ValidPermit[]> {
  const nowMs = ports.clock.nowMs();
  return (await readGivenPermits(ports)).flatMap((permit) => {
    const rule = effective.rules.find(({ id, action }) => id === permit.ruleId && action === 'warn');
    const untilMs = permit.grantedAtMs + (rule?.warn?.minutes ?? 0) * 60_000;
    return permit.grantedAtMs <= nowMs && nowMs < untilMs ? [{ ...permit, untilMs }] : [];
  });
}

/** Gives leave for what the decision is about; whether it may be given is for the caller to know. */
export async function grantPermit(
  ports: Needed,
  effective: EffectivePolicy,
  { rule, tool, site }: Decision,
  { justification, visit }: { justification: string; visit: string | null },
): Promise<void> {
  const grantedAtMs = ports.clock.nowMs();
  const toolId = tool?.id ?? null;
  const permit: Permit = { ruleId: rule.id, toolId, site, grantedAtMs, justification, decision: visit };
  await exclusively(ports.session, async () => {
    const others = (await readPermits(ports, effective)).filter((each) => permitKey(each) !== permitKey(permit));
    await ports.session.set(KEY, [...others.map(({ untilMs: _, ...each }) => each), permit]);
  });
}

/** Forgets permits that have ended. */
export async function forgetPermits({ session }: Pick<Ports, 'session'>, ended: readonly Permit[]): Promise<void> {
  const gone = new Set(ended.map((permit) => JSON.stringify(permit)));
  await exclusively(session, async () => {
    const others = (await readGivenPermits({ session })).filter((permit) => !gone.has(JSON.stringify(permit)));
    await session.set(KEY, others);
  });
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
