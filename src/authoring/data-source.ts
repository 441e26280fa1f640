/** The data guard's part of a policy source: what to find, and what to do about it. `resolve-data.ts` checks the names. */
import * as z from 'zod';
import {
  DATA_ACTIONS,
  DATA_FALLBACKS,
  FILE_TYPE,
  FINGERPRINT_KEY,
  GUID,
  MAX_DATA_ENTRIES,
  MAX_FILE_TYPES,
  UNREAD_REASONS,
} from '../policy/data-policy.js';
import { MAX_FILTERS } from '../policy/limits.js';
import { identifier, line, text } from './source-fields.js';

const action = z.enum(DATA_ACTIONS);
const fallback = z.enum(DATA_FALLBACKS);
const least = z.int().min(1).max(1_000_000);

/** What a placeholder cannot stand for: code, logs, and a marking, which speaks of the whole text. */
const unredactedAction = action.refine(
  (given) => given !== 'redact',
  'expected off, count, warn or block: no placeholder can stand for this',
);

/** The action alone, or with thresholds: from how much on it counts. */
const kinds = {
  secret: action.optional(),
  personal: z
    .union([
      action,
      z.strictObject({
        action,
        /** Distinct e-mail addresses. */
        addresses: least.optional(),
        /** Distinct phone numbers. */
        phones: least.optional(),
        /** Numbers of one kind: cards, IBANs, numbers of persons. */
        identifiers: least.optional(),
      }),
    ])
    .optional(),
  code: z
    .union([
      unredactedAction,
      z.strictObject({ action: unredactedAction, lines: least.optional(), characters: least.optional() }),
    ])
    .optional(),
  log: z.union([unredactedAction, z.strictObject({ action: unredactedAction, lines: least.optional() })]).optional(),
  marking: unredactedAction.optional(),
  words: action.optional(),
  /** The company's own code and documents, by the fingerprints of the head of the policy. */
  own: unredactedAction.optional(),
};

/** By why it was not read; `otherwise` is for texts, and for every reason that is not named. */
const unreadable = z.union([
  fallback,
  z.strictObject({
    otherwise: fallback.optional(),
    ...(Object.fromEntries(UNREAD_REASONS.map((reason) => [reason, fallback.optional()])) as Record<
      (typeof UNREAD_REASONS)[number],
      z.ZodOptional<typeof fallback>
    >),
  }),
]);

const fileType = z
  .string()
  .transform((type) => type.replace(/^\./, '').toLowerCase())
  .refine((type) => FILE_TYPE.test(type), 'expected what stands behind the point of a file name, such as docx');

/** What is decided of a file without a look into it. */
const files = z.strictObject({
  types: z.array(fileType).max(MAX_FILE_TYPES, `expected ${MAX_FILE_TYPES} types at most`).optional(),
  /** On those types. */
  action: unredactedAction.optional(),
  folders: unredactedAction.optional(),
});

const settings = {
  ...kinds,
  /** By id of a detector or of a filter of fingerprints; stronger than its kind's. */
  actions: z.record(identifier, action).default({}),
  onError: fallback.optional(),
  onUnreadable: unreadable.optional(),
  files: files.optional(),
};

export const ruleData = z.strictObject(settings);

const entries = z.array(line).max(MAX_DATA_ENTRIES, `expected ${MAX_DATA_ENTRIES} entries at most`).default([]);

const companyDetector = z.strictObject({
  id: identifier,
  /** Whose action, text and placeholder it has. */
  kind: z.enum(['secret', 'personal', 'marking', 'words']).default('words'),
  /** What people call it. */
  label: text.optional(),
  action: action.optional(),
  words: entries,
  patterns: entries,
  regex: z.array(line).max(50, 'expected 50 entries at most').default([]),
});

const guid = z
  .string()
  .transform((given) => given.replace(/[{}]/g, '').toLowerCase())
  .refine(
    (given) => GUID.test(given),
    'expected an id such as 9ac4a2c1-5f3e-4f0c-8b2a-3d1e5a7c9b10: gatepost labels <file> prints those of a file',
  );

/** Microsoft's label by its id, or a property that another classification program writes. */
const label = z
  .strictObject({
    /** What people call it. */
    name: text.optional(),
    action: unredactedAction.optional(),
    id: guid.optional(),
    tenant: guid.optional(),
    property: line.optional(),
    value: line.optional(),
  })
  .refine(
    ({ id, property, value, tenant }) =>
      id === undefined
        ? property !== undefined && value !== undefined && tenant === undefined
        : property === undefined && value === undefined,
    'expected id, with tenant where only your own company counts; or property and value',
  );

/** What `gatepost fingerprint` made of the company's own code and documents. */
const fingerprintFilter = z.strictObject({
  /** Beside the policy source, from its folder. */
  file: line,
  key: z
    .string('expected 32 hexadecimal digits, in quotes: the key that the file was made with')
    .regex(FINGERPRINT_KEY, 'expected 32 hexadecimal digits in small letters: the key that the file was made with'),
  /** What people call it. */
  label: text.optional(),
  action: unredactedAction.optional(),
});

export const companyData = z.strictObject({
  ...settings,
  detectors: z.array(companyDetector).max(200, 'expected 200 detectors at most').default([]),
  labels: z.record(identifier, label).default({}),
  /** What people choose from before they insert a text all the same, by a name for each. */
  reasons: z.record(identifier, text).default({}),
  /** Why the company minds. */
  texts: z
    .strictObject({
      secret: text.optional(),
      personal: text.optional(),
      code: text.optional(),
      log: text.optional(),
      marking: text.optional(),
      words: text.optional(),
      own: text.optional(),
      label: text.optional(),
      file: text.optional(),
    })
    .default({}),
  fingerprints: z
    .record(identifier, fingerprintFilter)
    .refine((all) => Object.keys(all).length <= MAX_FILTERS, `expected ${MAX_FILTERS} filters at most`)
    .default({}),
});

/** What a test expects of a text that is handed over. */
export const DATA_RESULTS = ['nothing', 'count', 'warn', 'redact', 'block'] as const;

export type SourceRuleData = z.infer<typeof ruleData>;
export type SourceCompanyData = z.infer<typeof companyData>;
export type SourceDetector = SourceCompanyData['detectors'][number];
