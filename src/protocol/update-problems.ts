/**
 * Problems of update checks: a check failed, and the active policy stays. A new one is a row, its words, and its text in each
 * language.
 */
import { problemRow, type ProblemRow, type ProblemWords } from './problem-row.js';

const row = (own: Partial<ProblemRow> = {}): ProblemRow => problemRow('host', { severity: 'update', ...own });

const DELIVERY = { isDelivery: true } as const;
/** Codes that come to the same for the reader share one text, with the code as its detail. */
const MALFORMED = { text: 'problem_refused_document' } as const;

export const UPDATE_PROBLEMS = {
  offline: row({ ...DELIVERY, owner: 'reader' }),
  'host-unreachable': row(DELIVERY),
  'host-timeout': row(DELIVERY),
  'http-status': row(DELIVERY),
  'redirect-refused': row(DELIVERY),
  'not-a-policy': row(DELIVERY),
  'wrong-media-type': row(DELIVERY),
  'empty-answer': row(DELIVERY),
  'too-large': row(DELIVERY),
  'not-signed': row(MALFORMED),
  'wrong-type': row(MALFORMED),
  'untrusted-key': row(),
  'wrong-algorithm': row(MALFORMED),
  'algorithm-unsupported': row(),
  'signature-invalid': row(),
  'not-json': row(MALFORMED),
  'format-unknown': row(MALFORMED),
  'capability-unknown': row(),
  'schema-invalid': row(MALFORMED),
  'name-mismatch': row(),
  rollback: row(),
  'revision-reused': row(),
  'fast-forward': row(),
  'not-yet-valid': row(),
  expired: row(),
} as const satisfies Readonly<Record<string, ProblemRow>>;

/** Apart from the rows, so that they are in no bundle of the extension. */
export const UPDATE_WORDS: Readonly<Record<keyof typeof UPDATE_PROBLEMS, ProblemWords>> = {
  offline: ['The computer has no network', 'nothing'],
  'host-unreachable': [
    'No answer: name, connection, certificate, or a redirect to http',
    'check the address, the certificate and the proxy',
  ],
  'host-timeout': ['No complete answer within 20 seconds', "check the host's load, and proxies that scan downloads"],
  'http-status': [
    'The host returned an error; the detail has the status',
    'check the status; for 404, check that `policy.jws` is there',
    'keeps; respects `Retry-After`',
  ],
  'redirect-refused': [
    'The host redirected to an address without https',
    'serve the file directly, or redirect to https',
  ],
  'not-a-policy': [
    'The host returned a web page',
    'remove the sign-in page or captive portal: this address must not require sign-in',
  ],
  'wrong-media-type': [
    'The media type does not fit a policy, such as `application/json`',
    'serve it as `application/jose`, `application/octet-stream` or `text/plain`',
  ],
  'empty-answer': ['The response is empty', 'check the file on the host; copying may have truncated it'],
  'too-large': ['The response exceeds 1 MiB', 'shorten the policy, if the response is the policy'],
  'not-signed': [
    'Not a compact JWS, twice; the second request bypassed caches',
    'serve the file that `gatepost publish` wrote, byte for byte',
  ],
  'wrong-type': [
    'A JWS of another type, or with critical headers',
    'serve the file that `gatepost publish` wrote, byte for byte',
  ],
  'untrusted-key': [
    'Signed with a key that is not pinned',
    'pin the key, or publish with the right one. If you recognize neither key, somebody else writes to your host',
  ],
  'wrong-algorithm': [
    'The header names an algorithm that does not fit the key',
    'publish again; no Gatepost tool produces this, so find out what does',
  ],
  'algorithm-unsupported': [
    "The browser does not support the key's algorithm, named in the detail",
    'update the browser: Ed25519 needs Chrome or Edge 137; or sign with a P-256 key (ES256)',
  ],
  'signature-invalid': [
    'Changed after signing, twice; the second request bypassed caches',
    'publish again; check whether a proxy changes files, and whether this is an attack',
  ],
  'not-json': ['The signature is valid, but the payload is not JSON', 'publish with `gatepost publish`'],
  'format-unknown': ['An unknown policy format', 'update the extension, or publish with the command of its version'],
  'capability-unknown': [
    'The policy requires a capability that this version lacks, named in the detail',
    'update the extension first, then publish',
  ],
  'schema-invalid': [
    'A part of the policy does not fit the schema, named in the detail',
    'publish with `gatepost publish`',
  ],
  'name-mismatch': ["The policy's name is not `policyName`", 'correct the address or `policyName`'],
  rollback: [
    'The revision is below the minimum revision',
    'publish again from the same folder, which continues the count. If you did not go back, suspect an attack',
  ],
  'revision-reused': [
    'A revision that was accepted before, with other content',
    'two folders publish this policy: use one, and publish again',
  ],
  'fast-forward': [
    'The revision is more than 1,000,000 above the highest accepted one',
    'find the origin of that number; publish from the folder that continues the count',
  ],
  'not-yet-valid': ["Issued more than a day after this browser's time", 'check the clocks of browser and publisher'],
  expired: ['The `expiresAt` of the document on the host has passed', 'publish again'],
};
