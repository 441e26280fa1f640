/**
 * Makes the browser equal to what the active policy wants: loads the state, decides purely, applies the rules in one
 * atomic call, and does nothing when the installed fingerprint is the desired one already.
 */
import type { Ports } from '../ports.js';
import { apply, applyWhatCanBe } from '../state/apply.js';
import { isSame } from '../state/deep-equal.js';
import { storeEffects } from '../state/effects.js';
import type { Records, State } from '../state/load-state.js';
import { openState } from '../state/open-state.js';
import { guardRecord, reconcileRecord, selfCheckRecord } from '../state/records.js';
import { alarmEffects, desiredRules, expectsPollAlarm } from './desired-rules.js';
import { endedBypasses } from './ended-bypasses.js';
import { desiredGuards, installGuards, type GuardsInstalled } from './guards.js';
import { installBypassRules, installRules } from './install-rules.js';
import type { Memory } from './memory.js';
import { reachOpenPages } from './open-tabs.js';
import { POLL_ALARM, repairEvents, selfCheckAfter, type Done } from './self-check.js';

/** A failure of the browser is recorded, and the next run tries again. @returns the state as this run has left it */
export async function reconcile(ports: Ports, memory: Memory): Promise<State> {
  const state = await openState(ports, memory);
  try {
    return await enforce(ports, state, memory);
  } catch (error) {
    return keep(ports, state, { reconcile: { failure: String(error), leftOut: [], untaken: [] } }, {});
  }
}

async function enforce(ports: Ports, state: State, memory: Memory): Promise<State> {
  const alarms = expectsPollAlarm(state) && !(await ports.alarms.isSet(POLL_ALARM));
  await apply(ports, alarmEffects(state));
  if (state.policyState.kind === 'unsettled') return keep(ports, state, {}, { alarms });
  const desired = await desiredRules(state, ports.rules.target(), memory);
  // The browser writes its rules while the guards are worked out.
  const [installing, guarding] = await Promise.allSettled([
    installRules(ports, desired, state.records),
    desiredGuards(state, ports.guards, memory).then((guarded) => installGuards(ports, guarded)),
  ]);
  const guards = resultOf(guarding);
  const done = { alarms, guards: guards.fingerprint, areGuardsNew: guards.isNew };
  if (installing.status === 'rejected') {
    const kept = await keep(ports, state, { guards: guards.record }, done);
    return keep(ports, kept, { reconcile: { failure: String(installing.reason), leftOut: [], untaken: [] } }, {});
  }
  await installBypassRules(ports, desired.bypassRules);
  const { isNew, untaken } = installing.value;
  const leftOut = desired.compiled.problems.flatMap((problem) => problem.leftOut);
  const kept = await keep(
    ports,
    state,
    { reconcile: { failure: null, leftOut, untaken: [...untaken] }, guards: guards.record },
    { ...done, rules: desired.fingerprint, areRulesNew: isNew },
  );
  await reachOpenPages(ports, kept, guards.guarded);
  // What cannot be written down must not look like rules that failed: the next run tries again.
  await apply(ports, endedBypasses(kept)).catch(() => undefined);
  return kept;
}

/** Remembers how the run ended, where that differs from what is remembered. */
async function keep(
  ports: Ports,
  state: State,
  ended: Partial<Pick<Records, 'reconcile' | 'guards'>>,
  done: Done,
): Promise<State> {
  const { selfCheck, repaired } = selfCheckAfter(state.records.selfCheck, done, ports.clock.nowMs());
  const records = { ...state.records, ...ended, selfCheck };
  const types = { reconcile: reconcileRecord, guards: guardRecord, selfCheck: selfCheckRecord };
  const changed = (['reconcile', 'guards', 'selfCheck'] as const).filter(
    (name) => !isSame(records[name], state.records[name]),
  );
  await apply(
    ports,
    storeEffects('durable', Object.fromEntries(changed.map((name) => [types[name].key, records[name]]))),
  );
  await applyWhatCanBe(ports, repairEvents(repaired));
  return { ...state, records };
}

/** Of work that was waited for together, so that none of it goes on when another part has failed. */
function resultOf(settled: PromiseSettledResult<GuardsInstalled>): GuardsInstalled {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}
