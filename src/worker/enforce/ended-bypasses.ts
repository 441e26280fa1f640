/** Records bypasses that have ended, once each, and deletes them. */
import { mayContinue } from '../../policy/actions.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { parseAddress } from '../../policy/site.js';
import { bypassKey, type Bypass } from '../state/bypasses.js';
import { recordEffect, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';

type Ending = 'expired' | 'withdrawn' | 'by-reader';

export function endedBypasses({ session, policyState, bypasses: holding }: State): readonly Effect[] {
  const effective = policyState.kind === 'in-force' ? policyState.effective : null;
  const ended = (session.bypasses ?? []).filter(({ grantedAtMs, ruleId, site }) =>
    holding.every((each) => each.grantedAtMs !== grantedAtMs || each.ruleId !== ruleId || each.site !== site),
  );
  return ending(ended, (bypass) => endingOf(bypass, effective));
}

/** Ends a bypass before its time; one that is not there is no mistake. @param key of the bypass, by `bypassKey` */
export function endBypass({ session }: State, key: string): readonly Effect[] {
  const ended = (session.bypasses ?? []).filter((bypass) => bypassKey(bypass) === key);
  return ending(ended, () => 'by-reader');
}

function ending(ended: readonly Bypass[], codeOf: (bypass: Bypass) => Ending): readonly Effect[] {
  if (ended.length === 0) return [];
  return [...ended.flatMap((bypass) => endEvent(bypass, codeOf(bypass))), { kind: 'forget-bypasses', ended }];
}

/** Its decision makes sure that it is recorded once, whatever the worker dies of meanwhile. */
function endEvent({ ruleId: rule, toolId: tool, site, decision, action }: Bypass, code: Ending): readonly Effect[] {
  if (decision === null) return [];
  // A bypass for a tool opens all its sites; a host would say which of them was meant.
  const host = tool === null ? (parseAddress(`https://${site.replace(/^=/, '')}`)?.host ?? null) : null;
  return [recordEffect({ kind: 'bypass-ended', code, decision, host, rule, tool, action: action ?? null })];
}

function endingOf({ ruleId }: Bypass, effective: EffectivePolicy | null): Ending {
  const stillWarns = effective?.rules.some(({ id, action }) => id === ruleId && mayContinue(action)) === true;
  return stillWarns ? 'expired' : 'withdrawn';
}
