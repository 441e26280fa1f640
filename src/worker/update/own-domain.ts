/**
 * Assigns the stored policy and its minimum revision to the policy source identity of the configuration before a check: another
 * address, name or set of keys starts anew; keys that joined or left are learnt.
 */
import type { MinimumRevision } from '../../trust/accept-policy.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { recordEffect, storeEffects, type Effect } from '../state/effects.js';
import type { State } from '../state/load-state.js';
import {
  differenceOf,
  minimumRevisionRecordOf,
  knowsOtherKeys,
  NO_MINIMUM_REVISION,
} from '../state/minimum-revision.js';
import { minimumRevisionRecord as minimumRevisionType, policyRecord } from '../state/records.js';
import type { StoredPolicy } from '../state/stored-policy.js';

export interface OwnDomain {
  readonly stored: StoredPolicy | null;
  readonly minimumRevision: MinimumRevision | null;
  readonly effects: readonly Effect[];
}

export function ownDomain(
  { records, minimumRevisionRecord, minimumRevision, documents }: State,
  own: ManagedConfiguration,
): OwnDomain {
  const stored = records.policy;
  const difference = minimumRevisionRecord === null ? 'none' : differenceOf(minimumRevisionRecord, own);
  if (minimumRevisionRecord !== null && difference !== 'none') {
    // The previous identity's policy stays active, but sets neither the minimum revision nor the ETag of the new one.
    const detached = stored === null ? null : { ...stored, url: '', etag: null };
    const effects = [
      ...storeEffects('durable', {
        ...(detached !== null && { [policyRecord.key]: detached }),
        [minimumRevisionType.key]: minimumRevisionRecordOf(own, NO_MINIMUM_REVISION),
      }),
      recordEffect({
        ...{
          kind: 'trust-domain-changed',
          code: difference,
          detail: `after revision ${minimumRevisionRecord.revision}`,
        },
      }),
    ];
    return { stored: detached, minimumRevision: null, effects };
  }
  const raised = raisedBy(documents, stored?.url === own.policyUrl, minimumRevision);
  const learnt =
    raised ??
    (minimumRevisionRecord !== null && knowsOtherKeys(minimumRevisionRecord, own) ? minimumRevisionRecord : null);
  const effects =
    learnt === null ? [] : storeEffects('durable', { [minimumRevisionType.key]: minimumRevisionRecordOf(own, learnt) });
  return { stored, minimumRevision: raised ?? minimumRevision, effects };
}

/** The minimum revision of the active policy, where an earlier version of the extension stopped before it could raise it. */
function raisedBy(
  { stored }: State['documents'],
  isFromHere: boolean,
  minimumRevision: MinimumRevision | null,
): MinimumRevision | null {
  if (!isFromHere || stored.kind !== 'verified') return null;
  return stored.verified.minimumRevision.revision > (minimumRevision?.revision ?? 0)
    ? stored.verified.minimumRevision
    : null;
}
