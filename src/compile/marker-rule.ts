/**
 * The marker: a rule that matches nothing and carries the fingerprint of the set it is installed with. Since rules are
 * replaced in one atomic call, the marker says truthfully what the browser holds, whatever happened to our storage.
 */
import { sha256 } from '../policy/sha256.js';
import type { DnrRule } from './dnr.js';
import { MARKER_PRIORITY, MARKER_RULE_ID } from './rule-ids.js';

const PREFIX = 'gatepost-fingerprint-';

export async function markerRule(rules: readonly DnrRule[]): Promise<{ rule: DnrRule; fingerprint: string }> {
  const fingerprint = await sha256(JSON.stringify(rules));
  return {
    fingerprint,
    rule: {
      id: MARKER_RULE_ID,
      priority: MARKER_PRIORITY,
      action: { type: 'allow' },
      // The top-level name "invalid" is reserved (RFC 2606): no request ever goes there.
      condition: {
        urlFilter: PREFIX + fingerprint,
        requestDomains: ['gatepost.invalid'],
        resourceTypes: ['main_frame'],
      },
    },
  };
}

/** Null when the rule is not a marker of ours. */
export function fingerprintOf(rule: DnrRule | undefined): string | null {
  const filter = rule?.condition.urlFilter;
  return rule?.id === MARKER_RULE_ID && filter?.startsWith(PREFIX) === true ? filter.slice(PREFIX.length) : null;
}
