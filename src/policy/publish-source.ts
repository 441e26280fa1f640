/**
 * Turns a policy source into the document that is published: everything resolved, nothing left for a browser to look
 * up. Pure: revision, moment and the policy published before come from outside.
 */
import { POLICY_FORMAT, type LocalisedText, type PublishedPolicy } from './schema.js';
import type { PolicySource, SourceText } from './source.js';

export interface Publication {
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** What is published now; a rule that it has already keeps its "since". */
  readonly previous: PublishedPolicy | null;
}

const DEFAULT_LIFETIME_SECONDS = 30 * 86_400;

export function publishedFrom(source: PolicySource, { revision, nowMs, previous }: Publication): PublishedPolicy {
  const issuedAt = toMoment(nowMs);
  const lifetimeSeconds = source.lifetime ?? DEFAULT_LIFETIME_SECONDS;
  const { contact } = source.organisation;
  return {
    format: POLICY_FORMAT,
    requires: [],
    name: source.name,
    revision,
    issuedAt,
    expiresAt: source.expiresAt ?? toMoment(nowMs + lifetimeSeconds * 1000),
    organisation: { name: source.organisation.name, ...(contact && { contact: withoutUndefined(contact) }) },
    language: source.language,
    ...localised('notice', source.notice, source.language),
    mode: source.mode,
    pollSeconds: source.poll,
    tools: source.tools.map(({ about, home, ...tool }) => ({
      ...tool,
      ...(home !== undefined && { home }),
      ...localised('about', about, source.language),
    })),
    rules: source.rules.map(({ reason, ...rule }) => ({
      ...rule,
      ...localised('reason', reason === undefined ? undefined : source.reasons[reason], source.language),
      since: sinceOf(rule, previous) ?? issuedAt,
    })),
  };
}

function toMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function localised<Key extends string>(
  key: Key,
  text: SourceText | undefined,
  language: string,
): Partial<Record<Key, LocalisedText>> {
  if (text === undefined) return {};
  return { [key]: typeof text === 'string' ? { [language]: text } : text } as Record<Key, LocalisedText>;
}

function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}

/** A rule holds "since" the revision that first published it with this action. */
function sinceOf(rule: { id: string; action: string }, previous: PublishedPolicy | null): string | undefined {
  return previous?.rules.find(({ id, action }) => id === rule.id && action === rule.action)?.since;
}
