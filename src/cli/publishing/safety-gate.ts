/**
 * The gate of `gatepost publish`: what a new policy changes for people, what it would have done to a log, and whether that
 * stays within the safety limits of the policy and of the one published before.
 */
import { policyDiff, type PolicyDiff } from '../../authoring/policy-diff.js';
import { withoutWaiting } from '../../authoring/rollouts.js';
import { safetyProblems, stricter, type Reached, type SafetyProblem } from '../../authoring/safety.js';
import type { AcceptedPolicy, PublishedPolicy } from '../../policy/schema.js';
import type { SourceSafety } from '../../authoring/source.js';
import { CommandError, EXIT } from '../lib/command-error.js';
import { MAX_REASON_LENGTH } from '../lib/reason.js';
import { simulatePolicies } from '../logs/simulate.js';
import { renderRollouts } from './format-rollout.js';
import { policyFromPublished } from './load-policy.js';
import type { LogOptions } from '../logs/read-log.js';
import type { SimulationReport } from '../logs/simulation-report.js';

export interface GateOptions {
  /** Logs to simulate the change with, and their format; none when missing. */
  readonly logs?: (LogOptions & { readonly files: readonly string[] }) | undefined;
  /** Why to publish beyond the limits; the signed document records it. */
  readonly overrideSafety?: string | undefined;
  /** Shown the impact, before it is refused or the signed document is put in place. */
  readonly onImpact?: ((impact: Impact) => void) | undefined;
}

export interface Impact {
  readonly diff: PolicyDiff;
  /** Null without a log. */
  readonly report: SimulationReport | null;
  /** What exceeds the limits; published only with a reason. */
  readonly problems: readonly SafetyProblem[];
}

/**
 * Stages of rollouts that wait for the administrator count as if they followed, on both sides: what they reach is accepted once, at
 * the start.
 * @throws CommandError with the exit code `impact` when the change exceeds the limits and no reason accepts that
 */
export async function throughSafety(
  policy: PublishedPolicy,
  previous: PublishedPolicy | null,
  limits: SourceSafety,
  { nowMs, logs, overrideSafety, onImpact }: GateOptions & { readonly nowMs: number },
): Promise<PublishedPolicy> {
  const after = await policyFromPublished(policy, nowMs);
  // Read from the document in place by the code of the browsers.
  const before = previous as AcceptedPolicy | null;
  const diff = await policyDiff(before, after, nowMs);
  const whole = withWaitingStages(after, nowMs);
  const wholeBefore = before === null ? null : withWaitingStages(before, nowMs);
  const wholeDiff = whole === after && wholeBefore === before ? diff : await policyDiff(wholeBefore, whole, nowMs);
  const simulated =
    logs === undefined
      ? null
      : await simulatePolicies(whole, wholeBefore ?? nothingIn(whole), {
          ...{
            ...logs,
            logs: logs.files,
            facts: null,
            nowMs,
            names: 0,
            pseudonymKey: null,
            laterMs: laterIn(wholeDiff),
          },
        });
  const report = simulated === null ? null : { ...simulated, rollouts: renderRollouts(after, nowMs) };
  const own = { ...policy.safety, ...limits };
  const problems = safetyProblems(stricter(own, previous?.safety), wholeDiff, reachedIn(report), previous);
  onImpact?.({ diff, report, problems });
  if (problems.length === 0) return policy;
  const reason = overrideSafety?.trim() ?? '';
  if (reason === '') throw refused(problems);
  if (reason.length > MAX_REASON_LENGTH) {
    throw new CommandError(`the reason is too long: expected ${MAX_REASON_LENGTH} characters at most`);
  }
  const acceptedImpact = { reason, limits: [...new Set(problems.map(({ limit }) => limit))] };
  return { ...policy, acceptedImpact };
}

/** The policy itself where no stage waits: nothing has to be compared once more then. */
function withWaitingStages(policy: AcceptedPolicy, nowMs: number): AcceptedPolicy {
  const { rollouts } = policy;
  const waits = rollouts?.some(
    ({ state, stages }) => state !== 'stopped' && stages.some(({ from }) => from === undefined),
  );
  if (rollouts === undefined || waits !== true) return policy;
  // Accepted already: only moments are added.
  return { ...policy, rollouts: rollouts.map((rollout) => withoutWaiting(rollout, nowMs)) };
}

/** What begins later counts as well: a rule from tomorrow on reaches as many people as one from now on. */
function laterIn({ changes }: PolicyDiff): number[] {
  return [
    ...new Set(changes.flatMap(({ effect, fromMs }) => (effect === 'restricts' && fromMs !== null ? [fromMs] : []))),
  ];
}

/** A log without anybody says nothing about people, least of all that it is none of them. */
function reachedIn(report: SimulationReport | null): Reached | null {
  if (report === null) return null;
  const { log, newlyRestricted } = report;
  return {
    peoplePercent: log.people + log.addresses === 0 ? null : (newlyRestricted?.peoplePercent ?? null),
    unreadPercent: log.unreadPercent,
    visitsPercent: log.visits === 0 ? null : (newlyRestricted?.visitsPercent ?? null),
  };
}

/** Before the first publication, revision 0, everything is open. Accepted already: only rules are taken away. */
const nothingIn = (policy: AcceptedPolicy): AcceptedPolicy => ({ ...policy, revision: 0, rules: [] });

function refused(problems: readonly SafetyProblem[]): CommandError {
  return new CommandError(
    [
      'This change exceeds the safety limits; nothing was published:',
      ...problems.map(({ limit, message }) => `  it ${message} (safety.${limit})`),
      'Review it with `gatepost diff` and `gatepost simulate`. Start with a ring (gatepost rollout start), ' +
        'or publish with --override-safety "reason"; the signed policy records the reason.',
    ],
    EXIT.impact,
  );
}
