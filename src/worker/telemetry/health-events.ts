/** Events about this browser's own health: problems that come and go, and a heartbeat once a day. */
import { ALARM_PRECISION_MS, jittered } from '../intervals.js';
import type { Ports } from '../ports.js';
import { apply } from '../state/apply.js';
import { recordEffect, storeEffects, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { healthRecord } from '../state/records.js';
import type { Health } from '../answers/status.js';

const HEARTBEAT_ALARM = 'heartbeat';
export const HEARTBEAT_MS = 24 * 3_600_000;

/** The first one, so that a browser that is new is seen on its first day. */
const FIRST_HEARTBEAT_MS = 60_000;

export async function recordHealth(ports: Ports, { records, nowMs }: State, health: Health): Promise<void> {
  if (ports.facts.isPrivate) return;
  const before = records.health;
  const known = before?.problems ?? [];
  const codes = [...new Set(health.problems.map(({ code }) => code))].sort();
  const { isDue, nextAtMs } = heartbeatAfter(before?.nextHeartbeatAtMs ?? null, nowMs, ports.random.fraction());
  const isChanged = known.join() !== codes.join() || nextAtMs !== before?.nextHeartbeatAtMs;
  await apply(ports, [
    ...changeEvents(known, health),
    ...(isDue ? [await heartbeat(ports, codes, health.revision)] : []),
    ...storeEffects(
      'durable',
      isChanged ? { [healthRecord.key]: { problems: codes, nextHeartbeatAtMs: nextAtMs } } : {},
    ),
    { kind: 'alarm', name: HEARTBEAT_ALARM, atMs: nextAtMs },
  ]);
}

function changeEvents(known: readonly string[], { problems, revision }: Health): readonly Effect[] {
  const found = problems.filter(({ code }) => !known.includes(code));
  const gone = known.filter((code) => problems.every((problem) => problem.code !== code));
  return [
    ...found.map(({ code, detail }) => recordEffect({ kind: 'problem-found', code, detail, revision })),
    ...gone.map((code) => recordEffect({ kind: 'problem-resolved', code, revision })),
  ];
}

/** @param random at least 0, less than 1 */
function heartbeatAfter(dueAtMs: number | null, nowMs: number, random: number): { isDue: boolean; nextAtMs: number } {
  if (dueAtMs === null) return { isDue: false, nextAtMs: Math.round(nowMs + jittered(FIRST_HEARTBEAT_MS, random)) };
  // A clock that was set back must not silence it.
  const isAhead = nowMs < dueAtMs - ALARM_PRECISION_MS && dueAtMs - nowMs < 2 * HEARTBEAT_MS;
  if (isAhead) return { isDue: false, nextAtMs: dueAtMs };
  return { isDue: true, nextAtMs: Math.round(nowMs + jittered(HEARTBEAT_MS, random)) };
}

async function heartbeat({ facts }: Ports, problems: readonly string[], revision: number | null): Promise<Effect> {
  const { extensionVersion, browser, browserVersion, os } = await facts.read();
  const detail = `extension ${extensionVersion}, ${browser} ${browserVersion}, ${os}`;
  return recordEffect({ kind: 'heartbeat', code: problems.join(' '), detail, revision });
}
