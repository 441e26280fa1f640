/**
 * The published policy: the resolved document that is signed and that every browser validates before enforcing it.
 * Keys that a later version may add are ignored; what a browser must understand to enforce it is listed in `requires`.
 */
import * as z from './shapes.js';
import { ACTION_NAMES, letsPeopleIn } from './actions.js';
import { audienceSchema } from './audience.js';
import { companyDataSchema, DATA_FILES, DATA_FINGERPRINTS, ruleDataSchema } from './data-policy.js';
import { identifier, LANGUAGE_TAG, localisedText, moment } from './fields.js';
import { JUSTIFICATIONS } from './justification.js';
import { MAX_HEADER } from './limits.js';
import { requestAnswerSchema } from './request-answers.js';
import { rolloutFields, ROLLOUTS } from './rollout.js';
import { rolloutMistakes } from './rollout-mistakes.js';
import { isSiteForm } from './site-form.js';
import { windowSchema } from './window.js';

export const POLICY_FORMAT = 1;

/** What this version can do beyond the format itself. A policy that requires anything else is refused. */
export const KNOWN_ABILITIES: ReadonlySet<string> = new Set<string>([ROLLOUTS, DATA_FILES, DATA_FINGERPRINTS]);

/** What a policy may ask for at most; the page takes 500 characters of any kind. */
export const MAX_JUSTIFICATION_LENGTH = 300;

/** Bytes of the picture itself. */
export const MAX_LOGO_BYTES = 32 * 1024;
/** Base64 takes four characters for three bytes; the rest is for what stands before it. */
const MAX_LOGO_CHARACTERS = Math.ceil(MAX_LOGO_BYTES / 3) * 4 + 40;
const LOGO = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** `#0a5` or `#00aa55`. */
export const COLOUR = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i;

const line = z.string().check(z.minLength(1), z.maxLength(300));

/**
 * A link that pages may show, by its form. Which hosts there are differs by browser (Firefox refuses `"` in one, older browsers a
 * letter of a newer Unicode): a link that cannot be read here is not shown, and never costs the document its acceptance.
 */
const link = z.string().check(z.maxLength(2000), z.regex(/^https?:\/\/[^\s/?#@\\]+(?:[/?#]|$)/i));

/** By its form, for the same reason: `parseSites` leaves out what cannot be read here, and `unread-sites.ts` names it. */
const site = z.string().check(z.refine(isSiteForm));

const tool = z.object({
  id: identifier,
  name: line,
  vendor: line,
  category: identifier,
  home: z.optional(link),
  about: z.optional(localisedText),
  /** The web application and what it loads. */
  sites: z.array(site),
  /** Programmatic access. */
  api: z.array(site),
  /** Places of this tool inside other products. */
  embedded: z.array(site),
});

/** A header that tells the vendor which accounts are the company's. Names and values of HTTP, without line breaks. */
const accountHeader = z.object({
  name: z.string().check(z.regex(/^[A-Za-z0-9-]+$/), z.maxLength(MAX_HEADER.name)),
  value: z.string().check(z.regex(/^[\x20-\x7e]+$/), z.maxLength(MAX_HEADER.value)),
});

const rule = z.object({
  id: identifier,
  action: z.enum(ACTION_NAMES),
  tools: z.array(identifier),
  /** Which sites of those tools are meant. */
  parts: z.array(z.enum(['sites', 'api', 'embedded'])),
  sites: z.array(site),
  /** Sites about which this rule says nothing, whatever it says about the rest. */
  except: z.array(site),
  reason: z.optional(localisedText),
  alternatives: z.array(identifier),
  since: moment,
  audience: z.optional(audienceSchema),
  window: z.optional(windowSchema),
  /** Where one may continue: for how long, and whether a reason has to be given for that. */
  warn: z.optional(
    z.object({
      minutes: z.int().check(z.gte(1), z.lte(1440)),
      justification: z.enum(JUSTIFICATIONS),
      /** Visible characters that a required justification has at least. */
      justificationLength: z.optional(z.int().check(z.gte(1), z.lte(MAX_JUSTIFICATION_LENGTH))),
    }),
  ),
  /** For `account`: what is sent where, and the anonymous ways in that are closed beside it. */
  account: z.optional(
    z.object({
      /** For each vendor: its own headers on its own hosts, and on no other. */
      controls: z.array(z.object({ headers: z.array(accountHeader), hosts: z.array(site) })),
      anonymous: z.array(site),
    }),
  ),
  /** What is done about texts that people hand over to these tools; without it nothing is looked at. */
  data: z.optional(ruleDataSchema),
  /** Who answers for the rule, and the day by which they review it; browsers have no use for them. */
  owner: z.optional(localisedText),
  reviewBy: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))),
});

const rollout = z.object({
  ...rolloutFields,
  /** What its rules said before, under the same ids: it applies to everybody who is not in yet. */
  replaces: z.array(rule),
});

const organisation = z.object({
  name: line,
  contact: z.optional(
    z.object({
      name: z.optional(line),
      /** The same by language; a browser that does not know this key shows `name`. */
      names: z.optional(localisedText),
      email: z.optional(z.string().check(z.regex(/^[^\s@<>"]+@[^\s@<>"]+$/), z.maxLength(254))),
      url: z.optional(link),
    }),
  ),
  /** A link or mail address for access requests, with `{tool}` and the like as placeholders. */
  request: z.optional(z.string().check(z.maxLength(2000))),
  /** A picture inside the document: pages fetch nothing. No SVG, which is a language of its own. */
  logo: z.optional(z.string().check(z.maxLength(MAX_LOGO_CHARACTERS), z.regex(LOGO))),
  colour: z.optional(z.string().check(z.regex(COLOUR))),
});

/** What a publication may newly restrict before it needs a second step. */
const safetyLimits = z.object({
  people: z.optional(z.number()),
  visits: z.optional(z.number()),
  /** Of the lines of the log; 5 in documents that do not say. */
  unread: z.optional(z.number()),
  approvedTools: z.boolean(),
  audience: z.boolean(),
  ring: z.boolean(),
});

export const publishedPolicySchema = z
  .object({
    format: z.literal(POLICY_FORMAT),
    requires: z.array(z.string().check(z.refine((capability) => KNOWN_ABILITIES.has(capability)))),
    name: identifier,
    revision: z.int().check(z.gte(1), z.lte(Number.MAX_SAFE_INTEGER)),
    issuedAt: moment,
    expiresAt: moment,
    organisation,
    language: z.string().check(z.regex(LANGUAGE_TAG)),
    notice: z.optional(localisedText),
    mode: z.enum(['enforce', 'observe']),
    /** When `observe` ends by itself. */
    observeUntil: z.optional(moment),
    /** Left by a pause for those who end it: the policy's own `observeUntil`, and why it was paused. */
    pause: z.optional(z.object({ observeUntil: z.optional(moment), reason: z.optional(line) })),
    /** What holds once `expiresAt` has passed: the same, only observing, or warnings turned into blocks. */
    onExpiry: z.enum(['keep', 'observe', 'strict']),
    /** The limits of `gatepost publish`; browsers have no use for them. */
    safety: z.optional(safetyLimits),
    /** Why a publication beyond those limits was made all the same. */
    acceptedImpact: z.optional(z.object({ reason: line, limits: z.array(line) })),
    pollSeconds: z.int().check(z.gte(30), z.lte(86_400)),
    tools: z.array(tool),
    rules: z.array(rule),
    rollouts: z.optional(z.array(rollout)),
    /** What pages say to those who asked for access. */
    answers: z.optional(z.array(requestAnswerSchema)),
    /** What the data guards of all rules share. */
    data: z.optional(companyDataSchema),
  })
  .check(
    z.refine((policy) => Date.parse(policy.issuedAt) < Date.parse(policy.expiresAt), {
      path: ['expiresAt'],
    }),
    z.check((context) => {
      const { tools, rules, rollouts = [] } = context.value;
      const paths = [
        ...ruleMistakes(rules, tools, ['rules']),
        ...rolloutMistakes(context.value),
        ...rollouts.flatMap(({ replaces }, index) => ruleMistakes(replaces, tools, ['rollouts', index, 'replaces'])),
      ];
      for (const path of paths) context.issues.push({ path });
    }),
  );

/** Where a rule names a tool that the policy does not have, or guards a page on which nobody is, since it is blocked. */
function ruleMistakes(
  rules: readonly z.infer<typeof rule>[],
  tools: readonly { readonly id: string }[],
  place: readonly (string | number)[],
): (string | number)[][] {
  const known = new Set(tools.map(({ id }) => id));
  return rules.flatMap((entry, index) => [
    ...(['tools', 'alternatives'] as const).flatMap((key) =>
      entry[key].flatMap((id, position) => (known.has(id) ? [] : [[...place, index, key, position]])),
    ),
    ...(entry.data !== undefined && !letsPeopleIn(entry.action) ? [[...place, index, 'data']] : []),
  ]);
}

/** The link where this browser can follow it, else null. */
export function readableLink(text: string | undefined): string | null {
  return text !== undefined && isLink(text, ['https:', 'http:']) ? text : null;
}

/** True for an absolute link with one of the schemes and without credentials. */
export function isLink(text: string, protocols: readonly string[]): boolean {
  try {
    const url = new URL(text);
    return protocols.includes(url.protocol) && url.username === '' && url.password === '';
  } catch {
    return false;
  }
}

export type Tool = z.infer<typeof tool>;
export type Rule = z.infer<typeof rule>;
export type Rollout = z.infer<typeof rollout>;
export type SafetyLimits = z.infer<typeof safetyLimits>;
export type PublishedPolicy = z.infer<typeof publishedPolicySchema>;

declare const accepted: unique symbol;

/** A published policy that passed every check of `accept-policy.ts`, its only maker. */
export type AcceptedPolicy = PublishedPolicy & { readonly [accepted]: true };
