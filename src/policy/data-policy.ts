/** What a published policy says about what people hand over to tools: company-wide, and rule by rule, everything resolved. */
import { identifier, localisedText } from './fields.js';
import * as z from './shapes.js';

/** The names that the data guard itself has for these (`src/data`), which a policy imports nothing of. */
export const DATA_KINDS = ['secret', 'personal', 'code', 'log', 'marking', 'words'] as const;
export const DATA_ACTIONS = ['off', 'count', 'warn', 'redact', 'block'] as const;
export const DATA_FALLBACKS = ['allow', 'warn', 'block'] as const;

const line = z.string().check(z.minLength(1), z.maxLength(300));
const action = z.enum(DATA_ACTIONS);
const fallback = z.enum(DATA_FALLBACKS);
const least = z.int().check(z.gte(0), z.lte(1_000_000));

/** More would make every page of a governed tool slow to start. */
export const MAX_DATA_ENTRIES = 20_000;
const entries = z.array(line).check(z.maxLength(MAX_DATA_ENTRIES));

/** A detector of the company's own. */
const companyDetector = z.object({
  id: identifier,
  kind: z.enum(DATA_KINDS),
  label: z.optional(localisedText),
  grade: z.enum(['warn', 'block']),
  /** Words and phrases, found whole, whatever their case and accents. */
  words: entries,
  /** In the pattern language of docs/reference/policy.md. */
  patterns: entries,
  /** Regular expressions (flags `iu`) that were proven safe when the policy was published. */
  regex: entries,
});

/** For the whole company: what the guards of all rules share. */
export const companyDataSchema = z.object({
  detectors: z.array(companyDetector).check(z.maxLength(200)),
  /** What people may choose from before they insert a text all the same. */
  reasons: z.array(z.object({ id: identifier, text: localisedText })).check(z.maxLength(20)),
  /** Why the company minds, by kind. */
  texts: z.object({
    secret: z.optional(localisedText),
    personal: z.optional(localisedText),
    code: z.optional(localisedText),
    log: z.optional(localisedText),
    marking: z.optional(localisedText),
    words: z.optional(localisedText),
  }),
});

/** For the tools of one rule. */
export const ruleDataSchema = z.object({
  kinds: z.object({
    secret: action,
    personal: action,
    code: action,
    log: action,
    marking: action,
    words: action,
  }),
  /** By detector id, stronger than its kind's. */
  actions: z.record(identifier, action),
  thresholds: z.object({
    codeLines: least,
    codeCharacters: least,
    logLines: least,
    emails: least,
    phones: least,
    identifiers: least,
  }),
  onError: fallback,
  onUnreadable: fallback,
});

export type CompanyData = z.infer<typeof companyDataSchema>;
export type RuleData = z.infer<typeof ruleDataSchema>;
export type DataKind = (typeof DATA_KINDS)[number];
