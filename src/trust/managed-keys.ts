/**
 * The managed configuration, key by key: what each value has to be. Titles, flags and documentation of the same keys stand in
 * `managed-words.ts`, which is in no bundle of the extension.
 */
import * as z from '../policy/shapes.js';
import { MAX_MANAGED_NAME } from '../policy/limits.js';
import { isLink } from '../policy/schema.js';
import { trustedKeySchema } from './trusted-key.js';

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;

const hostUrl = z
  .string()
  .check(z.refine((url) => isLink(url, ['https:']) || (isLink(url, ['http:']) && LOOPBACK.test(url))));

const header = z.object({
  name: z.string().check(z.regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/)),
  value: z.string().check(z.regex(/^[\x20-\x7e]{0,4000}$/)),
});

const name = z.string().check(z.minLength(1), z.maxLength(MAX_MANAGED_NAME));

/** What a browser without any policy does with `initialSites`. */
export const INITIAL_MODES = ['open', 'observe', 'closed'] as const;
export const PRIVATE_WINDOWS = ['on', 'off'] as const;

export const configurationSchema = z.object({
  policyUrl: hostUrl,
  trustedKeys: z.optional(z.array(trustedKeySchema).check(z.minLength(1))),
  policyName: z.optional(z.string()),
  groups: z.optional(z.array(z.string())),
  ring: z.optional(z.string()),
  bootstrapPolicy: z.optional(z.string().check(z.minLength(1))),
  initialMode: z.optional(z.enum(INITIAL_MODES)),
  initialSites: z.optional(z.array(z.string())),
  organisation: z.optional(name),
  eventsEndpoint: z.optional(hostUrl),
  eventsHeaders: z.optional(z.array(header).check(z.maxLength(20))),
  identity: z.optional(name),
  privateWindows: z.optional(z.enum(PRIVATE_WINDOWS)),
});

export type Configured = z.infer<typeof configurationSchema>;
export type ManagedKey = keyof Configured;

/** What a value has to be, as `managed-invalid` and the command name it. */
export const EXPECTED: Readonly<Record<ManagedKey, string>> = {
  policyUrl: 'an https address (http only on loopback)',
  trustedKeys: 'a list of public keys (JWK: Ed25519 or P-256, each with a kid)',
  policyName: 'a text',
  groups: 'a list of texts',
  ring: 'a text',
  bootstrapPolicy: 'a signed policy, as `gatepost publish` writes it',
  initialMode: '"open", "observe" or "closed"',
  initialSites: 'a list of sites such as chatgpt.com',
  organisation: 'a text of 1 to 300 characters',
  eventsEndpoint: 'an https address (http only on loopback), such as https://collector.example/v1/logs',
  eventsHeaders: 'a list of at most 20 objects with name and value, as HTTP headers allow them',
  identity: 'a text of 1 to 300 characters',
  privateWindows: '"on" or "off"',
};

/** All keys that a configuration may have. */
export const MANAGED_KEYS = Object.keys(EXPECTED) as readonly string[] as readonly ManagedKey[];

export function isManagedKey(key: string): key is ManagedKey {
  return Object.hasOwn(EXPECTED, key);
}
