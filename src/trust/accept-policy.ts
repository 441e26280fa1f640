/**
 * Accepts or refuses one policy document. The only maker of `AcceptedPolicy`: nothing that failed a check here is ever
 * enforced. The checks stand in a fixed order and share one verification time:
 *
 *   document ─ signature ─ JSON ─ format ─ abilities ─ schema ─ name ─ minimum revision ─ issued ─ expiry ─▶ accepted
 *
 * Beside documents there is one more source: what managed configuration itself says for the time before any policy.
 */
import {
  KNOWN_ABILITIES,
  POLICY_FORMAT,
  publishedPolicySchema,
  type AcceptedPolicy,
  type PublishedPolicy,
} from '../policy/schema.js';
import { initialPolicy } from './initial-policy.js';
import type { ManagedConfiguration } from './managed-configuration.js';
import { openSignedDocument, readUnverified, type SignatureRefusal } from './signed-document.js';
import type { TrustedKey } from './trusted-key.js';

/** The longest document that a browser reads. */
export const MAX_DOCUMENT_BYTES = 1024 * 1024;

export type RefusalCode =
  | SignatureRefusal
  | 'not-json'
  | 'format-unknown'
  | 'capability-unknown'
  | 'schema-invalid'
  | 'name-mismatch'
  | 'rollback'
  | 'revision-reused'
  | 'fast-forward'
  | 'not-yet-valid'
  | 'expired';

/** Kept apart from the policy itself: what must never be undercut again, whoever serves the document. */
export interface MinimumRevision {
  readonly revision: number;
  /** SHA-256 of that revision's header and payload, hexadecimal: the same revision may not come with other bytes. */
  readonly digest: string;
  /** The highest time of issue ever accepted, in milliseconds since the epoch: it cannot be earlier than that now. */
  readonly signedAtMs: number;
}

/** Revisions count publications: a leap beyond this is a mistake, and would leave no way back. */
const MAX_REVISION_LEAP = 1_000_000;

export interface VerificationContext {
  /** Null: no key is pinned, and the document came over https. */
  readonly trustedKeys: readonly TrustedKey[] | null;
  /** The policy name that managed configuration expects; null accepts any. */
  readonly policyName: string | null;
  readonly minimumRevision: MinimumRevision | null;
  /** The one verification time, in milliseconds since the epoch. */
  readonly nowMs: number;
  /** `stored` documents were accepted before: they may have expired since, and stay active. */
  readonly origin: 'fetched' | 'stored';
}

export type Acceptance =
  | {
      readonly ok: true;
      readonly policy: AcceptedPolicy;
      readonly keyId: string | null;
      readonly minimumRevision: MinimumRevision;
    }
  | { readonly ok: false; readonly code: RefusalCode; readonly detail: string };

/** How far a browser's clock may run behind the publisher's before a new document counts as not yet valid. */
const CLOCK_TOLERANCE_MS = 24 * 3_600_000;

const refuse = (code: RefusalCode, detail: string): Acceptance => ({ ok: false, code, detail });

/** Never throws for a bad document: every refusal is a value with a code. */
export async function acceptPolicy(document: string, context: VerificationContext): Promise<Acceptance> {
  const { trustedKeys } = context;
  const opened = await (trustedKeys === null ? readUnverified(document) : openSignedDocument(document, trustedKeys));
  if (!opened.ok) return opened;
  const parsed = parsePayload(opened.payload);
  if (!parsed.ok) return parsed;
  const refusal = verify(parsed.policy, opened.digest, context);
  if (refusal !== null) return refusal;
  const signedAtMs = Math.max(Date.parse(parsed.policy.issuedAt), context.minimumRevision?.signedAtMs ?? 0);
  return {
    ok: true,
    // Every check has passed: here, and only here, a document becomes an accepted policy.
    policy: parsed.policy as AcceptedPolicy,
    keyId: trustedKeys === null ? null : opened.keyId,
    minimumRevision: { revision: parsed.policy.revision, digest: opened.digest, signedAtMs },
  };
}

type Parsed = { readonly ok: true; readonly policy: PublishedPolicy } | Extract<Acceptance, { ok: false }>;

function parsePayload(payload: string): Parsed {
  let content: unknown;
  try {
    content = Object(JSON.parse(payload));
  } catch {
    return { ok: false, code: 'not-json', detail: 'the payload is not JSON' };
  }
  const { format, requires } = content as { format?: unknown; requires?: unknown };
  if (format !== POLICY_FORMAT) {
    const detail = format === undefined ? 'no format' : `format ${shown(format)}`;
    return { ok: false, code: 'format-unknown', detail };
  }
  const unknown = (Array.isArray(requires) ? (requires as unknown[]) : []).find((capability) => !isKnown(capability));
  if (unknown !== undefined) {
    return { ok: false, code: 'capability-unknown', detail: `requires ${shown(unknown)}` };
  }
  const result = publishedPolicySchema.safeParse(content);
  if (result.success) return { ok: true, policy: result.data };
  const path = result.error.issues[0]?.path.map(String).join('.') ?? '';
  return { ok: false, code: 'schema-invalid', detail: `at ${path === '' ? 'the top' : path}` };
}

/** What a document holds, in a few letters: it may be of any size and depth. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  return typeof value === 'object' && value !== null ? '(a list or a map)' : String(value);
}

function isKnown(capability: unknown): boolean {
  return typeof capability === 'string' && KNOWN_ABILITIES.has(capability);
}

function verify(policy: PublishedPolicy, digest: string, context: VerificationContext): Acceptance | null {
  const { policyName, minimumRevision, nowMs, origin } = context;
  if (policyName !== null && policy.name !== policyName) {
    return refuse('name-mismatch', `the document is "${policy.name}", expected "${policyName}"`);
  }
  if (minimumRevision !== null && policy.revision < minimumRevision.revision) {
    return refuse('rollback', `revision ${policy.revision}, but ${minimumRevision.revision} was accepted before`);
  }
  if (minimumRevision?.revision === policy.revision && minimumRevision.digest !== digest) {
    return refuse('revision-reused', `revision ${policy.revision} was accepted before with other content`);
  }
  if (policy.revision > (minimumRevision?.revision ?? 0) + MAX_REVISION_LEAP) {
    return refuse('fast-forward', `revision ${policy.revision} after ${minimumRevision?.revision ?? 'none'}`);
  }
  if (origin === 'stored') return null;
  // A clock that stands behind what was signed and seen already is wrong.
  const verificationMs = Math.max(nowMs, minimumRevision?.signedAtMs ?? 0);
  if (Date.parse(policy.issuedAt) > verificationMs + CLOCK_TOLERANCE_MS) {
    return refuse('not-yet-valid', `issued ${policy.issuedAt}`);
  }
  if (Date.parse(policy.expiresAt) <= verificationMs) return refuse('expired', `expired ${policy.expiresAt}`);
  return null;
}

/** What managed configuration says for the time before any document; null when nothing is to be done then. */
export function acceptInitialPolicy(configuration: ManagedConfiguration): AcceptedPolicy | null {
  // Managed configuration is the company's own authenticated channel: there is no signature to check.
  return initialPolicy(configuration) as AcceptedPolicy | null;
}
