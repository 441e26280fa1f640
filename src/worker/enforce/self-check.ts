/**
 * The self-check: whether what is installed is what was installed last. Reconcile repairs what it can at every wake-up and
 * notes it here.
 */
import type { DnrRule } from '../../dnr/compile-rules.js';
import { exclusively } from '../state/mutex.js';
import type { Ports } from '../ports.js';
import { recordEvent } from '../state/record-event.js';
import { selfCheckRecord } from '../state/records.js';

export const POLL_ALARM = 'poll';

export type Repairable = 'rules' | 'guards' | 'alarms';

/** Reading rules back costs by their domains: about 5 ms for so many. */
const MAX_DOMAINS_READ = 5_000;

/**
 * The rules to read back at this wake-up: all of a small set; of a large one a stretch, so that every rule has its turn.
 * @param turn at least 0, less than 1: where in the set the stretch begins
 */
export function rulesToReadBack(rules: readonly DnrRule[], turn: number): readonly DnrRule[] {
  const all = inTurn(rules, turn);
  let domains = 0;
  const end = all.findIndex(({ condition }) => {
    domains += condition.requestDomains?.length ?? 0;
    return domains > MAX_DOMAINS_READ;
  });
  return end === -1 ? all : all.slice(0, Math.max(end, 1));
}

/** The same list, begun somewhere else and gone round. */
export function inTurn<Each>(list: readonly Each[], turn: number): readonly Each[] {
  const begin = Math.floor(turn * list.length);
  return [...list.slice(begin), ...list.slice(0, begin)];
}

export async function wasInstalledLast(ports: Ports, part: 'rules' | 'guards', fingerprint: string): Promise<boolean> {
  return (await readRecord(ports)).installed[part] === fingerprint;
}

/**
 * Takes down what was installed just now. The same set again had been taken away: that is noted as a repair.
 * @param fingerprint empty when everything was taken away on purpose
 */
export async function noteInstalled(ports: Ports, part: 'rules' | 'guards', fingerprint: string): Promise<void> {
  const wasThere = await changeRecord(ports, (before) => ({
    ...before,
    installed: { ...before.installed, [part]: fingerprint },
  }));
  if (fingerprint !== '' && wasThere.installed[part] === fingerprint) await noteRepaired(ports, part);
}

export async function noteRepaired(ports: Ports, part: Repairable): Promise<void> {
  const repairedAtMs = ports.clock.nowMs();
  await changeRecord(ports, (before) => ({
    ...before,
    repairedAtMs: { ...before.repairedAtMs, [part]: repairedAtMs },
  }));
  await recordEvent(ports, { kind: 'state-repaired', code: part }).catch(() => undefined);
}

type SelfCheckRecord = Awaited<ReturnType<typeof readRecord>>;

/** Rules and guards are installed side by side: what one of them notes must not undo what the other does. @returns what was there before */
function changeRecord(ports: Ports, change: (before: SelfCheckRecord) => SelfCheckRecord): Promise<SelfCheckRecord> {
  return exclusively(ports.durable, async () => {
    const before = await readRecord(ports);
    await selfCheckRecord.keep(ports.durable, change(before));
    return before;
  });
}

async function readRecord(ports: Ports) {
  return (await selfCheckRecord.read(ports.durable)) ?? { installed: {}, repairedAtMs: {} };
}
