/**
 * The messages between the extension's pages and the worker. The worker parses what it receives with these schemas; what
 * it answers to its own pages has their types, and tests hold it to them.
 */
import * as z from '../policy/shapes.js';
import { MAX_JUSTIFICATION, MAX_QUERY } from './limits.js';
import type { Overview, Search, SelfChecked } from './overview.js';
import { problemCodes } from './problem-codes.js';
import { permitView, policyView, toolView, verdicts } from './views.js';

const languages = z.array(z.string()).check(z.maxLength(20));

/** Made anew by each page that is opened: the id of the decision that it explains. */
const visit = z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{22,36}$/)));

export const requestSchema = z.discriminatedUnion('kind', [
  /** The explanation page asks what to say, by its own fragment. */
  z.object({ kind: z.literal('explain'), fragment: z.string(), languages, visit }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('look-again'), fragment: z.string(), languages, visit }),
  /** The reader of a warning wants to continue. */
  z.object({
    kind: z.literal('continue'),
    fragment: z.string(),
    languages,
    justification: z.string().check(z.maxLength(MAX_JUSTIFICATION)),
    visit,
  }),
  /** The reader is on the way to ask for access: the page says so from now on. */
  z.object({ kind: z.literal('note-request'), fragment: z.string(), languages, visit }),
  /** The reader goes to a tool that the page has named in the site's place. */
  z.object({
    kind: z.literal('note-alternative'),
    fragment: z.string(),
    languages,
    home: z.string().check(z.maxLength(2_000)),
    visit,
  }),
  /** The popup asks for the state of affairs and of the site in `url`. */
  z.object({ kind: z.literal('status'), url: z.nullable(z.string()), languages }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('check-now'), url: z.nullable(z.string()), languages }),
  /** The same, after this permit has been ended. */
  z.object({ kind: z.literal('end-permit'), permit: z.string(), url: z.nullable(z.string()), languages }),
  /** The status page asks for everything. */
  z.object({ kind: z.literal('overview'), languages }),
  /** The popup asks what this browser has found of itself. */
  z.object({ kind: z.literal('self-check') }),
  /** "May I use…?": a tool's name, its vendor, or an address. */
  z.object({ kind: z.literal('search'), query: z.string().check(z.maxLength(MAX_QUERY)), languages }),
]);

/** When it is open because it was granted to this browser: until when, in milliseconds since the epoch. */
const grantedUntilMs = z.nullable(z.number());

export const explanationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('restricted'),
    host: z.string(),
    url: z.string(),
    action: z.enum(['block', 'warn', 'account']),
    /** Null, all four, when the rule names a site that belongs to no tool of the policy. */
    toolName: z.nullable(z.string()),
    vendor: z.nullable(z.string()),
    category: z.nullable(z.string()),
    toolAbout: z.nullable(z.string()),
    ruleId: z.string(),
    reason: z.nullable(z.string()),
    notice: z.nullable(z.string()),
    since: z.string(),
    /** When the address opens by itself, in milliseconds since the epoch; null when there is no such moment. */
    untilMs: z.nullable(z.number()),
    /** Where one signs in with a company account; null where that does not help. */
    signIn: z.nullable(z.string()),
    /** The policy's own way to ask for access, filled in; null when it names none. */
    request: z.nullable(z.string()),
    /** When the reader last went that way, in milliseconds since the epoch. */
    requestedAtMs: z.nullable(z.number()),
    supportId: z.string(),
    alternatives: z.array(toolView),
    /** Null: there is no continuing. */
    warning: z.nullable(z.object({ minutes: z.int(), justification: z.enum(['none', 'optional', 'required']) })),
    /** True when a page that was in use was replaced: what had been typed there may be lost. */
    interrupted: z.boolean(),
    policy: policyView,
  }),
  /** The address is open again, and the page goes on to it. */
  z.object({ kind: z.literal('lifted'), host: z.string(), url: z.string(), grantedUntilMs }),
  /** The address is open again, but this page will not be the one that opens it. */
  z.object({ kind: z.literal('lifted-stay'), host: z.string(), grantedUntilMs }),
  /** Restricted, but the policy that says why cannot be read at the moment. */
  z.object({ kind: z.literal('unexplained'), host: z.string() }),
  /** No rule of ours opened this page. */
  z.object({ kind: z.literal('not-ours') }),
]);

const siteStatus = z.object({
  kind: z.enum(['no-site', ...verdicts]),
  host: z.nullable(z.string()),
  toolName: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** When a restricted site opens by itself, in milliseconds since the epoch; null when there is no such moment. */
  untilMs: z.nullable(z.number()),
  /** Until when a permit opens a warned site, in milliseconds since the epoch; null without one. */
  permitUntilMs: z.nullable(z.number()),
  grantedUntilMs,
  alternatives: z.array(toolView),
});

export const statusSchema = z.object({
  /** `waiting`: the browser may not have delivered its configuration yet. `demonstration`: built in, not managed. */
  managed: z.enum(['managed', 'unmanaged', 'waiting', 'demonstration']),
  /** What the reader can tell their administrator, to be named in a policy. */
  supportId: z.string(),
  site: siteStatus,
  policy: z.nullable(policyView),
  notice: z.nullable(z.string()),
  approved: z.array(toolView),
  /** The tools that are not simply open, in the policy's order. */
  restricted: z.array(z.object({ name: z.string(), category: z.string(), verdict: z.enum(verdicts) })),
  permits: z.array(permitView),
  problems: z.array(z.object({ code: z.enum(problemCodes), detail: z.string() })),
  lastCheckAtMs: z.nullable(z.number()),
  lastGoodCheckAtMs: z.nullable(z.number()),
});

export type Request = z.infer<typeof requestSchema>;
export type Explanation = z.infer<typeof explanationSchema>;
export type Status = z.infer<typeof statusSchema>;
/** What the worker answers; which it is follows from the request's kind. */
export type Answer = Explanation | Status | Overview | Search | SelfChecked;
