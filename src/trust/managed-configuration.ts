/**
 * Managed configuration: what the company's enterprise policy hands this browser. The browser's own schema check drops
 * what it dislikes without a word, so everything is validated here again.
 */
import * as z from 'zod/mini';
import { isLink } from '../policy/schema.js';
import { trustedKeySchema, type TrustedKey } from './trusted-key.js';

export interface ManagedConfiguration {
  readonly policyUrl: string;
  /** Null when no key is pinned: then the policy must come over https, and every surface says "unsigned". */
  readonly trustedKeys: readonly TrustedKey[] | null;
  readonly policyName: string | null;
  readonly groups: readonly string[];
  readonly ring: string | null;
}

export type ManagedReading =
  | { readonly kind: 'unmanaged' }
  | { readonly kind: 'managed'; readonly configuration: ManagedConfiguration }
  | { readonly kind: 'invalid'; readonly field: string; readonly expected: string };

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;

const configurationSchema = z.object({
  policyUrl: z
    .string()
    .check(z.refine((url) => isLink(url, ['https:']) || (isLink(url, ['http:']) && LOOPBACK.test(url)))),
  trustedKeys: z.optional(z.array(trustedKeySchema).check(z.minLength(1))),
  policyName: z.optional(z.string()),
  groups: z.optional(z.array(z.string())),
  ring: z.optional(z.string()),
});

const EXPECTED: Readonly<Record<string, string>> = {
  policyUrl: 'an https address (http only on loopback)',
  trustedKeys: 'a list of public keys (JWK: Ed25519 or P-256, each with a kid)',
  policyName: 'a text',
  groups: 'a list of texts',
  ring: 'a text',
};

/** Reads what managed storage holds. An empty answer is `unmanaged`; whether to believe it yet is the caller's matter. */
export function parseManagedConfiguration(raw: unknown): ManagedReading {
  if (typeof raw !== 'object' || raw === null || Object.keys(raw).length === 0) return { kind: 'unmanaged' };
  const result = configurationSchema.safeParse(raw);
  if (!result.success) {
    const field = String(result.error.issues[0]?.path[0] ?? '');
    return { kind: 'invalid', field, expected: EXPECTED[field] ?? 'a managed configuration' };
  }
  const { policyUrl, trustedKeys, policyName, groups, ring } = result.data;
  if (trustedKeys === undefined && !isLink(policyUrl, ['https:'])) {
    return {
      kind: 'invalid',
      field: 'trustedKeys',
      expected: `${EXPECTED['trustedKeys']} when policyUrl is not https`,
    };
  }
  return {
    kind: 'managed',
    configuration: {
      policyUrl,
      trustedKeys: trustedKeys ?? null,
      policyName: policyName ?? null,
      groups: groups ?? [],
      ring: ring ?? null,
    },
  };
}
