/** Every finding in words, in Markdown: `check --format sarif` and the table of docs/reference/policy.md say them. Pure. */

export interface FindingWords {
  /** Where both occur, the commoner comes first. */
  readonly severity: 'error' | 'warning' | 'warning or error' | 'error or warning';
  readonly meaning: string;
  readonly remedy: string;
}

export const FINDING_WORDS = {
  'rule-unreachable': {
    severity: 'warning',
    meaning: 'rules above already match every site of this one, whenever it applies',
    remedy: 'move it up, narrow the rule above, or remove it',
  },
  'rule-empty': {
    severity: 'warning or error',
    meaning: 'it selects nothing, or never applies; an error when its window ends before it begins',
    remedy: 'correct exceptions, percentage, dates or hours',
  },
  'window-expired': {
    severity: 'warning or error',
    meaning: 'the window or `observeUntil` has passed; an error for `expiresAt`',
    remedy: 'remove the rule, or set a later time',
  },
  'no-reason': { severity: 'warning', meaning: 'a block or warning has no reason', remedy: 'add `reason`' },
  'no-alternative': {
    severity: 'warning',
    meaning: 'a block or warning offers no alternative',
    remedy: 'add `alternatives`',
  },
  'alternative-restricted': {
    severity: 'warning',
    meaning: 'a tool under `alternatives` is blocked or warned about for the same people',
    remedy: 'allow it above, or name another',
  },
  'language-missing': { severity: 'warning', meaning: 'a text lacks one of `languages`', remedy: 'add it' },
  'host-too-broad': {
    severity: 'warning',
    meaning:
      'a site covers a whole host that many services share, such as `google.com`, or a public suffix such as `co.uk` or `github.io` ([publicsuffix.org](https://publicsuffix.org))',
    remedy: 'name a subdomain or a path, or one site below the suffix',
  },
  'account-shadowed': {
    severity: 'error',
    meaning: 'a rule above allows or restricts the tool of an account rule, or sets other ids for it',
    remedy: 'change the order, add an exception, or use the same ids',
  },
  'account-id': {
    severity: 'error',
    meaning: 'an id does not have the form that the vendor documents',
    remedy: 'correct it: the vendor would reject everybody',
  },
  'tool-unused': { severity: 'warning', meaning: 'no rule uses a tool of `tools`', remedy: 'use it, or remove it' },
  'reason-unused': {
    severity: 'warning',
    meaning: 'no rule uses a reason of `reasons`',
    remedy: 'use it, or remove it',
  },
  'observe-without-end': {
    severity: 'warning',
    meaning: 'nothing is restricted until you publish again',
    remedy: 'add `observeUntil`',
  },
  'review-due': {
    severity: 'warning',
    meaning: 'the review of a rule is due within 14 days, or overdue; the rule stays in force',
    remedy: 'review it, and set a later `reviewBy`',
  },
  'exception-unused': {
    severity: 'warning',
    meaning: 'an exception covers nothing that the rule selects',
    remedy: 'remove it, or correct its spelling',
  },
  'query-combination': {
    severity: 'error',
    meaning: 'an exception and a site use different queries on the same host',
    remedy: 'use a path or a host in one of them',
  },
  'data-blocked': {
    severity: 'warning',
    meaning: 'a rule with `data` covers a tool that rules above block for the same people',
    remedy: 'remove `data`, or change the order',
  },
  'data-overlap': {
    severity: 'warning',
    meaning: 'two detectors find the same word; only one is named',
    remedy: 'remove it from one',
  },
  'data-unused': {
    severity: 'warning',
    meaning: 'there are detectors, and no rule has `data`',
    remedy: 'give a rule `data: {}`',
  },
  'fingerprints-unusable': {
    severity: 'error',
    meaning: 'a file of `fingerprints` is missing, damaged or too large, or its `key` is another',
    remedy: 'make it anew with `gatepost fingerprint`',
  },
  'fingerprints-unused': {
    severity: 'warning',
    meaning: 'there are `fingerprints`, and no rule has `data`',
    remedy: 'give a rule `data: {}`',
  },
  'data-regex': {
    severity: 'error',
    meaning: 'a regular expression can be slow, or could not be proven safe',
    remedy: 'simplify it, or write a pattern',
  },
  'too-many-rules': {
    severity: 'error or warning',
    meaning: 'a browser would not accept all rules; a warning when rules for some audiences or windows count',
    remedy: 'combine rules, or name whole hosts',
  },
  'pattern-too-long': {
    severity: 'error',
    meaning:
      'sites of rules and exceptions overlap in a place whose path and query together are too long for a Chrome pattern',
    remedy: 'shorten the path, query or exact host, or name a whole host',
  },
  'document-too-large': {
    severity: 'error',
    meaning: 'the published policy exceeds the size that browsers accept',
    remedy: 'name fewer sites, or whole hosts instead of many subdomains',
  },
} as const satisfies Readonly<Record<string, FindingWords>>;

export type FindingCode = keyof typeof FINDING_WORDS;
