/** Events about this browser's own health: problems that come and go, and a heartbeat once a day. */
import * as z from '../../policy/shapes.js';
import { ALARM_PRECISION_MS, jittered } from '../intervals.js';
import type { Ports } from '../ports.js';
import { recordEvent } from '../state/record-event.js';
import { record } from '../state/records.js';
import type { Health } from '../answers/status.js';

const HEARTBEAT_ALARM = 'heartbeat';
export const HEARTBEAT_MS = 24 * 3_600_000;

/** The first one, so that a browser that is new is seen on its first day. */
const FIRST_HEARTBEAT_MS = 60_000;

const healthRecord = record(
  'health',
  z.object({ problems: z.array(z.string()), nextHeartbeatAtMs: z.nullable(z.number()) }),
);

export async function recordHealth(ports: Ports, { problems, revision }: Health): Promise<void> {
  if (ports.facts.isPrivate) return;
  const before = await healthRecord.read(ports.durable);
  const codes: string[] = [...new Set(problems.map(({ code }) => code))].sort();
  const known = before?.problems ?? [];
  for (const { code, detail } of problems) {
    if (!known.includes(code)) await recordEvent(ports, { kind: 'problem-found', code, detail, revision });
  }
  for (const code of known.filter((each) => !codes.includes(each))) {
    await recordEvent(ports, { kind: 'problem-gone', code, revision });
  }
  const nextHeartbeatAtMs = await beat(ports, before?.nextHeartbeatAtMs ?? null, codes, revision);
  if (known.join() !== codes.join() || nextHeartbeatAtMs !== before?.nextHeartbeatAtMs) {
    await healthRecord.write(ports.durable, { problems: codes, nextHeartbeatAtMs });
  }
  await ports.alarms.ensureAt(HEARTBEAT_ALARM, nextHeartbeatAtMs);
}

/** @returns when the next heartbeat is due */
async function beat(
  ports: Ports,
  dueAtMs: number | null,
  problems: readonly string[],
  revision: number | null,
): Promise<number> {
  const nowMs = ports.clock.nowMs();
  const random = ports.random.fraction();
  if (dueAtMs === null) return Math.round(nowMs + jittered(FIRST_HEARTBEAT_MS, random));
  const nextAtMs = Math.round(nowMs + jittered(HEARTBEAT_MS, random));
  // A clock that was set back must not silence it.
  if (nowMs < dueAtMs - ALARM_PRECISION_MS && dueAtMs - nowMs < 2 * HEARTBEAT_MS) return dueAtMs;
  const { extensionVersion, browser, browserVersion, os } = await ports.facts.read();
  const detail = `extension ${extensionVersion}, ${browser} ${browserVersion}, ${os}`;
  await recordEvent(ports, { kind: 'heartbeat', code: problems.join(' '), detail, revision });
  return nextAtMs;
}
