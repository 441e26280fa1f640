/** What each problem code means, for docs/reference/problem-codes.md. No part of the extension. */
import type { ProblemCode } from './problem-codes.js';

interface ProblemWords {
  readonly meaning: string;
  readonly browser: string;
  readonly remedy: string;
}

export const PROBLEM_WORDS: Readonly<Record<ProblemCode, ProblemWords>> = {
  'managed-invalid': {
    meaning: 'The managed configuration has an error; the detail names the key',
    browser: 'uses the last valid one; an invalid site in `initialSites` is skipped',
    remedy: 'correct that key',
  },
  'no-policy': {
    meaning: 'No policy has arrived yet',
    browser: 'restricts nothing; checks every minute',
    remedy: 'see the other problem code; consider `bootstrapPolicy` or `initialMode`',
  },
  'initial-fail-closed': {
    meaning: 'No policy has arrived yet; `initialMode` is `closed` (fail closed)',
    browser: 'restricts `initialSites`; checks every minute',
    remedy: 'see the other problem code',
  },
  'initial-observed': {
    meaning: 'No policy has arrived yet; `initialMode` is `observe`',
    browser: 'restricts nothing; checks every minute',
    remedy: 'see the other problem code',
  },
  'policy-lost': {
    meaning: 'The stored policy is damaged',
    browser: 'keeps the installed rules',
    remedy: "nothing: the next valid response repairs it. If it recurs, check the computer's disk",
  },
  'signer-revoked': {
    meaning: "The stored policy's key or name is no longer trusted",
    browser: 'enforces nothing, or the bootstrap policy or `initialMode`',
    remedy: 'publish with a trusted key, or pin the key again',
  },
  'policy-expired': {
    meaning: 'The active policy has expired',
    browser: 'follows `whenStale`',
    remedy: 'publish again',
  },
  'rules-rejected': {
    meaning: 'The browser rejected the rules',
    browser: 'keeps the previous rules; retries on every wake-up',
    remedy: 'report it with the detail; check whether the disk is full',
  },
  'rules-truncated': {
    meaning: "Some rules exceed the browser's limits, or it rejects them; the detail names them",
    browser: 'enforces the other rules',
    remedy: 'shorten or replace the sites of the named rules; use fewer path sites, or fewer rules',
  },
  'guards-refused': {
    meaning: 'The browser rejected the page guards',
    browser: 'enforces the rules; does not stop pages that make no request; retries on every wake-up',
    remedy: 'report it with the detail',
  },
  'session-full': {
    meaning: "The browser's session storage is full",
    browser: 'enforces everything; block pages work, but continuing and opening by themselves may fail',
    remedy: 'restart the browser; report it, because no page should be able to fill this storage',
  },
  'time-zone-unknown': {
    meaning: "The browser does not know the time zone of a rule's hours; the detail names both",
    browser: 'applies restricting rules at all hours, and permitting rules at none',
    remedy: 'use an IANA name such as Europe/Paris, or update the browser',
  },
  'site-unknown': {
    meaning: 'The browser cannot read a site of the policy; the detail names rule and site',
    browser: 'leaves that site out of its rule; enforces the rest',
    remedy: 'update the browser, or write the host in letters that every browser knows',
  },
  'no-host-access': {
    meaning: "The extension's access to websites was removed",
    browser:
      "restricts pages and requests, which end on the browser's own error page; no account rules, no page guards",
    remedy: 'force-install the extension, or restore the access',
  },
  'bootstrap-refused': {
    meaning: '`bootstrapPolicy` was rejected; the detail has the code',
    browser: 'ignores it',
    remedy: 'set it to the full content of a valid `policy.jws`, signed with a trusted key',
  },
  'clock-behind': {
    meaning: "The computer's clock is more than a day behind the signed issue time",
    browser: "uses the policy's date",
    remedy: 'correct the clock',
  },
  'clock-ahead': {
    meaning: 'The clock jumped more than 45 days ahead, and the host has not confirmed it',
    browser: 'uses the last trusted time',
    remedy: "correct the clock; if it is right, the host's `Date` is wrong or the host was not reached",
  },
  offline: {
    meaning: 'The computer has no network',
    browser: 'keeps',
    remedy: 'nothing',
  },
  'host-unreachable': {
    meaning: 'No answer: name, connection, certificate, or a redirect to http',
    browser: 'keeps',
    remedy: 'check the address, the certificate and the proxy',
  },
  'host-timeout': {
    meaning: 'No complete answer within 20 seconds',
    browser: 'keeps',
    remedy: "check the host's load, and proxies that scan downloads",
  },
  'http-status': {
    meaning: 'The host returned an error; the detail has the status',
    browser: 'keeps; respects `Retry-After`',
    remedy: 'check the status; for 404, check that `policy.jws` is there',
  },
  'redirect-refused': {
    meaning: 'The host redirected to an address without https',
    browser: 'keeps',
    remedy: 'serve the file directly, or redirect to https',
  },
  'not-a-policy': {
    meaning: 'The host returned a web page',
    browser: 'keeps',
    remedy: 'remove the sign-in page or captive portal: this address must not require sign-in',
  },
  'wrong-media-type': {
    meaning: 'The media type does not fit a policy, such as `application/json`',
    browser: 'keeps',
    remedy: 'serve it as `application/jose`, `application/octet-stream` or `text/plain`',
  },
  'empty-answer': {
    meaning: 'The response is empty',
    browser: 'keeps',
    remedy: 'check the file on the host; copying may have truncated it',
  },
  'too-large': {
    meaning: 'The response exceeds 1 MiB',
    browser: 'keeps',
    remedy: 'shorten the policy, if the response is the policy',
  },
  'not-signed': {
    meaning: 'Not a compact JWS, twice; the second request bypassed caches',
    browser: 'keeps',
    remedy: 'serve the file that `gatepost publish` wrote, byte for byte',
  },
  'wrong-type': {
    meaning: 'A JWS of another type, or with critical headers',
    browser: 'keeps',
    remedy: 'serve the file that `gatepost publish` wrote, byte for byte',
  },
  'untrusted-key': {
    meaning: 'Signed with a key that is not pinned',
    browser: 'keeps',
    remedy:
      'pin the key, or publish with the right one. If you recognize neither key, somebody else writes to your host',
  },
  'wrong-algorithm': {
    meaning: 'The header names an algorithm that does not fit the key',
    browser: 'keeps',
    remedy: 'publish again; no Gatepost tool produces this, so find out what does',
  },
  'algorithm-unsupported': {
    meaning: "The browser does not support the key's algorithm, named in the detail",
    browser: 'keeps',
    remedy: 'update the browser: Ed25519 needs Chrome or Edge 137; or sign with a P-256 key (ES256)',
  },
  'signature-invalid': {
    meaning: 'Changed after signing, twice; the second request bypassed caches',
    browser: 'keeps',
    remedy: 'publish again; check whether a proxy changes files, and whether this is an attack',
  },
  'not-json': {
    meaning: 'The signature is valid, but the payload is not JSON',
    browser: 'keeps',
    remedy: 'publish with `gatepost publish`',
  },
  'format-unknown': {
    meaning: 'An unknown policy format',
    browser: 'keeps',
    remedy: 'update the extension, or publish with the command of its version',
  },
  'capability-unknown': {
    meaning: 'The policy requires a capability that this version lacks, named in the detail',
    browser: 'keeps',
    remedy: 'update the extension first, then publish',
  },
  'schema-invalid': {
    meaning: 'A part of the policy does not fit the schema, named in the detail',
    browser: 'keeps',
    remedy: 'publish with `gatepost publish`',
  },
  'name-mismatch': {
    meaning: "The policy's name is not `policyName`",
    browser: 'keeps',
    remedy: 'correct the address or `policyName`',
  },
  rollback: {
    meaning: 'The revision is below the minimum revision',
    browser: 'keeps',
    remedy: 'publish again from the same folder, which continues the count. If you did not go back, suspect an attack',
  },
  'revision-reused': {
    meaning: 'A revision that was accepted before, with other content',
    browser: 'keeps',
    remedy: 'two folders publish this policy: use one, and publish again',
  },
  'fast-forward': {
    meaning: 'The revision is more than 1,000,000 above the highest accepted one',
    browser: 'keeps',
    remedy: 'find the origin of that number; publish from the folder that continues the count',
  },
  'not-yet-valid': {
    meaning: "Issued more than a day after this browser's time",
    browser: 'keeps',
    remedy: 'check the clocks of browser and publisher',
  },
  expired: {
    meaning: 'The `expiresAt` of the document on the host has passed',
    browser: 'keeps',
    remedy: 'publish again',
  },
};
