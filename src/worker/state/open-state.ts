/** The state that a piece of work goes by, with what was found remembered. */
import type { Ports } from '../ports.js';
import { apply, applyWhatCanBe, type Applying } from './apply.js';
import type { Effect } from './effects.js';
import { ensureInstallation, type StoredInstallation } from './installation.js';
import { loadState, upkeepOf, type State } from './load-state.js';
import { migrateState } from './migrations.js';

type Needed = Applying & Pick<Ports, 'managed' | 'rules' | 'access'>;

/** The state that this worker opened last: each piece of work hands it to the next, and a worker that starts has none. */
export interface LastState {
  state: State | null;
}

export function openState(ports: Needed, last: LastState): Promise<State> {
  return open(ports, last, apply);
}

/** For answers to pages, which do not depend on what can be written down. */
export function openStateToAnswer(ports: Needed, last: LastState): Promise<State> {
  return open(ports, last, applyWhatCanBe);
}

async function open(
  ports: Needed,
  last: LastState,
  carryOut: (ports: Needed, effects: readonly Effect[]) => Promise<void>,
): Promise<State> {
  const before = last.state;
  const state =
    (await loadState(ports, { before, installation: null })) ??
    (await loadState(ports, { before, installation: await prepareStorage(ports) }));
  if (state === null) throw new Error('the storage has no installation');
  last.state = state;
  await carryOut(ports, upkeepOf(state));
  return state;
}

/** Brings what an earlier version stored to this one, and makes the installation where there is none. */
async function prepareStorage(ports: Needed): Promise<StoredInstallation> {
  await migrateState(ports.durable);
  return ensureInstallation(ports);
}
