/**
 * The state: everything stored, read in one go, and what follows from it. Nothing here writes; what is to be remembered of
 * what was found is told by `upkeepOf`, and the views of pages and the desired rules follow from the state alone.
 */
import type { MinimumRevision } from '../../trust/accept-policy.js';
import type { Ports } from '../ports.js';
import { accessRequestsRecord } from './access-requests.js';
import { bypassesRecord, validBypasses, type ValidBypass } from './bypasses.js';
import { recordEffect, storeEffects, type Effect } from './effects.js';
import { withSupportId, type Installation, type StoredInstallation } from './installation.js';
import { managedState, managedUpkeep, type ManagedFound, type ManagedState } from './managed-source.js';
import { isOfThisVersion, VERSION_KEY } from './migrations.js';
import {
  minimumRevisionIn,
  readRollbackStamp,
  rollbackStampMinimumRevision,
  rollbackStampRevision,
} from './minimum-revision.js';
import { pendingNavigationsRecord } from './pending-navigations.js';
import { policyStateOf, type Made, type PolicyState } from './policy-state.js';
import * as records from './records.js';
import { documentsOf, NO_DOCUMENTS, type Documents } from './stored-policy.js';
import { trustedTime, momentToRemember, type TrustedTime } from './trusted-clock.js';

const DURABLE = {
  managedCopy: records.managedCopyRecord,
  policy: records.policyRecord,
  minimumRevision: records.minimumRevisionRecord,
  check: records.checkRecord,
  time: records.timeRecord,
  installation: records.installationRecord,
  reconcile: records.reconcileRecord,
  guards: records.guardRecord,
  selfCheck: records.selfCheckRecord,
  room: records.roomRecord,
  filters: records.filtersRecord,
  accounts: records.accountRecord,
  health: records.healthRecord,
};

const SESSION = {
  removed: records.removedRecord,
  startedAtMs: records.sessionStartRecord,
  begun: records.begunRecord,
  swept: records.sweptRecord,
  bypasses: bypassesRecord,
  pendingNavigations: pendingNavigationsRecord,
  accessRequests: accessRequestsRecord,
};

type Parsed<Types extends Readonly<Record<string, records.RecordType<unknown>>>> = {
  readonly [Name in keyof Types]: records.RecordOf<Types[Name]> | null;
};

export type Records = Parsed<typeof DURABLE>;

export interface State {
  /** By this browser's own clock, in milliseconds since the epoch. */
  readonly nowMs: number;
  readonly timeZone: string;
  readonly isDemonstration: boolean;
  /** Address of the block page, without fragment. */
  readonly blockedPage: string;
  /** Whether the extension may reach every site: without that, rules that lead to the block page do nothing. */
  readonly hasHostAccess: boolean;
  readonly records: Records;
  readonly session: Parsed<typeof SESSION>;
  readonly installation: Installation;
  /** What the managed configuration was found to be, and where. */
  readonly found: ManagedFound;
  readonly managed: ManagedState;
  /** The minimum revision of this policy source identity, and whether only the installed rules remembered it. */
  readonly minimumRevisionRecord: records.MinimumRevisionRecord | null;
  readonly isMinimumRevisionRestored: boolean;
  readonly minimumRevision: MinimumRevision | null;
  readonly documents: Documents;
  readonly time: TrustedTime;
  readonly policyState: PolicyState;
  readonly made: Made | null;
  /** Those that hold now. */
  readonly bypasses: readonly ValidBypass[];
}

type Needed = Pick<Ports, 'clock' | 'managed' | 'durable' | 'session' | 'rules' | 'access'>;

interface Known {
  /** The state before this one: what follows from the same bytes is not worked out again. */
  readonly before: State | null;
  /** Where the storage has been brought in order, but may not have taken it; null: not yet. */
  readonly installation: StoredInstallation | null;
}

/** Null: the storage has to be brought in order first, being of an earlier version or without an installation. */
export async function loadState(ports: Needed, { before, installation: made }: Known): Promise<State | null> {
  const [durable, session, delivered, hasHostAccess] = await Promise.all([
    ports.durable.getMany([VERSION_KEY, ...keysOf(DURABLE)]),
    ports.session.getMany(keysOf(SESSION)),
    ports.managed.read(),
    ports.access.hosts(),
  ]);
  const stored = parsed(DURABLE, durable);
  const installation = made ?? (isOfThisVersion(durable[VERSION_KEY]) ? stored.installation : null);
  if (installation === null) return null;
  const own = parsed(SESSION, session);
  const nowMs = ports.clock.nowMs();
  const found = {
    ...{ delivered, nowMs, copy: stored.managedCopy },
    ...{ isRemoved: own.removed === true, sessionStartedAtMs: own.startedAtMs },
  };
  const managed = managedState(found);
  const trusted = await loadTrusted(ports, { managed, stored, before });
  const time = trustedTime(nowMs, trusted.minimumRevision?.signedAtMs ?? null, stored.time?.seenMs ?? null);
  const place = { installation: await withSupportId(installation), timeZone: ports.clock.timeZone() };
  const { policyState, made: effective } = await policyStateOf({
    ...{ ...place, ...trusted, managed, time },
    before: before?.made ?? null,
  });
  const bypasses =
    policyState.kind === 'in-force' ? validBypasses(own.bypasses ?? [], policyState.effective, nowMs) : [];
  return {
    ...{ nowMs, ...place, isDemonstration: ports.managed.demonstration, hasHostAccess },
    blockedPage: ports.rules.target().blockedPage,
    ...{ records: stored, session: own, found, managed, ...trusted, time, policyState, made: effective, bypasses },
  };
}

interface Loading {
  readonly managed: ManagedState;
  readonly stored: Records;
  readonly before: State | null;
}

/** The documents and their minimum revision. The installed rules are asked only where the storage does not say all. */
async function loadTrusted({ rules }: Needed, { managed: { configuration }, stored, before }: Loading) {
  if (configuration === null) {
    return { ...NOTHING_TRUSTED, minimumRevisionRecord: stored.minimumRevision };
  }
  let rollbackStamp = stored.minimumRevision === null ? await readRollbackStamp({ rules }) : null;
  const restored =
    stored.minimumRevision === null && rollbackStamp !== null
      ? await rollbackStampMinimumRevision(rollbackStamp, configuration)
      : null;
  const minimumRevisionRecord = stored.minimumRevision ?? restored;
  const minimumRevision = minimumRevisionIn(minimumRevisionRecord, configuration);
  const verified = before?.documents.verified ?? [];
  const documents = await documentsOf(configuration, { stored: stored.policy, minimumRevision, verified });
  if (documents.stored.kind !== 'verified') rollbackStamp ??= await readRollbackStamp({ rules });
  const installedRevision = rollbackStamp === null ? null : rollbackStampRevision(rollbackStamp);
  return {
    minimumRevisionRecord,
    isMinimumRevisionRestored: restored !== null,
    minimumRevision,
    documents,
    installedRevision,
  };
}

const NOTHING_TRUSTED = {
  ...{ isMinimumRevisionRestored: false, minimumRevision: null, documents: NO_DOCUMENTS, installedRevision: null },
};

/** What is to be remembered of what was found, before anything else is done. */
export function upkeepOf(state: State): readonly Effect[] {
  const { documents, policyState, minimumRevision, minimumRevisionRecord, isMinimumRevisionRestored, nowMs } = state;
  const isConfirmed =
    documents.stored.kind !== 'none' || documents.bootstrap.kind !== 'none' || policyState.kind === 'in-force';
  const seenMs = isConfirmed
    ? momentToRemember(nowMs, minimumRevision?.signedAtMs ?? null, state.records.time?.seenMs ?? null)
    : null;
  return [
    ...managedUpkeep(state.found),
    // Told before it is mended: a worker that dies between the two tells it again.
    ...(isMinimumRevisionRestored && minimumRevisionRecord !== null ? [restoredEvent(minimumRevisionRecord)] : []),
    ...storeEffects('durable', {
      ...(isMinimumRevisionRestored && { [records.minimumRevisionRecord.key]: minimumRevisionRecord }),
      ...(seenMs !== null && { [records.timeRecord.key]: { seenMs } }),
    }),
  ];
}

function restoredEvent({ revision }: records.MinimumRevisionRecord): Effect {
  return recordEffect({ kind: 'state-repaired', code: 'floor', detail: `revision ${revision}`, revision });
}

function keysOf(types: Readonly<Record<string, records.RecordType<unknown>>>): string[] {
  return Object.values(types).map(({ key }) => key);
}

function parsed<Types extends Readonly<Record<string, records.RecordType<unknown>>>>(
  types: Types,
  values: Readonly<Record<string, unknown>>,
): Parsed<Types> {
  const entries = Object.entries(types).map(([name, type]) => [name, type.parse(values[type.key])]);
  return Object.fromEntries(entries) as Parsed<Types>;
}
