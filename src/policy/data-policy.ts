/** What a published policy says about what people hand over to tools: company-wide, and rule by rule, everything resolved. */
import { identifier, localisedText } from './fields.js';
import { MAX_FILTER_BYTES, MAX_FILTERS } from './limits.js';
import * as z from './shapes.js';

/** The names that the data guard itself has for these (`src/data`), which a policy imports nothing of. */
export const DATA_KINDS = ['secret', 'personal', 'code', 'log', 'marking', 'words', 'own'] as const;
export const DATA_ACTIONS = ['off', 'count', 'warn', 'redact', 'block'] as const;
export const DATA_FALLBACKS = ['allow', 'warn', 'block'] as const;
/** What is found of a file beside its text: a sensitivity label, and its kind or that it is a folder. */
export const FILE_KINDS = ['label', 'file'] as const;
/** What a rule's `actions` call a refused kind of file and a folder; no detector may have these ids. */
export const FILE_DETECTORS = ['file-type', 'folder'] as const;
/** Why a file was not read. */
export const UNREAD_REASONS = [
  'encrypted',
  'damaged',
  'too-large',
  'too-deep',
  'picture',
  'unknown-kind',
  'too-slow',
] as const;

/** A document that needs it says so: an older extension would let a labelled file through. */
export const DATA_FILES = 'data-files';
/** The same for the company's own code. */
export const DATA_FINGERPRINTS = 'data-fingerprints';
/** What fingerprints are taken of: code, the words of documents. */
export const FINGERPRINT_KINDS = ['code', 'text', 'both'] as const;

const line = z.string().check(z.minLength(1), z.maxLength(300));
const action = z.enum(DATA_ACTIONS);
const fallback = z.enum(DATA_FALLBACKS);
const least = z.int().check(z.gte(0), z.lte(1_000_000));

/** More would make every page of a governed tool slow to start. */
export const MAX_DATA_ENTRIES = 20_000;
/** In lower case. */
export const GUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
export const MAX_LABELS = 200;
/** `docx`: what stands behind the last point of a file's name, in lower case. */
export const FILE_TYPE = /^[a-z\d][a-z\d_+-]{0,19}$/;
export const MAX_FILE_TYPES = 200;
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

/** Microsoft's by its GUID, another program's by a property of the file; the action is the rule's, by its id. */
const dataLabel = z.object({
  id: identifier,
  label: z.optional(localisedText),
  guid: z.optional(z.string().check(z.regex(GUID))),
  /** Of the company that made the label; without it any company's. */
  tenant: z.optional(z.string().check(z.regex(GUID))),
  property: z.optional(line),
  value: z.optional(line),
});

/** 16 bytes in hexadecimal digits. */
export const FINGERPRINT_KEY = /^[0-9a-f]{32}$/;

/** A filter of fingerprints of the company's own code and documents: a file that browsers fetch from beside the policy. */
const fingerprintFilter = z.object({
  id: identifier,
  label: z.optional(localisedText),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** In bytes. */
  size: z.int().check(z.gte(1), z.lte(MAX_FILTER_BYTES)),
  key: z.string().check(z.regex(FINGERPRINT_KEY)),
  kind: z.enum(FINGERPRINT_KINDS),
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
    label: z.optional(localisedText),
    file: z.optional(localisedText),
    own: z.optional(localisedText),
  }),
  labels: z.optional(z.array(dataLabel).check(z.maxLength(MAX_LABELS))),
  fingerprints: z.optional(z.array(fingerprintFilter).check(z.maxLength(MAX_FILTERS))),
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
    /** Missing where the policy has no filter of fingerprints. */
    own: z.optional(action),
  }),
  /** By id of a detector or a filter of fingerprints, stronger than its kind's. */
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
  /** For files, stronger than `onUnreadable`. */
  unreadable: z.optional(z.record(z.enum(UNREAD_REASONS), fallback)),
  /** Kinds of files that `file-type` of `actions` is about. */
  fileTypes: z.optional(z.array(z.string().check(z.regex(FILE_TYPE))).check(z.maxLength(MAX_FILE_TYPES))),
});

/** Where a filter lies, from the policy's own folder: under its digest, so that it never changes. */
export const filterPathOf = (sha256: string): string => `fingerprints/${sha256}.fp`;

export type CompanyData = z.infer<typeof companyDataSchema>;
export type RuleData = z.infer<typeof ruleDataSchema>;
export type FingerprintFilter = z.infer<typeof fingerprintFilter>;
export type DataKind = (typeof DATA_KINDS)[number];
/** What an event can be about. */
export const EVENT_DATA_KINDS = [...DATA_KINDS, ...FILE_KINDS] as const;
export type EventDataKind = (typeof EVENT_DATA_KINDS)[number];
export type UnreadReason = (typeof UNREAD_REASONS)[number];

/** Of what the company has named, and of what is found of a file beside its text; undefined for other ids, as of shipped detectors. */
export function companyKindOf(
  detector: string,
  data: Pick<CompanyData, 'detectors' | 'fingerprints' | 'labels'> | undefined,
): EventDataKind | undefined {
  const isNamed = ({ id }: { readonly id: string }): boolean => id === detector;
  const own = data?.detectors.find(isNamed);
  if (own !== undefined) return own.kind;
  if (data?.fingerprints?.some(isNamed) === true) return 'own';
  if ((FILE_DETECTORS as readonly string[]).includes(detector)) return 'file';
  return data?.labels?.some(isNamed) === true ? 'label' : undefined;
}
