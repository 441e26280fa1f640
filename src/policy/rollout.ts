/**
 * A rollout: rules that reach people in stages. Who is in at a moment follows from the moments that stages have: whoever a
 * stage with a past moment includes. Until then, what the rules said before applies (`replaces`, in the schema). Pure.
 */
import * as z from './shapes.js';
import { audienceFields, audienceIncludes, type Audience, type BrowserFacts } from './audience.js';
import { identifier, moment } from './fields.js';

/** What a document requires of the browsers that read it while it has rollouts (docs/adr/0053). */
export const ROLLOUTS = 'rollouts';

export const MAX_STAGES = 20;

const stage = z.object({
  /** The browser's bucket is that of the rollout's id: a later stage with a larger share only adds browsers. */
  ...audienceFields,
  /** When it begins. Without one, it waits for the administrator, and so do all after it. */
  from: z.optional(moment),
  /** How long after the stage before it; what the command plans with, browsers go by `from`. */
  afterSeconds: z.optional(z.int().check(z.gte(0))),
});

export const ROLLOUT_STATES = ['running', 'held', 'stopped'] as const;

/** When the administrator's scheduled check stops it: more than so many since it started, on its rules. */
const limits = z.object({
  requests: z.optional(z.int().check(z.gte(0))),
  continued: z.optional(z.int().check(z.gte(0))),
  problems: z.optional(z.int().check(z.gte(0))),
});

export const rolloutFields = {
  id: identifier,
  /** Ids of the rules that it is about, which keep them. */
  rules: z.array(identifier).check(z.minLength(1)),
  /** In order of their moments. The last one is everybody. */
  stages: z.array(stage).check(z.minLength(1), z.maxLength(MAX_STAGES)),
  state: z.enum(ROLLOUT_STATES),
  /** Why it is held or stopped. */
  reason: z.optional(z.string().check(z.minLength(1), z.maxLength(300))),
  startedAt: moment,
  limits: z.optional(limits),
};

export type RolloutStage = z.infer<typeof stage>;
export type RolloutLimits = z.infer<typeof limits>;
/** Without the rules that it replaces. */
export type RolloutPlan = z.infer<ReturnType<typeof z.object<typeof rolloutFields>>>;

/** Whether a browser is in, and when it will be: null when it is, and while that waits for the administrator. */
export interface RolloutPlace {
  readonly isIn: boolean;
  readonly joinsAtMs: number | null;
}

/** @param nowMs milliseconds since the epoch */
export async function rolloutPlace(
  { id, stages }: Pick<RolloutPlan, 'id' | 'stages'>,
  facts: BrowserFacts,
  nowMs: number,
): Promise<RolloutPlace> {
  for (const each of stages) {
    if (each.from === undefined) break;
    if (!(await audienceIncludes(audienceOfStage(each, id), facts))) continue;
    const fromMs = Date.parse(each.from);
    return fromMs <= nowMs ? { isIn: true, joinsAtMs: null } : { isIn: false, joinsAtMs: fromMs };
  }
  return { isIn: false, joinsAtMs: null };
}

export function audienceOfStage(
  { groups: named, rings: ring, percent: share }: RolloutStage,
  rollout: string,
): Audience {
  return {
    ...(named === undefined ? {} : { groups: named }),
    ...(ring === undefined ? {} : { rings: ring }),
    ...(share === undefined ? {} : { percent: share, rollout }),
  };
}

/** Every version of a rule that may apply to somebody: the rules themselves, and what they said before rollouts replaced it. */
export function versionsIn<Version>({
  rules,
  rollouts = [],
}: {
  readonly rules: readonly Version[];
  readonly rollouts?: readonly { readonly replaces: readonly Version[] }[] | undefined;
}): Version[] {
  return [...rules, ...rollouts.flatMap(({ replaces }) => replaces)];
}

/** Whether a stage names nobody in particular. */
export function isEveryone({ groups: named, rings: ring, percent: share }: Partial<RolloutStage>): boolean {
  return named === undefined && ring === undefined && share === undefined;
}

/** How many stages have begun. @param nowMs milliseconds since the epoch */
export function stagesBegun({ stages }: Pick<RolloutPlan, 'stages'>, nowMs: number): number {
  const waiting = stages.findIndex(({ from }) => from === undefined || Date.parse(from) > nowMs);
  return waiting === -1 ? stages.length : waiting;
}

/** True once everybody is in: the rollout makes no difference any more. */
export function isComplete(rollout: Pick<RolloutPlan, 'stages'>, nowMs: number): boolean {
  return stagesBegun(rollout, nowMs) === rollout.stages.length;
}
