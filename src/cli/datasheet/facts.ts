/** What a policy and a managed configuration record, keep and send: the facts of the data sheet, in no language. Pure. */
import type { EventField } from '../../events/event-fields.js';
import { eventKinds, type EventKind } from '../../events/event-kinds.js';
import { FIELDS } from '../../events/event-words.js';
import { shippedKindOf } from '../../events/shipped-detectors.js';
import { isObserved, mayContinue, rowOf, sendsHeaders, type Action } from '../../policy/actions.js';
import { DATA_KINDS, EVENT_DATA_KINDS, companyKindOf, type EventDataKind } from '../../policy/data-policy.js';
import type { LocalisedText } from '../../policy/fields.js';
import { isLocal } from '../../policy/justification.js';
import type { PublishedPolicy, Rule } from '../../policy/schema.js';
import { shownLine } from '../../policy/shown-text.js';
import type { ManagedConfiguration } from '../../trust/managed-configuration.js';
import { coveredByAction, subjectsOf, type Covered } from './covered.js';

export interface SheetFacts {
  readonly organisation: string;
  readonly policyName: string;
  /** `until`: in milliseconds since the epoch. */
  readonly observing: { readonly untilMs: number | null } | null;
  readonly covered: readonly Covered[];
  /** Those who answer for rules, each once, by language. */
  readonly owners: readonly LocalisedText[];
  readonly policyLanguage: string;
  readonly recorded: readonly EventKind[];
  readonly notRecorded: readonly EventKind[];
  readonly fields: readonly EventField[];
  readonly guard: { readonly names: readonly string[]; readonly kinds: readonly EventDataKind[] } | null;
  readonly questions: {
    readonly recorded: readonly string[];
    readonly local: readonly string[];
    readonly localMinutes: number;
  };
  readonly accounts: readonly string[];
  readonly canAsk: boolean;
  readonly pollSeconds: number;
  /** Null: the sheet was made without a configuration. */
  readonly configuration: {
    readonly policyUrl: string;
    /** Null: nothing is sent. */
    readonly collector: string | null;
    readonly isNamed: boolean;
  } | null;
}

export function sheetFacts(published: PublishedPolicy, configuration: ManagedConfiguration | null): SheetFacts {
  const policy = withReplacedRules(published);
  const { organisation, rules } = policy;
  const recorded = recordedKinds(policy, configuration);
  const guarded = rules.filter((rule) => kindsOf(rule, policy).length > 0);
  const asking = rules.filter(
    ({ action, warn }) => mayContinue(action) && warn !== undefined && warn.justification !== 'none',
  );
  const [local, open] = [asking.filter(isAskedLocally), asking.filter((rule) => !isAskedLocally(rule))];
  return {
    organisation: shownLine(organisation.name),
    policyName: policy.name,
    observing: observingOf(policy),
    covered: coveredByAction(policy),
    owners: ownersOf(policy),
    policyLanguage: policy.language,
    recorded,
    notRecorded: eventKinds.filter((kind) => !recorded.includes(kind)),
    fields: fieldsOf({ recorded, asks: open.length > 0, configuration }),
    guard: guarded.length === 0 ? null : { names: namesOf(guarded, policy), kinds: kindsOfAll(guarded, policy) },
    questions: {
      recorded: idsOf(open),
      local: idsOf(local),
      localMinutes: Math.max(0, ...local.map(({ warn }) => warn?.minutes ?? 0)),
    },
    accounts: namesOf(
      rules.filter(({ action }) => sendsHeaders(action)),
      policy,
    ),
    canAsk:
      organisation.request !== undefined ||
      organisation.contact?.email !== undefined ||
      organisation.contact?.url !== undefined,
    pollSeconds: policy.pollSeconds,
    configuration: configuration === null ? null : configured(configuration),
  };
}

/** While rules are rolled out, what they say and what they said before applies to somebody: neither is for everybody. */
function withReplacedRules(policy: PublishedPolicy): PublishedPolicy {
  const { rollouts = [], rules } = policy;
  const staged = new Set(rollouts.flatMap((rollout) => rollout.rules));
  const before = rollouts.flatMap(({ replaces }) => replaces);
  return {
    ...policy,
    rules: rules.flatMap((rule) =>
      staged.has(rule.id)
        ? [rule, ...before.filter(({ id }) => id === rule.id)].map((each) => ({ audience: {}, ...each }))
        : [rule],
    ),
  };
}

function ownersOf({ rules }: PublishedPolicy): LocalisedText[] {
  const all = rules.flatMap(({ owner }) => (owner === undefined ? [] : [[JSON.stringify(owner), owner] as const]));
  return [...new Map(all).values()];
}

const idsOf = (rules: readonly Rule[]): string[] => [...new Set(rules.map(({ id }) => id))];

const isAskedLocally = ({ warn }: Rule): boolean => warn !== undefined && isLocal(warn.justification);

function configured({ policyUrl, events, identity }: ManagedConfiguration): SheetFacts['configuration'] {
  return { policyUrl, collector: events?.endpoint ?? null, isNamed: identity !== null };
}

function observingOf({ mode, observeUntil }: PublishedPolicy): SheetFacts['observing'] {
  if (mode !== 'observe') return null;
  return { untilMs: observeUntil === undefined ? null : Date.parse(observeUntil) };
}

const namesOf = (rules: readonly Rule[], policy: PublishedPolicy): string[] => [
  ...new Set(rules.flatMap((rule) => subjectsOf(rule, policy))),
];

function kindsOfAll(rules: readonly Rule[], policy: PublishedPolicy): EventDataKind[] {
  const all = new Set(rules.flatMap((rule) => kindsOf(rule, policy)));
  return EVENT_DATA_KINDS.filter((kind) => all.has(kind));
}

/** What the guard of a rule looks for: kinds, and the kinds of detectors that have an action of their own. */
function kindsOf({ data }: Rule, { data: company }: PublishedPolicy): EventDataKind[] {
  if (data === undefined) return [];
  const byDetector = Object.entries(data.actions).flatMap(([id, action]) =>
    action === 'off' ? [] : (companyKindOf(id, company) ?? shippedKindOf(id) ?? []),
  );
  const textKinds = DATA_KINDS.filter((kind) => (data.kinds[kind] ?? 'off') !== 'off');
  return EVENT_DATA_KINDS.filter((kind) => [...textKinds, ...byDetector].includes(kind));
}

/** The kinds that can occur; those about policy and health always can. */
function recordedKinds(policy: PublishedPolicy, configuration: ManagedConfiguration | null): EventKind[] {
  const { mode, observeUntil, onExpiry, rules } = policy;
  const initial = configuration?.initial.mode ?? 'open';
  const enforces = mode === 'enforce' || observeUntil !== undefined;
  const has = (test: (action: Action) => boolean) => rules.some(({ action }) => test(action));
  const restricts = (enforces && has((action) => rowOf(action).page !== null)) || initial === 'closed';
  const warns = enforces && has(mayContinue);
  const guards = rules.some((rule) => kindsOf(rule, policy).length > 0);
  const possible: Partial<Record<EventKind, boolean>> = {
    restricted: restricts,
    warned: warns,
    continued: warns,
    'bypass-ended': warns,
    requested: restricts,
    'alternative-opened':
      restricts && rules.some(({ action, alternatives }) => rowOf(action).page !== null && alternatives.length > 0),
    observed: mode === 'observe' || onExpiry === 'observe' || initial === 'observe' || has(isObserved),
    'guard-blocked': restricts,
    'data-found': guards,
    'data-guard-degraded': guards,
  };
  return eventKinds.filter((kind) => possible[kind] ?? true);
}

interface Recording {
  readonly recorded: readonly EventKind[];
  /** Whether a reason is asked for that becomes part of an event. */
  readonly asks: boolean;
  readonly configuration: ManagedConfiguration | null;
}

/** The fields that can hold something. */
function fieldsOf({ recorded, asks, configuration }: Recording): EventField[] {
  const found = recorded.includes('data-found');
  const possible: Partial<Record<EventField, boolean>> = {
    justification: asks && recorded.includes('continued'),
    identity: configuration?.identity !== null,
    ring: configuration?.ring !== null,
    ...{ dataKind: found, detector: found, channel: found, outcome: found },
  };
  return (Object.keys(FIELDS) as EventField[]).filter((field) => possible[field] ?? true);
}
