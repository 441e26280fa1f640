/**
 * The messages between the extension's pages and the worker. Both sides parse what they receive with these schemas.
 */
import * as z from 'zod/mini';

/** Characters. */
export const MAX_JUSTIFICATION = 500;

const languages = z.array(z.string()).check(z.maxLength(20));

export const requestSchema = z.discriminatedUnion('kind', [
  /** The explanation page asks what to say, by its own fragment. */
  z.object({ kind: z.literal('explain'), fragment: z.string(), languages }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('look-again'), fragment: z.string(), languages }),
  /** The reader of a warning wants to continue. */
  z.object({
    kind: z.literal('continue'),
    fragment: z.string(),
    languages,
    justification: z.string().check(z.maxLength(MAX_JUSTIFICATION)),
  }),
  /** The popup asks for the state of affairs and of the site in `url`. */
  z.object({ kind: z.literal('status'), url: z.nullable(z.string()), languages }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('check-now'), url: z.nullable(z.string()), languages }),
]);

const toolView = z.object({
  name: z.string(),
  about: z.nullable(z.string()),
  /** Null when the policy gives the tool no home page. */
  home: z.nullable(z.string()),
});

const contact = z.object({
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  url: z.nullable(z.string()),
});

const policyView = z.object({
  /** `bootstrap` and `initial` came with the managed configuration: no published policy has arrived yet. */
  source: z.enum(['published', 'bootstrap', 'initial']),
  name: z.string(),
  revision: z.int(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  stale: z.boolean(),
  mode: z.enum(['enforcing', 'observing']),
  /** Null: unsigned, accepted over https only. */
  keyId: z.nullable(z.string()),
  /** Null while the managed configuration does not name it and no policy has arrived. */
  organisation: z.nullable(z.string()),
  contact,
});

export const explanationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('restricted'),
    host: z.string(),
    url: z.string(),
    /** Null when the rule names a site that belongs to no tool of the policy. */
    toolName: z.nullable(z.string()),
    vendor: z.nullable(z.string()),
    ruleId: z.string(),
    reason: z.nullable(z.string()),
    notice: z.nullable(z.string()),
    since: z.string(),
    alternatives: z.array(toolView),
    /** Null: there is no continuing. */
    warning: z.nullable(z.object({ minutes: z.int(), justification: z.enum(['none', 'optional', 'required']) })),
    policy: policyView,
  }),
  /** The address is open again, and the page goes on to it. */
  z.object({ kind: z.literal('lifted'), host: z.string(), url: z.string() }),
  /** The address is open again, but this page will not be the one that opens it. */
  z.object({ kind: z.literal('lifted-stay'), host: z.string() }),
  /** Restricted, but the policy that says why cannot be read at the moment. */
  z.object({ kind: z.literal('unexplained'), host: z.string() }),
  /** No rule of ours opened this page. */
  z.object({ kind: z.literal('not-ours') }),
]);

const siteStatus = z.object({
  kind: z.enum(['no-site', 'ungoverned', 'restricted', 'warned', 'account', 'approved', 'observed']),
  host: z.nullable(z.string()),
  toolName: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** Until when a permit opens a warned site, in milliseconds since the epoch; null without one. */
  permitUntilMs: z.nullable(z.number()),
});

/** What an employee or an administrator should know is wrong; each has its words in `_locales`. */
export const problemCodes = [
  'managed-invalid',
  'no-policy',
  'initial-closed',
  'initial-observed',
  'policy-lost',
  'policy-distrusted',
  'policy-stale',
  'rules-refused',
  'rules-left-out',
  'bootstrap-refused',
  'clock-behind',
  'clock-ahead',
  'offline',
  'host-unreachable',
  'host-timeout',
  'http-status',
  'redirect-refused',
  'not-a-policy',
  'wrong-media-type',
  'empty-answer',
  'too-large',
  'not-signed',
  'wrong-type',
  'key-unknown',
  'wrong-algorithm',
  'signature-invalid',
  'not-json',
  'format-unknown',
  'ability-unknown',
  'schema-invalid',
  'name-differs',
  'revision-older',
  'revision-reused',
  'revision-absurd',
  'not-yet-valid',
  'expired',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

export const statusSchema = z.object({
  /** `waiting`: the browser may not have delivered its configuration yet. `demonstration`: built in, not managed. */
  managed: z.enum(['managed', 'unmanaged', 'waiting', 'demonstration']),
  /** What the reader can tell their administrator, to be named in a policy. */
  supportId: z.string(),
  site: siteStatus,
  policy: z.nullable(policyView),
  notice: z.nullable(z.string()),
  approved: z.array(toolView),
  problems: z.array(z.object({ code: z.enum(problemCodes), detail: z.string() })),
  lastCheckAtMs: z.nullable(z.number()),
  lastGoodCheckAtMs: z.nullable(z.number()),
});

export type Request = z.infer<typeof requestSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type Status = z.infer<typeof statusSchema>;
export type ToolView = z.infer<typeof toolView>;
export type PolicyView = z.infer<typeof policyView>;
