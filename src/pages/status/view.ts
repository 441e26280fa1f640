/** What the status page shows of the policy, the records and this browser. Pure: texts in, texts out. */
import { rowOf, toneOf, type ActionRow } from '../../policy/actions.js';
import type { Overview, RuleView, Search } from '../../protocol/overview.js';
import type { ToolDecision } from '../../protocol/views.js';
import { dayAndTime, list, utcDay } from '../shared/date-format.js';
import { categoryName, decisionName } from '../shared/labels.js';
import type { Texts } from '../shared/texts.js';

/** How the page's reader is told things. */
export interface Reader {
  readonly texts: Texts;
  readonly language: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

interface RuleText {
  readonly tone: ActionRow['tone'];
  readonly what: string;
  /** When it begins or ends; null when it simply holds. */
  readonly when: string | null;
  readonly about: string;
  readonly reason: string | null;
  readonly alternatives: string | null;
}

export function ruleText(rule: RuleView, { texts, language, nowMs }: Reader): RuleText {
  const { action, about, more, reason, alternatives, fromMs, untilMs } = rule;
  const moment = (ms: number) => dayAndTime(ms, nowMs, language);
  const when = fromMs !== null ? texts('status_from', moment(fromMs)) : null;
  const end = untilMs !== null ? texts('status_until', moment(untilMs)) : null;
  const all = more === 0 ? about : [...about, texts('status_more', String(more))];
  return {
    tone: rowOf(action).tone,
    what: decisionName(rowOf(action).decision, texts),
    when: when ?? end,
    about: list(all, language),
    reason,
    alternatives: alternatives.length === 0 ? null : texts('status_instead', list(alternatives, language)),
  };
}

export interface FoundText {
  readonly name: string;
  readonly tone: ActionRow['tone'];
  readonly said: string;
  /** When that ends; null when it does not. */
  readonly when: string | null;
  readonly tool: string | null;
  readonly reason: string | null;
  readonly alternatives: string | null;
  readonly home: string | null;
}

/** The address first, where one was asked about, then the tools. */
export function searchTexts({ tools, address }: Search, reader: Reader): FoundText[] {
  const { texts, language } = reader;
  const alternativesOf = (names: readonly string[]) =>
    names.length === 0 ? null : texts('status_instead', list(names, language));
  const found = tools.map((tool): FoundText => {
    const { name, decision, reason, home } = tool;
    const isOpen = decision !== 'restricted';
    return {
      name,
      tone: toneOf(decision),
      said: decisionName(decision, texts),
      when: endOf(tool, reader),
      tool: `${categoryName(tool.category, texts)} · ${tool.vendor}`,
      reason,
      alternatives: alternativesOf(tool.alternatives),
      home: isOpen ? home : null,
    };
  });
  if (address === null) return found;
  const { host, decision, toolName, reason, alternatives } = address;
  return [
    {
      name: host,
      tone: toneOf(decision),
      said: decisionName(decision, texts),
      when: null,
      tool: toolName,
      reason,
      alternatives: alternativesOf(alternatives),
      home: null,
    },
    ...found,
  ];
}

function endOf({ untilMs }: ToolDecision, { texts, language, nowMs }: Reader): string | null {
  return untilMs === null ? null : texts('status_until', dayAndTime(untilMs, nowMs, language));
}

export interface EventText {
  readonly when: string;
  readonly what: string;
  readonly code: string;
  readonly detail: string;
  readonly count: number;
  /** Every field that says something, by its name in docs/reference/events.md, each on a line. */
  readonly full: string;
  /** Whether, when and where to it was sent. */
  readonly deliveryStatus: string;
}

/** The whole of it: what is recorded leaves the browser, or not, and names its user, or not. */
export function recordingText({ eventsTo, identity }: Overview, { texts }: Reader): string {
  const where = eventsTo === null ? texts('status_records_kept') : texts('status_records_sent', eventsTo);
  return identity === null ? where : `${where} ${texts('status_records_identity', identity)}`;
}

/** The newest first. */
export function eventTexts(events: Overview['events'], { texts, language, nowMs }: Reader): EventText[] {
  return events.toReversed().map((event) => {
    const { kind, code, firstAtMs, lastAtMs, count } = event;
    // What was found in texts is counted by day, in UTC: there is no time of day to show.
    const moment = (ms: number) => (kind === 'data-found' ? utcDay(ms, language) : dayAndTime(ms, nowMs, language));
    const [first, last] = [moment(firstAtMs), moment(lastAtMs)];
    return {
      when: first === last ? last : texts('status_event_between', first, last),
      what: texts(`event_${kind.replaceAll('-', '_')}`),
      code,
      detail: detailsOf(event),
      count,
      full: fieldsOf(event),
      deliveryStatus: deliveryStatusText(event, { texts, language, nowMs }),
    };
  });
}

type RecordedEvent = Overview['events'][number];

function detailsOf({ host, tool, rule, justification, detail, identity, ...found }: RecordedEvent): string {
  const { detector = null, channel = null, outcome = null } = found;
  return [host, tool, rule, detector, channel, outcome, justification, detail, identity]
    .filter((part) => part !== null && part !== '')
    .join(', ');
}

/** As it is kept and sent, and in no language: what the company receives is what its reader can show to others. */
function fieldsOf({ deliveryStatus: _, sentAtMs: __, sentTo: ___, ...event }: RecordedEvent): string {
  const lines = Object.entries(event).flatMap(([name, value]) => {
    const told = name.endsWith('AtMs') ? new Date(value as number).toISOString() : String(value ?? '');
    return told === '' ? [] : [`${name}: ${told}`];
  });
  return lines.join('\n');
}

function deliveryStatusText(
  { deliveryStatus, sentAtMs, sentTo }: RecordedEvent,
  { texts, language, nowMs }: Reader,
): string {
  if (deliveryStatus !== 'sent' || sentAtMs === null || sentTo === null) return texts(`status_event_${deliveryStatus}`);
  return texts('status_event_sent', dayAndTime(sentAtMs, nowMs, language), sentTo);
}

interface Fact {
  readonly term: string;
  readonly value: string;
}

export function managedFacts(managed: Overview['managed'], { texts, language }: Reader): Fact[] {
  if (managed === null) return [];
  const { policyUrl, policyName, groups, ring, organisation, hasBootstrap, initialMode, initialSites, keys } = managed;
  const none = texts('status_none');
  const listed = (items: readonly string[]) => (items.length === 0 ? none : list(items, language));
  return [
    { term: texts('status_policy_url'), value: policyUrl },
    {
      term: texts('status_keys'),
      value:
        keys === null ? texts('status_keys_none') : listed(keys.map(({ kid, algorithm }) => `${kid} (${algorithm})`)),
    },
    { term: texts('status_policy_name'), value: policyName ?? none },
    { term: texts('status_organisation'), value: organisation ?? none },
    { term: texts('status_groups'), value: listed(groups) },
    { term: texts('status_ring'), value: ring ?? none },
    { term: texts('status_bootstrap'), value: texts(hasBootstrap ? 'status_yes' : 'status_no') },
    {
      term: texts('status_initial'),
      value: texts(`status_initial_${initialMode}`, initialSites.length === 0 ? '' : list(initialSites, language)),
    },
  ];
}
