/**
 * Makes the browser's rules equal to what the policy in force wants: reads everything, decides purely, applies in one
 * atomic call, and does nothing when the installed fingerprint is the desired one already.
 */
import { compileRules, type CompiledRules, type DnrRule } from '../../dnr/compile-rules.js';
import { markerRule, readMarker } from '../../dnr/metadata-rule.js';
import { MARKER_RULE_ID } from '../../dnr/rule-ids.js';
import { compilePermits } from '../../dnr/bypass-rules.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { onOwnClock } from '../state/trusted-clock.js';
import { settleEndedPermits } from './ended-bypasses.js';
import { readInstallation } from '../state/installation.js';
import { oncePerPolicy } from '../state/memoize.js';
import { guardPages, reachOpenPages } from './open-tabs.js';
import type { Ports } from '../ports.js';
import { readPermits, type ValidPermit } from '../state/bypasses.js';
import { checkRecord, reconcileRecord } from '../state/records.js';
import { difference } from './diff-rules.js';
import { noteInstalled, noteRepaired, POLL_ALARM, rulesToReadBack, wasInstalledLast } from './self-check.js';
import { readStanding, type Standing } from '../state/policy-state.js';

export const CHANGE_ALARM = 'policy-change';
const PERMIT_ALARM = 'permit-end';
export const SETTLE_ALARM = 'managed-settled';

/** While the configuration or the first policy is still awaited. */
const POLL_WAITING_SECONDS = 60;
/** In a browser that nobody manages, or whose key has been withdrawn. */
const POLL_OPEN_SECONDS = 900;

/** Never rejects: a failure is recorded, and the next run tries again. */
export async function reconcile(ports: Ports): Promise<void> {
  try {
    const { standing, managed } = await readStanding(ports);
    await setAlarms(ports, standing);
    // The one wake-up at which a configuration that never came is believed to be gone.
    await ports.alarms.ensureAt(SETTLE_ALARM, managed.settlesAtMs);
    if (standing.kind === 'unsettled') return;
    const effective = standing.kind === 'in-force' ? standing.effective : null;
    const permits = effective === null ? [] : await readPermits(ports, effective);
    const { compiled, permitRules } = await compileFor(ports, effective, permits);
    const seal = standing.kind === 'in-force' ? standing.seal : null;
    const before = await reconcileRecord.read(ports.durable);
    // The browser writes its rules while the guards are worked out.
    const [installing, guarding] = await Promise.allSettled([
      install(ports, compiled, { seal, untaken: before?.untaken ?? [] }),
      guardPages(ports, effective, permits),
    ]);
    const installed = resultOf(installing);
    await installPermits(ports, permitRules);
    // Nothing was installed anew: what a pattern left out then is left out still.
    const untaken = installed === null ? (before?.untaken ?? []) : policyRulesOf(compiled, installed.untaken);
    const leftOut = compiled.problems.flatMap((problem) => problem.leftOut);
    await reconcileRecord.keep(ports.durable, { failure: null, leftOut, untaken });
    await reachOpenPages(ports, effective, { permits, guarded: resultOf(guarding) });
    await settleEndedPermits(ports, effective);
  } catch (error) {
    await reconcileRecord.write(ports.durable, { failure: String(error), leftOut: [], untaken: [] });
  }
}

/** Of work that was waited for together, so that none of it goes on when another part has failed. */
function resultOf<Result>(settled: PromiseSettledResult<Result>): Result {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

const NOTHING: CompiledRules = { rules: [], policyRuleOf: new Map(), problems: [] };

const compileOnce = oncePerPolicy(compileRules);

interface Wanted {
  readonly compiled: CompiledRules;
  readonly permitRules: readonly DnrRule[];
}

async function compileFor(
  ports: Ports,
  effective: EffectivePolicy | null,
  permits: readonly ValidPermit[],
): Promise<Wanted> {
  if (effective === null) return { compiled: NOTHING, permitRules: [] };
  const { proof } = await readInstallation(ports);
  const target = { ...ports.rules.target(), proof, withoutHostAccess: !(await ports.access.hosts()) };
  const firstEndMs = permits.length === 0 ? null : Math.min(...permits.map(({ untilMs }) => untilMs));
  await ports.alarms.ensureAt(PERMIT_ALARM, firstEndMs);
  return { compiled: compileOnce(effective, target), permitRules: compilePermits(effective, permits, target) };
}

async function setAlarms(ports: Ports, standing: Standing): Promise<void> {
  const effective = standing.kind === 'in-force' ? standing.effective : null;
  const withoutPolicy = standing.kind === 'unsettled' ? POLL_WAITING_SECONDS : POLL_OPEN_SECONDS;
  const pollSeconds = effective?.policy.pollSeconds ?? withoutPolicy;
  const check = await checkRecord.read(ports.durable);
  const hasRunBefore = (await reconcileRecord.read(ports.durable)) !== null;
  const isLost = hasRunBefore && check !== null && !(await ports.alarms.isSet(POLL_ALARM));
  if (check === null) await ports.alarms.ensurePeriodic(POLL_ALARM, pollSeconds);
  else await ports.alarms.ensurePeriodicFrom(POLL_ALARM, check.nextAtMs, pollSeconds);
  if (isLost) await noteRepaired(ports, 'alarms');
  await ports.alarms.ensureAt(CHANGE_ALARM, nextChangeAtMs(ports, standing));
}

function nextChangeAtMs({ clock }: Ports, standing: Standing): number | null {
  if (standing.kind !== 'in-force' || standing.effective.nextChangeAtMs === null) return null;
  return onOwnClock(clock, standing.time, standing.effective.nextChangeAtMs);
}

interface Installing {
  /** What the marker remembers; null: nothing is in force, and no marker is left behind. */
  readonly seal: string | null;
  /** Policy rules with a pattern that the browser did not take when they were installed. */
  readonly untaken: readonly string[];
}

/**
 * @returns the rules whose pattern the browser does not take; null when nothing had to be installed
 */
async function install(
  ports: Ports,
  compiled: CompiledRules,
  { seal, untaken: untakenBefore }: Installing,
): Promise<{ untaken: readonly DnrRule[] } | null> {
  const { rules, policyRuleOf } = compiled;
  const marker = seal === null ? null : await markerRule(rules, seal);
  const isTaken = ({ id, condition }: DnrRule) =>
    condition.regexFilter === undefined || !untakenBefore.includes(policyRuleOf.get(id) ?? '');
  const expected = rulesToReadBack(rules.filter(isTaken), ports.random.fraction());
  const fingerprint = marker === null ? '' : `${marker.fingerprint} ${marker.seal}`;
  // Chromium reads all its rules from the disk at each such call, so there is one: of few rules where no more are needed.
  const probablySame = await wasInstalledLast(ports, 'rules', fingerprint);
  const few = probablySame ? [MARKER_RULE_ID, ...expected.map(({ id }) => id)] : undefined;
  const present = await ports.rules.installed(few);
  const installed = readMarker(present.find(({ id }) => id === MARKER_RULE_ID));
  const isMarked = installed?.fingerprint === marker?.fingerprint && installed?.seal === marker?.seal;
  // Rules may have gone, or say something else, although the marker beside them stayed.
  if (isMarked && difference(present, expected).addRules.length === 0) return null;
  const untaken = await untakenBy(ports, rules);
  const taken = rules.filter((rule) => !untaken.includes(rule));
  const desired = marker === null ? [] : [marker.rule, ...taken];
  const { removeRuleIds, addRules } = difference(probablySame ? await ports.rules.installed() : present, desired);
  await ports.rules.replace(removeRuleIds, addRules);
  await noteInstalled(ports, 'rules', fingerprint);
  return { untaken };
}

/** One such rule would make the browser refuse all of them. */
async function untakenBy(ports: Ports, rules: readonly DnrRule[]): Promise<readonly DnrRule[]> {
  const patterns = new Set(rules.flatMap(({ condition }) => condition.regexFilter ?? []));
  const judged = await Promise.all(
    [...patterns].map(async (each) => ({ each, taken: await ports.rules.takesPattern(each) })),
  );
  const refused = new Set(judged.filter(({ taken }) => !taken).map(({ each }) => each));
  return rules.filter(({ condition }) => condition.regexFilter !== undefined && refused.has(condition.regexFilter));
}

function policyRulesOf({ policyRuleOf }: Pick<CompiledRules, 'policyRuleOf'>, rules: readonly DnrRule[]): string[] {
  return [...new Set(rules.flatMap(({ id }) => policyRuleOf.get(id) ?? []))];
}

/** There are few of them, so they are simply compared. */
async function installPermits(ports: Ports, rules: readonly DnrRule[]): Promise<void> {
  const { removeRuleIds, addRules } = difference(await ports.rules.installedForSession(), rules);
  if (removeRuleIds.length + addRules.length > 0) await ports.rules.replaceForSession(removeRuleIds, addRules);
}
