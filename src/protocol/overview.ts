/** What the status page asks for: everything that this browser knows about itself, and what the policy says of a tool. */
import * as z from '../policy/shapes.js';
import { ACTION_NAMES, DECISIONS } from '../policy/actions.js';
import { eventSchema } from '../events/event.js';
import { toolDecision } from './views.js';

const ruleView = z.object({
  id: z.string(),
  action: z.enum(ACTION_NAMES),
  /** Names of tools, then sites as patterns. */
  about: z.array(z.string()),
  /** Sites and tools beyond those listed. */
  more: z.int(),
  reason: z.nullable(z.string()),
  alternatives: z.array(z.string()),
  /** Milliseconds since the epoch; null when it has none. */
  fromMs: z.nullable(z.number()),
  untilMs: z.nullable(z.number()),
});

/** Managed configuration without anything that is secret, or might be. */
const managedView = z.object({
  /** Without credentials, query and fragment. */
  policyUrl: z.string(),
  policyName: z.nullable(z.string()),
  groups: z.array(z.string()),
  ring: z.nullable(z.string()),
  organisation: z.nullable(z.string()),
  hasBootstrap: z.boolean(),
  initialMode: z.string(),
  initialSites: z.array(z.string()),
  /** Null: no key is pinned. */
  keys: z.nullable(z.array(z.object({ kid: z.string(), algorithm: z.string() }))),
});

/** One thing that this browser has looked at in itself; the code names it, the detail says more where it is not well. */
const selfCheck = z.object({ code: z.string(), ok: z.boolean(), detail: z.string() });

export const overviewSchema = z.object({
  rules: z.array(ruleView),
  coming: z.array(ruleView),
  /** Rules that are for other people, or whose time is over. */
  elsewhere: z.int(),
  managed: z.nullable(managedView),
  selfCheck: z.array(selfCheck),
  /** Everything recorded, oldest first. */
  events: z.array(
    z.object({
      ...eventSchema.fields,
      /** `kept`: it stays in this browser, since there was no collector for it or the collector would not have it. */
      deliveryStatus: z.enum(['kept', 'waiting', 'sent']),
      sentAtMs: z.nullable(z.number()),
      /** Origin of the collector. */
      sentTo: z.nullable(z.string()),
    }),
  ),
  /** Origin of the collector that events are sent to; null: they stay in this browser. */
  eventsTo: z.nullable(z.string()),
  /** Who events say that the user is; null as a rule. */
  identity: z.nullable(z.string()),
  nextCheckAtMs: z.nullable(z.number()),
});

export const searchSchema = z.object({
  /** Best first. */
  tools: z.array(toolDecision),
  /** What holds for the address that was asked about; null when it was none. */
  address: z.nullable(
    z.object({
      host: z.string(),
      decision: z.enum(DECISIONS),
      toolName: z.nullable(z.string()),
      reason: z.nullable(z.string()),
      alternatives: z.array(z.string()),
    }),
  ),
});

export type Overview = z.infer<typeof overviewSchema>;
export type RuleView = z.infer<typeof ruleView>;
export type Search = z.infer<typeof searchSchema>;
export type SelfCheck = z.infer<typeof selfCheck>;
export type SelfChecked = Pick<Overview, 'selfCheck'>;
