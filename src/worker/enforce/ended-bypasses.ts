/** Records permits that no longer hold, once each, and forgets them. */
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { parseAddress } from '../../policy/site.js';
import { forgetPermits, permitKey, readGivenPermits, readPermits, type Permit } from '../state/bypasses.js';
import type { Ports } from '../ports.js';
import { recordEvent } from '../state/record-event.js';

type Ending = 'expired' | 'withdrawn' | 'by-reader';

/** Never rejects: what cannot be written down must not look like rules that failed. @param effective null: none in force */
export async function settleEndedPermits(ports: Ports, effective: EffectivePolicy | null): Promise<void> {
  try {
    await settle(ports, effective);
  } catch {
    // They are still there, and the next run tries again.
  }
}

async function settle(ports: Ports, effective: EffectivePolicy | null): Promise<void> {
  const given = await readGivenPermits(ports);
  if (given.length === 0) return;
  const holding = effective === null ? [] : await readPermits(ports, effective);
  const ended = given.filter(({ grantedAtMs, ruleId, site }) =>
    holding.every((each) => each.grantedAtMs !== grantedAtMs || each.ruleId !== ruleId || each.site !== site),
  );
  for (const permit of ended) await recordEnd(ports, permit, endingOf(permit, effective));
  if (ended.length > 0) await forgetPermits(ports, ended);
}

/** Ends a permit before its time; one that is not there is no mistake. @param key of the permit, by `permitKey` */
export async function endPermit(ports: Ports, key: string): Promise<void> {
  const ended = (await readGivenPermits(ports)).filter((permit) => permitKey(permit) === key);
  for (const permit of ended) await recordEnd(ports, permit, 'by-reader').catch(() => undefined);
  await forgetPermits(ports, ended);
}

/** Its decision makes sure that it is recorded once, whatever the worker dies of meanwhile. */
async function recordEnd(
  ports: Ports,
  { ruleId: rule, toolId: tool, site, decision }: Permit,
  code: Ending,
): Promise<void> {
  if (decision === null) return;
  // A permit for a tool opens all its sites; a host would say which of them was meant.
  const host = tool === null ? (parseAddress(`https://${site.replace(/^=/, '')}`)?.host ?? null) : null;
  await recordEvent(ports, { kind: 'permit-ended', code, decision, host, rule, tool, action: 'warn' });
}

function endingOf({ ruleId }: Permit, effective: EffectivePolicy | null): Ending {
  const stillWarns = effective?.rules.some(({ id, action }) => id === ruleId && action === 'warn') === true;
  return stillWarns ? 'expired' : 'withdrawn';
}
