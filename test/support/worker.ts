/** What a test asks a worker of its world, or has it do: each time as a worker that has just started. */
import { loadAnswered, loadLogged } from '../../src/worker/answer-page.js';
import { explain as explainBy, type Asking } from '../../src/worker/answers/explain.js';
import { selfCheckView } from '../../src/worker/answers/health-report.js';
import { overviewView } from '../../src/worker/answers/overview.js';
import { searchPolicy as searchIn } from '../../src/worker/answers/search.js';
import { healthOf, problemsOf, statusView } from '../../src/worker/answers/status.js';
import * as held from '../../src/worker/enforce/unresponsive-tabs.js';
import { newMemory } from '../../src/worker/enforce/memory.js';
import { reconcile as reconcileBy } from '../../src/worker/enforce/reconcile.js';
import { applyWhatCanBe } from '../../src/worker/state/apply.js';
import { openState } from '../../src/worker/state/open-state.js';
import { ensureRoom as ensureRoomBy } from '../../src/worker/state/session-room.js';
import { syncPolicy as syncBy } from '../../src/worker/update/check-policy.js';
import type { Frame, Ports } from '../../src/worker/ports.js';

export const stateOf = (ports: Ports) => openState(ports, newMemory());
export const syncPolicy = (ports: Ports) => syncBy(ports, newMemory());
export const reconcile = (ports: Ports) => reconcileBy(ports, newMemory());

export async function readPolicyState(ports: Ports) {
  const { policyState, managed } = await stateOf(ports);
  return { policyState, managed };
}

export const readManaged = async (ports: Ports) => (await stateOf(ports)).managed;
export const readInstallation = async (ports: Ports) => (await stateOf(ports)).installation;
export const readMinimumRevision = async (ports: Ports) => (await stateOf(ports)).minimumRevision;
export const readProblems = async (ports: Ports) => problemsOf(await stateOf(ports));
export const readHealth = async (ports: Ports) => healthOf(await stateOf(ports));
export const readSelfCheck = async (ports: Ports) => selfCheckView(await stateOf(ports), await loadAnswered(ports));

export async function readStatus(ports: Ports, url: string | null, languages: readonly string[]) {
  return statusView(await stateOf(ports), url, languages);
}

export async function readOverview(ports: Ports, languages: readonly string[]) {
  const [answered, logged] = [await loadAnswered(ports), await loadLogged(ports)];
  return overviewView(await stateOf(ports), { answered, logged }, languages);
}

export async function searchPolicy(
  ports: Ports,
  query: string,
  languages: readonly string[],
  categories: readonly string[] = [],
) {
  return searchIn(await stateOf(ports), { query, categories, languages });
}

export async function explain(ports: Ports, asking: Asking) {
  const { explanation, first, then } = await explainBy(await stateOf(ports), asking);
  await applyWhatCanBe(ports, [...first, ...then]);
  return explanation;
}

export async function endUnresponsivePage(ports: Ports, frame: Frame, address: string) {
  return held.endUnresponsivePage(ports, await stateOf(ports), frame, address);
}

export async function endView(ports: Ports, tabId: number, url: string) {
  return held.endView(ports, await stateOf(ports), tabId, url);
}

export async function ensureRoom(ports: Ports) {
  return ensureRoomBy(ports, (await stateOf(ports)).records.room);
}
