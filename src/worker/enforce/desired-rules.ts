/** The rules that the browser is to hold, and the alarms that wake the worker: what follows from the state alone. */
import { compileBypasses } from '../../dnr/bypass-rules.js';
import { compileRules, type CompiledRules, type CompileTarget, type DnrRule } from '../../dnr/compile-rules.js';
import { metadataRule } from '../../dnr/metadata-rule.js';
import type { Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { onOwnClock } from '../state/trusted-clock.js';
import type { Memory } from './memory.js';
import { POLL_ALARM } from './self-check.js';

export const CHANGE_ALARM = 'policy-change';
const BYPASS_ALARM = 'bypass-end';
export const SETTLE_ALARM = 'managed-settled';

/** While the configuration or the first policy is still awaited. */
const POLL_WAITING_SECONDS = 60;
/** In a browser that nobody manages, or whose key has been withdrawn. */
const POLL_OPEN_SECONDS = 900;

export interface DesiredRules {
  readonly compiled: CompiledRules;
  readonly bypassRules: readonly DnrRule[];
  /** Null: no policy is active, and no metadata rule stays. */
  readonly metadata: Awaited<ReturnType<typeof metadataRule>> | null;
  /** Of rules and rollback stamp; empty when nothing is to be installed. */
  readonly fingerprint: string;
}

const NOTHING: CompiledRules = { rules: [], policyRuleOf: new Map(), problems: [] };

/** @param browser what to compile for, but for the installation's own proof */
export async function desiredRules(
  { policyState, installation, hasHostAccess, bypasses }: State,
  browser: Omit<CompileTarget, 'pageToken'>,
  memory: Pick<Memory, 'rules'>,
): Promise<DesiredRules> {
  if (policyState.kind !== 'in-force') return { compiled: NOTHING, bypassRules: [], metadata: null, fingerprint: '' };
  const { effective, rollbackStamp } = policyState;
  const target = { ...browser, pageToken: installation.pageToken, withoutHostAccess: !hasHostAccess };
  const by = JSON.stringify(target);
  const { rules: last } = memory;
  const isSame = last?.effective === effective && last.by === by;
  const compiled = isSame ? last.result : compileRules(effective, target);
  memory.rules = { effective, by, result: compiled };
  const metadata = await metadataRule(compiled.rules, rollbackStamp);
  const fingerprint = `${metadata.fingerprint} ${metadata.rollbackStamp}`;
  return { compiled, bypassRules: compileBypasses(effective, bypasses, target), metadata, fingerprint };
}

export function alarmEffects({ records, policyState, managed, bypasses, nowMs, time }: State): readonly Effect[] {
  const inForce = policyState.kind === 'in-force' ? policyState.effective : null;
  const withoutPolicy = policyState.kind === 'unsettled' ? POLL_WAITING_SECONDS : POLL_OPEN_SECONDS;
  const everySeconds = inForce?.policy.pollSeconds ?? withoutPolicy;
  const changeAtMs = inForce?.nextChangeAtMs ?? null;
  const firstEndMs = bypasses.length === 0 ? null : Math.min(...bypasses.map(({ untilMs }) => untilMs));
  return [
    { kind: 'periodic-alarm', name: POLL_ALARM, firstAtMs: records.check?.nextAtMs ?? null, everySeconds },
    { kind: 'alarm', name: CHANGE_ALARM, atMs: changeAtMs === null ? null : onOwnClock(nowMs, time, changeAtMs) },
    // The one wake-up at which a configuration that never came counts as removed.
    { kind: 'alarm', name: SETTLE_ALARM, atMs: managed.settlesAtMs },
    ...(inForce === null ? [] : [{ kind: 'alarm', name: BYPASS_ALARM, atMs: firstEndMs } as const]),
  ];
}

/** Whether the alarm that wakes the worker for its looks should be set: one that is missing then has been lost. */
export function expectsPollAlarm({ records }: State): boolean {
  return records.reconcile !== null && records.check !== null;
}
