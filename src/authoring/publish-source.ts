/**
 * Turns a policy source into the document that is published: everything resolved, nothing left for a browser to look
 * up. Pure: revision, moment and the policy published before come from outside.
 */
import { mayContinue } from '../policy/actions.js';
import type { KnownTool } from './known-tools.js';
import type { Resolved, ResolvedRule } from './resolve-source.js';
import { ruleDataOf } from './resolve-data.js';
import type { LocalisedText } from '../policy/fields.js';
import { pickText } from '../policy/localised-text.js';
import { DATA_FILES, DATA_FINGERPRINTS } from '../policy/data-policy.js';
import { POLICY_FORMAT, type PublishedPolicy, type Rule, type Tool } from '../policy/schema.js';
import type { PolicySource, SourceRule } from './source.js';
import type { SourceText } from './source-fields.js';
import { momentOf } from '../policy/window.js';

export interface Publication {
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** What is published now; a rule that it has already keeps its "since". */
  readonly previous: PublishedPolicy | null;
}

const DEFAULT_LIFETIME_SECONDS = 30 * 86_400;

/** @param tools every tool that the policy can name, by id */
export function publishedFrom(
  source: PolicySource,
  resolved: Resolved,
  tools: ReadonlyMap<string, KnownTool>,
  { revision, nowMs, previous }: Publication,
): PublishedPolicy {
  const issuedAt = toMoment(nowMs);
  const lifetimeMs = (source.lifetime ?? DEFAULT_LIFETIME_SECONDS) * 1000;
  const { name, contact, request, colour } = source.organisation;
  const used = new Set(
    resolved.rules.flatMap(({ source: rule, tools: own }) => [...own.map(({ id }) => id), ...rule.alternatives]),
  );
  return {
    format: POLICY_FORMAT,
    requires: [...(needsFiles(source) ? [DATA_FILES] : []), ...(needsFingerprints(source) ? [DATA_FINGERPRINTS] : [])],
    name: source.name,
    revision,
    issuedAt,
    expiresAt: source.expiresAt === undefined ? toMoment(nowMs + lifetimeMs) : toMoment(momentOf(source.expiresAt)),
    organisation: {
      name,
      ...given({
        contact: contact && publishedContact(contact, source.language),
        request,
        logo: resolved.logo,
        colour,
      }),
    },
    language: source.language,
    ...given({ notice: localised(source.notice, source.language) }),
    mode: source.mode,
    ...given({ observeUntil: source.observeUntil && toMoment(momentOf(source.observeUntil)) }),
    onExpiry: source.onExpiry,
    safety: given(source.safety),
    pollSeconds: source.pollInterval,
    tools: [...used].flatMap((id) => publishedTool(tools.get(id), source.language)),
    rules: resolved.rules.map((rule) => publishedRule(rule, source, sinceOf(rule.source, previous) ?? issuedAt)),
    ...given({ answers: publishedAnswers(source, nowMs), data: publishedData(source, resolved) }),
  };
}

function publishedContact({ name, ...rest }: NonNullable<PolicySource['organisation']['contact']>, language: string) {
  if (name === undefined || typeof name === 'string') return given({ name, ...rest });
  return given({ name: pickText(name, [], language), names: name, ...rest });
}

function publishedTool(tool: KnownTool | undefined, language: string): Tool[] {
  if (tool === undefined) return [];
  const { id, name, vendor, category, home, sites, api, embedded } = tool;
  const about = localised(tool.about, language);
  return [
    {
      id,
      name,
      vendor,
      category,
      ...given({ home, about }),
      sites: [...sites],
      api: [...api],
      embedded: [...embedded],
    },
  ];
}

function publishedRule(rule: ResolvedRule, { reasons, language, data: company }: PolicySource, since: string): Rule {
  const { id, action, sites, alternatives, audience, window, warn, reason, data, owner, reviewBy } = rule.source;
  return {
    id,
    action,
    tools: rule.tools.map((tool) => tool.id),
    parts: rule.parts,
    sites,
    except: [...rule.except],
    ...given({ reason: reason === undefined ? undefined : localised(reasons[reason], language) }),
    alternatives,
    since,
    ...given({
      audience:
        audience &&
        given({ ...audience, rollout: audience.percent === undefined ? undefined : (audience.rollout ?? id) }),
      window: window && publishedWindow(window),
      warn: mayContinue(action) ? (warn ?? { minutes: 60, justification: 'none' as const }) : undefined,
      account: rule.account,
      data: data && ruleDataOf(data, company),
      owner: localised(owner, language),
      reviewBy,
    }),
  };
}

/** What is over is nobody's business any more. */
function publishedAnswers({ answers, language }: PolicySource, nowMs: number): PublishedPolicy['answers'] {
  const current = answers.flatMap(({ reason, until, tool, host, ...rest }) => {
    const untilMs = momentOf(until);
    if (untilMs <= nowMs) return [];
    return [{ ...rest, ...given({ tool, host }), reason: localised(reason, language) ?? {}, until: toMoment(untilMs) }];
  });
  return current.length === 0 ? undefined : current;
}

/** Only where a rule has a guard: nothing else reads it. */
function publishedData({ data, rules, language }: PolicySource, { filters }: Resolved): PublishedPolicy['data'] {
  if (rules.every((rule) => rule.data === undefined)) return undefined;
  const fingerprints = Object.entries(data.fingerprints).flatMap(([id, { key, label }]) => {
    const facts = filters?.get(id);
    return facts === undefined ? [] : [{ id, ...facts, key, ...given({ label: localised(label, language) }) }];
  });
  return {
    detectors: data.detectors.map(({ id, kind, label, words, patterns, regex }) => ({
      ...{ id, kind, grade: 'block' as const, words, patterns, regex },
      ...given({ label: localised(label, language) }),
    })),
    reasons: Object.entries(data.reasons).map(([id, reason]) => ({ id, text: localised(reason, language) ?? {} })),
    ...given({ labels: publishedLabels(data.labels, language) }),
    texts: given(
      Object.fromEntries(Object.entries(data.texts).map(([kind, each]) => [kind, localised(each, language)])),
    ),
    ...given({ fingerprints: fingerprints.length === 0 ? undefined : fingerprints }),
  };
}

function publishedLabels(
  labels: PolicySource['data']['labels'],
  language: string,
): NonNullable<PublishedPolicy['data']>['labels'] {
  const all = Object.entries(labels).map(([name, { id: guid, tenant, property, value, name: label }]) => ({
    id: name,
    ...given({ guid, tenant, property, value, label: localised(label, language) }),
  }));
  return all.length === 0 ? undefined : all;
}

/** An older extension would let code through that this policy keeps out. */
const needsFingerprints = ({ data, rules }: PolicySource): boolean =>
  Object.keys(data.fingerprints).length > 0 && rules.some((rule) => rule.data !== undefined);

/** An older extension would let files through that this policy keeps out. */
function needsFiles({ data, rules }: PolicySource): boolean {
  const isUsed = rules.some((rule) => rule.data !== undefined);
  return isUsed && (Object.keys(data.labels).length > 0 || [data, ...rules.map((rule) => rule.data)].some(saysOfFiles));
}

const saysOfFiles = (data: SourceRule['data']): boolean =>
  data?.files !== undefined || typeof data?.onUnreadable === 'object';

/** Days and wall-clock times become moments, in the window's own time zone. */
function publishedWindow({ from, until, ...rest }: NonNullable<SourceRule['window']>): NonNullable<Rule['window']> {
  const { timeZone } = rest;
  return given({
    ...rest,
    from: from === undefined ? undefined : toMoment(momentOf(from, timeZone)),
    until: until === undefined ? undefined : toMoment(momentOf(until, timeZone)),
  });
}

/** @param ms milliseconds since the epoch */
export function toMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function localised(text: SourceText | undefined, language: string): LocalisedText | undefined {
  return typeof text === 'string' ? { [language]: text } : text;
}

type Given<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> };

/** Leaves out the keys that have no value: a published document says nothing about what is not there. */
function given<Value extends object>(value: Value): Given<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Given<Value>;
}

/** A rule holds "since" the revision that first published it with this action. */
export function sinceOf(rule: { id: string; action: string }, previous: PublishedPolicy | null): string | undefined {
  return previous?.rules.find(({ id, action }) => id === rule.id && action === rule.action)?.since;
}
