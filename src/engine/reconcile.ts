/**
 * Makes the browser's rules equal to what the policy in force wants: reads everything, decides purely, applies in one
 * atomic call, and does nothing when the installed fingerprint is the desired one already.
 */
import { compileRules, type CompiledRules, type DnrRule } from '../compile/dnr.js';
import { fingerprintOf, markerRule } from '../compile/marker-rule.js';
import { MARKER_RULE_ID } from '../compile/rule-ids.js';
import { readProof } from './installation.js';
import type { Ports } from './ports.js';
import { reconcileRecord } from './records.js';
import { readStanding, type Standing } from './standing.js';

export const CHANGE_ALARM = 'policy-change';
export const POLL_ALARM = 'poll';

/** While the configuration or the first policy is still awaited. */
const POLL_WAITING_SECONDS = 60;
/** In a browser that nobody manages, or whose key has been withdrawn. */
const POLL_OPEN_SECONDS = 900;

/** Never rejects: a failure is recorded, and the next run tries again. */
export async function reconcile(ports: Ports): Promise<void> {
  try {
    const { standing } = await readStanding(ports);
    await setAlarms(ports, standing);
    if (standing.kind === 'unsettled') return;
    const compiled = await compileFor(ports, standing);
    await install(ports, compiled.rules);
    const leftOut = compiled.problems.flatMap((problem) => problem.leftOut);
    await reconcileRecord.write(ports.durable, { failure: null, leftOut });
  } catch (error) {
    await reconcileRecord.write(ports.durable, { failure: String(error), leftOut: [] });
  }
}

async function compileFor(ports: Ports, standing: Standing): Promise<Pick<CompiledRules, 'rules' | 'problems'>> {
  if (standing.kind !== 'in-force') return { rules: [], problems: [] };
  return compileRules(standing.effective, { ...ports.rules.target(), proof: await readProof(ports) });
}

async function setAlarms(ports: Ports, standing: Standing): Promise<void> {
  const effective = standing.kind === 'in-force' ? standing.effective : null;
  const withoutPolicy = standing.kind === 'unsettled' ? POLL_WAITING_SECONDS : POLL_OPEN_SECONDS;
  await ports.alarms.ensurePeriodic(POLL_ALARM, effective?.policy.pollSeconds ?? withoutPolicy);
  await ports.alarms.ensureAt(CHANGE_ALARM, effective?.nextChangeAtMs ?? null);
}

async function install(ports: Ports, rules: readonly DnrRule[]): Promise<void> {
  const marker = rules.length === 0 ? null : await markerRule(rules);
  const [installedMarker] = await ports.rules.installed([MARKER_RULE_ID]);
  if (fingerprintOf(installedMarker) === (marker?.fingerprint ?? null)) return;
  const desired = marker === null ? [] : [marker.rule, ...rules];
  const { removeRuleIds, addRules } = difference(await ports.rules.installed(), desired);
  await ports.rules.replace(removeRuleIds, addRules);
}

/** Only what differs is replaced: an unchanged rule stays where it is. */
function difference(installed: readonly DnrRule[], desired: readonly DnrRule[]) {
  const present = new Map(installed.map((rule) => [rule.id, canonical(rule)]));
  const addRules = desired.filter((rule) => present.get(rule.id) !== canonical(rule));
  const wantedIds = new Set(desired.map(({ id }) => id));
  const goneIds = installed.map(({ id }) => id).filter((id) => !wantedIds.has(id));
  const replacedIds = addRules.map(({ id }) => id).filter((id) => present.has(id));
  return { removeRuleIds: [...goneIds, ...replacedIds], addRules };
}

/** Browsers hand rules back with their keys in another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
