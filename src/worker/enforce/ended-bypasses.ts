/** Permits that no longer hold are recorded, once each, and forgotten. */
import { mayContinue } from '../../policy/actions.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { parseAddress } from '../../policy/site.js';
import { permitKey, type Permit } from '../state/bypasses.js';
import { recordEffect, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';

type Ending = 'expired' | 'withdrawn' | 'by-reader';

export function endedPermits({ session, standing, permits: holding }: State): readonly Effect[] {
  const effective = standing.kind === 'in-force' ? standing.effective : null;
  const ended = (session.permits ?? []).filter(({ grantedAtMs, ruleId, site }) =>
    holding.every((each) => each.grantedAtMs !== grantedAtMs || each.ruleId !== ruleId || each.site !== site),
  );
  return ending(ended, (permit) => endingOf(permit, effective));
}

/** Ends a permit before its time; one that is not there is no mistake. @param key of the permit, by `permitKey` */
export function endPermit({ session }: State, key: string): readonly Effect[] {
  const ended = (session.permits ?? []).filter((permit) => permitKey(permit) === key);
  return ending(ended, () => 'by-reader');
}

function ending(ended: readonly Permit[], codeOf: (permit: Permit) => Ending): readonly Effect[] {
  if (ended.length === 0) return [];
  return [...ended.flatMap((permit) => endEvent(permit, codeOf(permit))), { kind: 'forget-permits', ended }];
}

/** Its decision makes sure that it is recorded once, whatever the worker dies of meanwhile. */
function endEvent({ ruleId: rule, toolId: tool, site, decision }: Permit, code: Ending): readonly Effect[] {
  if (decision === null) return [];
  // A permit for a tool opens all its sites; a host would say which of them was meant.
  const host = tool === null ? (parseAddress(`https://${site.replace(/^=/, '')}`)?.host ?? null) : null;
  return [recordEffect({ kind: 'permit-ended', code, decision, host, rule, tool, action: 'warn' })];
}

function endingOf({ ruleId }: Permit, effective: EffectivePolicy | null): Ending {
  const stillWarns = effective?.rules.some(({ id, action }) => id === ruleId && mayContinue(action)) === true;
  return stillWarns ? 'expired' : 'withdrawn';
}
