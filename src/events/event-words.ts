/** What each kind of event and each of its fields means: the words of docs/reference/events.md. No part of the extension. */
import type { Event, EventKind } from './event.js';

interface KindWords {
  readonly about: 'use' | 'policy' | 'health';
  readonly meaning: string;
}

export const KINDS: Readonly<Record<EventKind, KindWords>> = {
  restricted: { about: 'use', meaning: 'An explanation page was shown instead of the site.' },
  warned: { about: 'use', meaning: 'An explanation page was shown that lets its reader continue.' },
  continued: { about: 'use', meaning: 'The reader continued after a warning.' },
  requested: { about: 'use', meaning: 'The reader went to ask for access.' },
  'alternative-opened': {
    about: 'use',
    meaning: 'The reader went to a tool that the page names in the site’s place; the code is its id.',
  },
  'permit-ended': {
    about: 'use',
    meaning: 'Leave to continue has ended: `expired`, `withdrawn` (the rule changed) or `by-reader`.',
  },
  observed: {
    about: 'use',
    meaning: 'A page of a site under an `observe` rule was opened; during a pause, of any site that a rule is about.',
  },
  'guard-acted': {
    about: 'use',
    meaning:
      'A page guard closed what the browser’s rules could not see, beside `restricted` or `warned` with the same decision. The code says what: `no-request` (a page without a request: from the site’s own service worker, or a window without address), `in-page` (the address changed inside the page), `back-forward` (out of the back/forward cache), `already-open` (open when the policy came).',
  },
  'policy-accepted': { about: 'policy', meaning: 'Another policy is in force from now on.' },
  'policy-refused': {
    about: 'policy',
    meaning: 'A document was refused; the last good policy stays in force.',
  },
  'check-failed': { about: 'policy', meaning: 'The policy’s host gave no document to judge.' },
  'trust-domain-changed': {
    about: 'policy',
    meaning: 'Address, name or all keys of the policy are others than before; the code says which.',
  },
  'state-repaired': {
    about: 'health',
    meaning:
      'Something was lost or taken away and made good: `floor`, or what the self-check put back: `rules`, `guards`, `alarms`.',
  },
  'problem-found': {
    about: 'health',
    meaning:
      'The self-check found a problem, named by the code. With `observed-in-part`, the policy observes more sites than the browser can count, and the rest leaves no event.',
  },
  'problem-gone': { about: 'health', meaning: 'That problem is no more.' },
  heartbeat: {
    about: 'health',
    meaning: 'Once a day, give or take a fifth: this browser is alive. The code lists its problems; empty: none.',
  },
  'events-lost': {
    about: 'health',
    meaning:
      'Events that were dropped unsent (`dropped`) or refused by the collector (`refused`). `count` is the total since installation.',
  },
};

interface FieldWords {
  readonly meaning: string;
  /** What the field tells about a person. */
  readonly classification: 'none' | 'personal' | 'usage';
  /** The attribute of the log record, or its own field. */
  readonly otlp: string;
}

export const FIELDS: Readonly<Record<keyof Event, FieldWords>> = {
  id: {
    meaning: '128 random bits; two records with one id are one event',
    classification: 'none',
    otlp: 'log.record.uid',
  },
  kind: { meaning: 'see above', classification: 'none', otlp: 'eventName and event.name, as `gatepost.<kind>`' },
  decisions: {
    meaning: 'ids of the decisions counted: `warned`, `continued` and `permit-ended` of one visit share one',
    ...{ classification: 'none', otlp: 'gatepost.decision.ids' },
  },
  code: {
    meaning:
      'a code of the table in docs/reference/problem-codes.md, or one of those named above; empty where the kind says it all',
    ...{ classification: 'none', otlp: 'gatepost.code; for warnings error.type too' },
  },
  detail: {
    meaning: 'more about policy and health, such as a status; empty for what people do',
    ...{ classification: 'none', otlp: 'gatepost.detail' },
  },
  host: { meaning: 'the host name alone: no path, no query, no port', classification: 'usage', otlp: 'server.address' },
  tool: { meaning: 'id of the tool', classification: 'usage', otlp: 'gatepost.tool.id' },
  rule: { meaning: 'id of the policy rule', classification: 'usage', otlp: 'gatepost.rule.id' },
  action: { meaning: 'action of that rule', classification: 'usage', otlp: 'gatepost.action' },
  revision: { meaning: 'revision of the policy', classification: 'none', otlp: 'gatepost.policy.revision' },
  ring: { meaning: 'roll-out ring of this browser', classification: 'none', otlp: 'gatepost.ring' },
  identity: {
    meaning: 'who, when the administrator has set `identity`; null otherwise, and as a rule',
    ...{ classification: 'personal', otlp: 'enduser.id' },
  },
  justification: {
    meaning: 'what the reader wrote to continue',
    ...{ classification: 'personal', otlp: 'gatepost.justification' },
  },
  firstAtMs: { meaning: 'when, in milliseconds since the epoch', classification: 'usage', otlp: 'timeUnixNano' },
  lastAtMs: { meaning: 'when it was counted last', classification: 'usage', otlp: 'gatepost.last_time_unix_nano' },
  count: { meaning: 'how often within a minute', classification: 'usage', otlp: 'gatepost.count' },
};

/** What every payload says of its sender. */
export const RESOURCE_WORDS: Readonly<Record<string, string>> = {
  'service.name': '`gatepost`',
  'service.version': 'version of the extension',
  'service.instance.id':
    'support id of this browser: random, the one its user can read out; not a person, not a device number',
  'user_agent.name': 'Chrome, Chromium, Edge or Firefox',
  'user_agent.version': 'version of the browser',
  'os.type': 'operating system: `windows`, `darwin`, `linux` and the like',
};
