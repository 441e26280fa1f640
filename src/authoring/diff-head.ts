/** What two policies differ in beside decisions: head, texts, alternatives, terms of a warning, account ids. Pure. */
import { stagesBegun } from '../policy/rollout.js';
import type { FingerprintFilter } from '../policy/data-policy.js';
import { whomOf } from './stage-words.js';
import type { AcceptedPolicy, Rollout, Rule } from '../policy/schema.js';

export interface HeadChange {
  /** The key of the published document; within rules, `rules.<id>.<key>`. */
  readonly key: string;
  /** As JSON would say it; null when it is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

const HEAD_KEYS = [
  ...(['name', 'organisation', 'language', 'notice', 'mode', 'observeUntil', 'onExpiry'] as const),
  ...(['pollSeconds', 'answers'] as const),
];
const RULE_KEYS = [
  'reason',
  'alternatives',
  'warn',
  'account',
  'data',
  'owner',
  'reviewBy',
] as const satisfies readonly (keyof Rule)[];

/** @param nowMs milliseconds since the epoch */
export function headChanges(before: AcceptedPolicy, after: AcceptedPolicy, nowMs: number): HeadChange[] {
  const rulesBefore = new Map(before.rules.map((rule) => [rule.id, rule]));
  return [
    ...HEAD_KEYS.flatMap((key) => changed(key, before[key], after[key])),
    ...dataChanges(before, after),
    ...rolloutChanges(before, after, nowMs),
    ...after.rules.flatMap((rule) => {
      const old = rulesBefore.get(rule.id);
      if (old?.action !== rule.action) return []; // a new rule, or a decision that changed
      return RULE_KEYS.flatMap((key) => changed(`rules.${rule.id}.${key}`, old[key], rule[key]));
    }),
  ];
}

/** Of a filter what an administrator recognises: its name in the policy, its size, and the beginning of its digest. */
function dataChanges(before: AcceptedPolicy, after: AcceptedPolicy): HeadChange[] {
  const [old, young] = [before, after].map(({ data }) => {
    const { fingerprints = [], ...rest } = data ?? {};
    return {
      rest: data === undefined ? undefined : rest,
      filters: new Map(fingerprints.map((filter) => [filter.id, filter])),
    };
  });
  const ids = new Set([...(old?.filters.keys() ?? []), ...(young?.filters.keys() ?? [])]);
  return [
    ...changed('data', old?.rest, young?.rest),
    ...[...ids].flatMap((id) =>
      changed(`data.fingerprints.${id}`, filterInWords(old?.filters.get(id)), filterInWords(young?.filters.get(id))),
    ),
  ];
}

function filterInWords(filter: FingerprintFilter | undefined): string | undefined {
  if (filter === undefined) return undefined;
  const { sha256, size, key, label = {} } = filter;
  const name = Object.values(label)[0];
  return [
    ...(name === undefined ? [] : [name]),
    `${Math.ceil(size / 1024)} kB, digest ${sha256.slice(0, 12)}, key ${key.slice(0, 4)}…`,
  ].join(': ');
}

/** Their stages and state, in words: decisions alone do not tell a rollout that waits from one that was finished. */
function rolloutChanges(before: AcceptedPolicy, after: AcceptedPolicy, nowMs: number): HeadChange[] {
  const [old, young] = [before, after].map(
    ({ rollouts = [] }) => new Map(rollouts.map((rollout) => [rollout.id, inWords(rollout, nowMs)])),
  );
  const ids = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])]);
  return [...ids].flatMap((id) => changed(`rollouts.${id}`, old?.get(id), young?.get(id)));
}

function inWords(rollout: Rollout, nowMs: number): string {
  const { state, stages } = rollout;
  const begun = stagesBegun(rollout, nowMs);
  const next = stages[begun];
  const ahead =
    next === undefined ? '' : `, next ${whomOf(next)} ${next.from === undefined ? 'on hold' : `from ${next.from}`}`;
  return state === 'stopped' ? state : `${state}, stage ${begun} of ${stages.length}${ahead}`;
}

function changed(key: string, before: unknown, after: unknown): HeadChange[] {
  if (sameJson(before, after)) return [];
  return [{ key, before: before ?? null, after: after ?? null }];
}

/** The order of keys in an object makes no difference. */
function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
