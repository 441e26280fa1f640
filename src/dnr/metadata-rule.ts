/**
 * The metadata rule: a rule that matches nothing and carries the fingerprint of the set it is installed with. Since rules are
 * replaced in one atomic call, the metadata rule says truthfully what the browser holds, whatever happened to our storage.
 */
import { sha256 } from '../policy/sha256.js';
import type { DnrRule } from './compile-rules.js';
import { METADATA_PRIORITY, METADATA_RULE_ID } from './rule-ids.js';

const PREFIX = 'gatepost-fingerprint-';
const ROLLBACK_STAMP = '-seal-';

interface Metadata {
  readonly fingerprint: string;
  /** What the engine wants to find again beside the rules, whatever happens to its storage. */
  readonly rollbackStamp: string;
}

/** @param stamp lower-case letters, digits, dots and hyphens */
export async function metadataRule(
  rules: readonly DnrRule[],
  rollbackStamp: string,
): Promise<Metadata & { rule: DnrRule }> {
  const fingerprint = await fingerprintOf(rules);
  return {
    fingerprint,
    rollbackStamp,
    rule: {
      id: METADATA_RULE_ID,
      priority: METADATA_PRIORITY,
      action: { type: 'allow' },
      // The top-level name "invalid" is reserved (RFC 2606): no request ever goes there.
      condition: {
        urlFilter: PREFIX + fingerprint + ROLLBACK_STAMP + rollbackStamp,
        requestDomains: ['gatepost.invalid'],
        resourceTypes: ['main_frame'],
      },
    },
  };
}

/** A set that is compiled once is asked about at each wake-up. */
const fingerprints = new WeakMap<readonly DnrRule[], Promise<string>>();

function fingerprintOf(rules: readonly DnrRule[]): Promise<string> {
  const fingerprint = fingerprints.get(rules) ?? sha256(JSON.stringify(rules));
  fingerprints.set(rules, fingerprint);
  return fingerprint;
}

/** Null when the rule is not a metadata rule of ours. */
export function readMetadata(rule: DnrRule | undefined): Metadata | null {
  const filter = rule?.condition.urlFilter;
  if (rule?.id !== METADATA_RULE_ID || filter?.startsWith(PREFIX) !== true) return null;
  const [fingerprint = '', rollbackStamp = ''] = filter.slice(PREFIX.length).split(ROLLBACK_STAMP);
  return { fingerprint, rollbackStamp };
}
