/** What each kind of event and each of its fields means: the texts of docs/reference/events.md. Not part of the extension. */
import type { EventField } from './event-fields.js';
import type { EventKind } from './event-kinds.js';
import type { Sender } from './otlp.js';

interface KindWords {
  readonly about: 'use' | 'policy' | 'health';
  readonly meaning: string;
}

export const KINDS: Readonly<Record<EventKind, KindWords>> = {
  restricted: { about: 'use', meaning: 'The block page appeared instead of the site.' },
  warned: { about: 'use', meaning: 'The block page appeared with a button to continue.' },
  continued: { about: 'use', meaning: 'The person continued after a warning.' },
  requested: { about: 'use', meaning: 'The person chose to ask for access.' },
  'alternative-opened': {
    about: 'use',
    meaning: 'The person opened an alternative from the block page; the code is the id of this tool.',
  },
  'bypass-ended': {
    about: 'use',
    meaning: 'A bypass ended: `expired`, `withdrawn` (the rule changed) or `by-reader`.',
  },
  observed: {
    about: 'use',
    meaning: 'A page of a site with an `observe` rule opened; during a pause, of any site that a rule covers.',
  },
  'guard-blocked': {
    about: 'use',
    meaning:
      'A page guard ended a page that browser rules could not see, in addition to `restricted` or `warned` with the same decision. Codes: `no-request` (a page without a request: from the site’s service worker, or a window without an address), `in-page` (the address changed inside the page), `back-forward` (restored by the back/forward cache), `already-open` (open when the policy arrived).',
  },
  'data-found': {
    about: 'use',
    meaning:
      'The data guard found something in text that was handed to a tool. Counted by day: one event for each tool, rule, detector, channel and outcome, recorded when the day (UTC) is over. It has `tool`, `rule`, `dataKind`, `detector`, `channel`, `outcome`, `count` and the day: no host, no name, nothing of the text.',
  },
  'policy-accepted': { about: 'policy', meaning: 'A new policy became active.' },
  'policy-refused': {
    about: 'policy',
    meaning: 'A document was rejected; the active policy stays active.',
  },
  'check-failed': { about: 'policy', meaning: 'The policy’s host returned no document to verify.' },
  'trust-domain-changed': {
    about: 'policy',
    meaning: 'The policy source identity changed: address, name or all keys; the code says which.',
  },
  'state-repaired': {
    about: 'health',
    meaning:
      'Something was lost or removed, and restored: the minimum revision (`floor`), or by the self-check `rules`, `guards` or `alarms`.',
  },
  'problem-found': {
    about: 'health',
    meaning:
      'The self-check found a problem; the code names it. `observed-in-part`: the policy observes more sites than the browser can count, and the others leave no event. `navigation-flood`: a page had so many frames blocked that the first of them do not go on by themselves after an undo.',
  },
  'problem-resolved': { about: 'health', meaning: 'The problem was resolved.' },
  'data-guard-degraded': {
    about: 'health',
    meaning:
      'The data guard of a page does not see what it should, or could not check a text; at most once a day for each rule and code: `no-events` (the editor’s events do not reach it), `listeners-removed`, `shim-missing`, `detector-failed`, `unreadable`, `fingerprints-missing` (a filter of the company’s own code is not there).',
  },
  heartbeat: {
    about: 'health',
    meaning: 'Once a day (±20 %): this browser is active. The code lists its problems; empty if there are none.',
  },
  'events-lost': {
    about: 'health',
    meaning:
      'Events were dropped before they were sent (`dropped`) or rejected by the collector (`refused`). `count` is the total since installation.',
  },
};

interface FieldWords {
  readonly meaning: string;
  /** What the field reveals about a person. */
  readonly classification: 'none' | 'personal' | 'usage';
  /** Where else a log record says it, beside or instead of the attribute of its own. */
  readonly inRecord?: string;
}

export const FIELDS: Readonly<Record<EventField, FieldWords>> = {
  id: {
    meaning: '128 random bits; records with the same id are one event',
    classification: 'none',
  },
  kind: { meaning: 'see above', classification: 'none', inRecord: 'eventName and event.name, as `gatepost.<kind>`' },
  decisions: {
    meaning: 'correlation ids: `warned`, `continued` and `bypass-ended` of one visit share one',
    classification: 'none',
  },
  code: {
    meaning: 'a [problem code](problem-codes.md), or a code from the tables above; empty if the kind needs none',
    classification: 'none',
    inRecord: 'for warnings error.type too',
  },
  detail: {
    meaning: 'details about policy and health, such as an HTTP status; empty for events about use',
    classification: 'none',
  },
  host: { meaning: 'the host name only: no path, no query, no port', classification: 'usage' },
  tool: { meaning: 'id of the tool', classification: 'usage' },
  rule: { meaning: 'id of the policy rule', classification: 'usage' },
  action: { meaning: 'action of that rule', classification: 'usage' },
  revision: { meaning: 'revision of the policy', classification: 'none' },
  ring: { meaning: 'rollout ring of this browser', classification: 'none' },
  identity: {
    meaning: 'the user name if the administrator has set `identity`; otherwise null, the default',
    classification: 'personal',
  },
  justification: {
    meaning: 'the person’s reason to continue',
    classification: 'personal',
  },
  dataKind: { meaning: 'kind of finding', classification: 'usage' },
  detector: {
    meaning: 'id of the detector, shipped or the company’s own',
    classification: 'usage',
  },
  channel: { meaning: 'how the text reached the tool', classification: 'usage' },
  outcome: { meaning: 'what happened to the text', classification: 'usage' },
  firstAtMs: {
    meaning: 'first time, in milliseconds since the epoch',
    classification: 'usage',
    inRecord: 'timeUnixNano',
  },
  lastAtMs: { meaning: 'last time it was counted', classification: 'usage' },
  count: { meaning: 'number of occurrences within a minute', classification: 'usage' },
};

/** The sender, in every payload. */
export const RESOURCE_WORDS: Readonly<Record<keyof Sender, string>> = {
  extensionVersion: 'version of the extension',
  supportId:
    'device ID for support of this browser: random, and visible to its user; it identifies neither a person nor a device',
  browser: 'Chrome, Chromium, Edge or Firefox',
  browserVersion: 'version of the browser',
  os: 'operating system: `windows`, `darwin`, `linux` and the like',
};
