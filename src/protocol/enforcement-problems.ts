/**
 * Problems of enforcement: something is not enforced as the policy says. A new one is a row, its words, and its text in each
 * language.
 */
import { problemRow as row, type ProblemRow, type ProblemWords } from './problem-row.js';

const BY_READER = { owner: 'reader' } as const;

export const ENFORCEMENT_PROBLEMS = {
  'managed-invalid': row('configuration'),
  'no-policy': row('policy'),
  'initial-fail-closed': row('policy'),
  'initial-observed': row('policy'),
  'policy-lost': row('policy'),
  'signer-revoked': row('policy'),
  'policy-expired': row('policy'),
  'rules-rejected': row('rules'),
  'rules-truncated': row('rules'),
  'guards-refused': row('guards'),
  'fingerprints-missing': row('guards'),
  'session-full': row('storage'),
  'time-zone-unknown': row('policy'),
  'site-unknown': row('policy'),
  'no-host-access': row('host-access'),
  'bootstrap-refused': row('configuration'),
  'clock-behind': row('clock', BY_READER),
  'clock-ahead': row('clock', BY_READER),
} as const satisfies Readonly<Record<string, ProblemRow>>;

/** Apart from the rows, so that they are in no bundle of the extension. */
export const ENFORCEMENT_WORDS: Readonly<Record<keyof typeof ENFORCEMENT_PROBLEMS, ProblemWords>> = {
  'managed-invalid': [
    'The managed configuration has an error; the detail names the key',
    'correct that key',
    'uses the last valid one; an invalid site in `initialSites` is skipped',
  ],
  'no-policy': [
    'No policy has arrived yet',
    'see the other problem code; consider `bootstrapPolicy` or `initialMode`',
    'restricts nothing; checks every minute',
  ],
  'initial-fail-closed': [
    'No policy has arrived yet; `initialMode` is `closed` (fail closed)',
    'see the other problem code',
    'restricts `initialSites`; checks every minute',
  ],
  'initial-observed': [
    'No policy has arrived yet; `initialMode` is `observe`',
    'see the other problem code',
    'restricts nothing; checks every minute',
  ],
  'policy-lost': [
    'The stored policy is damaged',
    "nothing: the next valid response repairs it. If it recurs, check the computer's disk",
    'keeps the installed rules',
  ],
  'signer-revoked': [
    "The stored policy's key or name is no longer trusted",
    'publish with a trusted key, or pin the key again',
    'enforces nothing, or the bootstrap policy or `initialMode`',
  ],
  'policy-expired': ['The active policy has expired', 'publish again', 'follows `onExpiry`'],
  'rules-rejected': [
    'The browser rejected the rules',
    'report it with the detail; check whether the disk is full',
    'keeps the previous rules; retries on every wake-up',
  ],
  'rules-truncated': [
    "Some rules exceed the browser's limits, or it rejects them; the detail names them",
    'shorten or replace the sites of the named rules; use fewer path sites, or fewer rules',
    'enforces the other rules',
  ],
  'guards-refused': [
    'The browser rejected the page guards',
    'report it with the detail',
    'enforces the rules; does not stop pages that make no request; retries on every wake-up',
  ],
  'fingerprints-missing': [
    'A filter of fingerprints that the policy names is not there, or has other content; the detail names it and the cause',
    'serve the folder `fingerprints` beside `policy.jws`, as `gatepost publish` wrote it',
    'cannot recognize that code: `onUnreadable` applies to texts that are long enough; retries at every check',
  ],
  'session-full': [
    "The browser's session storage is full",
    'restart the browser; report it, because no page should be able to fill this storage',
    'enforces everything; block pages work, but continuing and opening by themselves may fail',
  ],
  'time-zone-unknown': [
    "The browser does not know the time zone of a rule's hours; the detail names both",
    'use an IANA name such as Europe/Paris, or update the browser',
    'applies restricting rules at all hours, and permitting rules at none',
  ],
  'site-unknown': [
    'The browser cannot read a site of the policy; the detail names rule and site',
    'update the browser, or write the host in letters that every browser knows',
    'leaves that site out of its rule; enforces the rest',
  ],
  'no-host-access': [
    "The extension's access to websites was removed",
    'force-install the extension, or restore the access',
    "restricts pages and requests, which end on the browser's own error page; no account rules, no page guards",
  ],
  'bootstrap-refused': [
    '`bootstrapPolicy` was rejected; the detail has the code',
    'set it to the full content of a valid `policy.jws`, signed with a trusted key',
    'ignores it',
  ],
  'clock-behind': [
    "The computer's clock is more than a day behind the signed issue time",
    'correct the clock',
    "uses the policy's date",
  ],
  'clock-ahead': [
    'The clock jumped more than 45 days ahead, and the host has not confirmed it',
    "correct the clock; if it is right, the host's `Date` is wrong or the host was not reached",
    'uses the last trusted time',
  ],
};
