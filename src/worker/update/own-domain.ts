/**
 * Puts the stored policy and its floor in the trust domain of the configuration before its host is looked at: another
 * address, name or set of keys starts anew; keys that joined or left are learnt.
 */
import type { RevisionFloor } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { recordEffect, storeEffects, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import { differenceOf, floorRecordOf, knowsOtherKeys, NO_FLOOR } from '../state/minimum-revision.js';
import { floorRecord as floorType, policyRecord } from '../state/records.js';
import type { StoredPolicy } from '../state/stored-policy.js';

export interface OwnDomain {
  readonly stored: StoredPolicy | null;
  readonly floor: RevisionFloor | null;
  readonly effects: readonly Effect[];
}

export function ownDomain({ records, floorRecord, floor, documents }: State, own: ManagedConfiguration): OwnDomain {
  const stored = records.policy;
  const difference = floorRecord === null ? 'none' : differenceOf(floorRecord, own);
  if (floorRecord !== null && difference !== 'none') {
    // The policy from the domain before stays in force, but says nothing about the floor or the host of the new one.
    const detached = stored === null ? null : { ...stored, url: '', etag: null };
    const effects = [
      ...storeEffects('durable', {
        ...(detached !== null && { [policyRecord.key]: detached }),
        [floorType.key]: floorRecordOf(own, NO_FLOOR),
      }),
      recordEffect({
        ...{ kind: 'trust-domain-changed', code: difference, detail: `after revision ${floorRecord.revision}` },
      }),
    ];
    return { stored: detached, floor: null, effects };
  }
  const raised = raisedBy(documents, stored?.url === own.policyUrl, floor);
  const learnt = raised ?? (floorRecord !== null && knowsOtherKeys(floorRecord, own) ? floorRecord : null);
  const effects = learnt === null ? [] : storeEffects('durable', { [floorType.key]: floorRecordOf(own, learnt) });
  return { stored, floor: raised ?? floor, effects };
}

/** The floor of the policy in force, where an earlier version of the extension died before it could lift it to that. */
function raisedBy(
  { stored }: State['documents'],
  isFromHere: boolean,
  floor: RevisionFloor | null,
): RevisionFloor | null {
  if (!isFromHere || stored.kind !== 'held') return null;
  return stored.held.floor.revision > (floor?.revision ?? 0) ? stored.held.floor : null;
}
