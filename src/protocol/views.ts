/** Parts that several answers of the worker have: what pages show of tools, bypasses, the policy and its organisation. */
import { DECISIONS } from '../policy/actions.js';
import * as z from '../policy/shapes.js';

export const toolView = z.object({
  name: z.string(),
  about: z.nullable(z.string()),
  /** Null when the policy gives the tool no home page. */
  home: z.nullable(z.string()),
  /** Whether it is open to the company's accounts only. */
  withAccount: z.boolean(),
});

/** A tool, and what the policy says here and now about using it. */
export const toolDecision = z.object({
  name: z.string(),
  vendor: z.string(),
  category: z.string(),
  about: z.nullable(z.string()),
  home: z.nullable(z.string()),
  decision: z.enum(DECISIONS),
  /** Null where no rule is about it. */
  ruleId: z.nullable(z.string()),
  reason: z.nullable(z.string()),
  /** Until when the rule applies, in milliseconds since the epoch; null when there is no end in sight. */
  untilMs: z.nullable(z.number()),
  /** Names of the approved tools that the rule names in its place. */
  alternatives: z.array(z.string()),
});

export const bypassView = z.object({
  /** Names this bypass when it is to end. */
  key: z.string(),
  /** The tool, or the site where there is none. */
  name: z.string(),
  grantedAtMs: z.number(),
  untilMs: z.number(),
});

const contact = z.object({
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  url: z.nullable(z.string()),
});

const brand = {
  /** Null while the managed configuration does not name it and no policy has arrived. */
  organisation: z.nullable(z.string()),
  /** A `data:` address of a raster picture. */
  logo: z.nullable(z.string()),
  /** `#rgb` or `#rrggbb`, as the policy has it: pages see to its contrast. */
  colour: z.nullable(z.string()),
};

/** Whose page it is, in every state of it. */
export const brandView = z.object(brand);

export const policyView = z.object({
  /** `bootstrap` and `initial` came with the managed configuration: no published policy has arrived yet. */
  source: z.enum(['published', 'bootstrap', 'initial']),
  name: z.string(),
  revision: z.int(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  expired: z.boolean(),
  mode: z.enum(['enforcing', 'observing']),
  /** When it begins to enforce by itself, in milliseconds since the epoch; null when it enforces, or says no end. */
  observeUntilMs: z.nullable(z.number()),
  /** That it observes is a pause of a policy that enforces otherwise; null when it is none. */
  pause: z.nullable(z.object({ reason: z.nullable(z.string()) })),
  /** Null: unsigned, accepted over https only. */
  keyId: z.nullable(z.string()),
  contact,
  ...brand,
});

/** New rules that reach browsers in stages. */
export const rolloutView = z.object({
  id: z.string(),
  isIn: z.boolean(),
  /** When they apply here, in milliseconds since the epoch; null when they do, or when nobody has said. */
  joinsAtMs: z.nullable(z.number()),
});

export type ToolView = z.infer<typeof toolView>;
export type ToolDecision = z.infer<typeof toolDecision>;
export type BypassView = z.infer<typeof bypassView>;
export type PolicyView = z.infer<typeof policyView>;
export type RolloutView = z.infer<typeof rolloutView>;
export type BrandView = z.infer<typeof brandView>;
