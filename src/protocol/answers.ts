/**
 * What the worker answers to the extension's own pages. Nobody parses it but tests, which hold the worker to it: worker and
 * pages take the types alone. So the schemas are in a file of their own, which gets into no bundle.
 */
import * as z from '../policy/shapes.js';
import { ACTION_NAMES, DECISIONS } from '../policy/actions.js';
import { ANSWER_READERS } from './answer-readers.js';
import type { Overview, Search, SelfChecked } from './overview.js';
import { problemCodes } from './problem-codes.js';
import { brandView, bypassView, policyView, rolloutView, toolView } from './views.js';

/** When it is open because it was granted to this browser: until when, in milliseconds since the epoch. */
const grantedUntilMs = z.nullable(z.number());

/** What the administrator says about it; left out where nothing was said. */
const grantReason = z.optional(z.string());

/** Where nothing is restricted either: left out where nobody has said whose browser it is. */
const brand = z.optional(brandView);

export const explanationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('restricted'),
    host: z.string(),
    url: z.string(),
    action: z.enum(ACTION_NAMES),
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
    /** What the administrator has answered, and until when (milliseconds since the epoch); left out where the request is open. */
    refusal: z.optional(z.object({ reason: z.string(), untilMs: z.number() })),
    supportId: z.string(),
    alternatives: z.array(toolView),
    /** Null: there is no continuing. */
    warning: z.nullable(
      z.object({
        minutes: z.int(),
        justification: z.enum(['none', 'optional', 'required']),
        /** Visible characters at least, where it is required. */
        justificationLength: z.optional(z.int()),
        /** Who can read what is answered. */
        readers: z.enum(ANSWER_READERS),
      }),
    ),
    /** True when a page that was in use was replaced: what had been typed there may be lost. */
    interrupted: z.boolean(),
    policy: policyView,
  }),
  /** The address is open again, and the page goes on to it. */
  z.object({ kind: z.literal('lifted'), host: z.string(), url: z.string(), grantedUntilMs, grantReason, brand }),
  /** The address is open again, and the page does not go on by itself; where it has no address, its reader enters it. */
  z.object({
    kind: z.literal('lifted-stay'),
    ...{ host: z.string(), url: z.nullable(z.string()), grantedUntilMs, grantReason, brand },
  }),
  /** Restricted, but the policy that says why cannot be read at the moment. */
  z.object({ kind: z.literal('unexplained'), host: z.string(), brand }),
  /** No rule of ours opened this page. */
  z.object({ kind: z.literal('not-ours'), brand }),
]);

const siteStatus = z.object({
  kind: z.enum(['no-site', ...DECISIONS]),
  host: z.nullable(z.string()),
  toolName: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** When a restricted site opens by itself, in milliseconds since the epoch; null when there is no such moment. */
  untilMs: z.nullable(z.number()),
  /** Until when a bypass opens a warned site, in milliseconds since the epoch; null without one. */
  bypassUntilMs: z.nullable(z.number()),
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
  rollouts: z.array(rolloutView),
  notice: z.nullable(z.string()),
  approved: z.array(toolView),
  /** The tools that are not simply open, in the policy's order. */
  restricted: z.array(z.object({ name: z.string(), category: z.string(), decision: z.enum(DECISIONS) })),
  bypasses: z.array(bypassView),
  problems: z.array(z.object({ code: z.enum(problemCodes), detail: z.string() })),
  lastCheckAtMs: z.nullable(z.number()),
  lastGoodCheckAtMs: z.nullable(z.number()),
});

export type Explanation = z.infer<typeof explanationSchema>;
export type Status = z.infer<typeof statusSchema>;
/** Which it is follows from the request's kind. */
export type Answer = Explanation | Status | Overview | Search | SelfChecked;
