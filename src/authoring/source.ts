/**
 * The policy source: what an administrator writes in policy.yaml. Unknown keys are errors, so that a typing mistake
 * never means "no restriction". What the names in it refer to is checked by `resolve-source.ts`.
 */
import * as z from 'zod';
import { ACTION_NAMES } from '../policy/actions.js';
import { isRequestTemplate, PLACEHOLDERS } from '../policy/request-link.js';
import { COLOUR } from '../policy/schema.js';
import { siteMistake } from '../policy/site-mistake.js';
import { answer } from './answer-source.js';
import { companyData, DATA_RESULTS, ruleData } from './data-source.js';
import {
  accountIds,
  contact,
  duration,
  headerName,
  IDENTIFIER,
  identifier,
  languageTag,
  line,
  lineByLanguage,
  link,
  moment,
  text,
} from './source-fields.js';
import { isIanaTimeZone } from './time-zone.js';
import { warningTerms } from './warning-terms.js';

const site = z.string().superRefine((pattern, context) => {
  const mistake = siteMistake(pattern);
  if (mistake !== null) context.addIssue({ code: 'custom', message: `expected ${mistake}` });
});

const toolSites = z.union([
  z.array(site),
  z.strictObject({
    app: z.array(site).default([]),
    api: z.array(site).default([]),
    content: z.array(site).default([]),
  }),
]);

/** As in the catalogue: the vendor's documented header, and where it goes. */
const account = z.strictObject({
  headers: z
    .array(
      z.strictObject({
        name: headerName,
        /** What rules supply under this name, such as workspace-ids. */
        value: identifier,
        separator: z.literal(',', 'expected ",", the only separator there is').optional(),
      }),
    )
    .min(1),
  hosts: z.array(site).min(1),
  idFormat: line.optional(),
  anonymous: z.array(site).default([]),
  notCovered: line.optional(),
  source: link.optional(),
});

/** A tool of the policy's own, or a correction of one in the catalogue: what is given here counts. */
const tool = z.strictObject({
  id: identifier,
  name: line.optional(),
  vendor: line.optional(),
  category: identifier.optional(),
  home: link.optional(),
  about: text.optional(),
  sites: toolSites.optional(),
  embedded: z.array(z.strictObject({ site, within: line })).optional(),
  account: account.optional(),
  aliases: z.array(line).optional(),
  source: link.optional(),
});

const selection = {
  tools: z.array(identifier).default([]),
  categories: z.array(identifier).default([]),
  sites: z.array(site).default([]),
};

const audience = z.strictObject({
  groups: z.array(line).min(1).optional(),
  rings: z.array(line).min(1).optional(),
  percent: z
    .number()
    .min(0)
    .max(100)
    .refine((percent) => Number(percent.toFixed(2)) === percent, 'expected two decimals at most')
    .optional(),
  /** Rules with the same rollout reach the same browsers; the rule's id when missing. */
  rollout: identifier.optional(),
  browsers: z.array(line).min(1).optional(),
});

const clockTime = (pattern: RegExp) => z.string().regex(pattern, 'expected a time of day such as "08:30"');

const ruleWindow = z.strictObject({
  from: moment.optional(),
  until: moment.optional(),
  weekly: z
    .array(
      z.strictObject({
        days: z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).min(1),
        from: clockTime(/^([01]\d|2[0-3]):[0-5]\d$/),
        to: clockTime(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
      }),
    )
    .min(1)
    .optional(),
  timeZone: z.string().refine(isIanaTimeZone, 'expected a time zone such as Europe/Paris').optional(),
});

const rule = z.strictObject({
  id: identifier,
  ...selection,
  /** Places of tools inside other products: of the tools selected, or of every tool when nothing else is selected. */
  embedded: z.boolean().optional(),
  /** Hosts for programmatic access. */
  api: z.boolean().default(true),
  except: z.strictObject(selection).prefault({}),
  action: z.enum(ACTION_NAMES),
  /** The name of one of the policy's reasons. A sentence in its place is the commonest first mistake. */
  reason: z
    .string('expected the name of an entry of "reasons", which holds the text')
    .regex(IDENTIFIER, 'expected the name of an entry of "reasons", which holds the text')
    .optional(),
  /** Tools to use instead. */
  alternatives: z.array(identifier).default([]),
  audience: audience.optional(),
  window: ruleWindow.optional(),
  warn: warningTerms.optional(),
  account: accountIds.optional(),
  /** What is done about texts that people hand over to these tools. */
  data: ruleData.optional(),
  /** The person or team that answers for the rule. */
  owner: lineByLanguage.optional(),
  /** The day by which somebody reviews it; the rule does not end then. */
  reviewBy: z.iso.date('expected a day such as 2027-01-31').optional(),
});

/** What the administrator expects of the policy, for `gatepost test`. */
const expectation = z
  .strictObject({
    name: line.optional(),
    url: z.url({ protocol: /^(https?|wss?)$/, error: 'expected an address such as https://chat.example.com/' }),
    /** The browser that is asked about, and when; one that no audience names, now, when missing. */
    context: z
      .strictObject({
        groups: z.array(line).default([]),
        ring: line.optional(),
        browser: line.optional(),
        at: moment.optional(),
        timeZone: z.string().refine(isIanaTimeZone, 'expected a time zone such as Europe/Paris').optional(),
      })
      .prefault({}),
    decision: z.enum(['open', ...ACTION_NAMES]).optional(),
    /** The rule that has to decide; any when missing. */
    byRule: identifier.optional(),
    /** A text that is handed over there, and what the data guard has to do about it. */
    text: z.string().min(1).max(100_000, 'expected 100,000 characters at most').optional(),
    data: z.enum(DATA_RESULTS).optional(),
    /** Detectors that have to find something in the text; others may as well. */
    finds: z.array(identifier).optional(),
  })
  .refine(({ decision, data }) => decision !== undefined || data !== undefined, {
    path: ['decision'],
    error: 'expected the decision for the address, or text and data, what the data guard does about a text',
  })
  .refine(({ text: given, data }) => (given === undefined) === (data === undefined), {
    path: ['text'],
    error: 'expected text and data beside each other: what is handed over, and what the data guard does about it',
  });

const share = z.number().min(0, 'expected a percentage').max(100, 'expected a percentage');

/** What a publication may newly restrict before it needs a second step; `check-impact.ts` checks it. */
const safety = z.strictObject({
  people: share.optional(),
  visits: share.optional(),
  unread: share.optional(),
  approvedTools: z.boolean().default(true),
  audience: z.boolean().default(false),
  ring: z.boolean().default(false),
});

const organisation = z.strictObject({
  name: line,
  contact: contact.optional(),
  request: z
    .string()
    .max(2000, 'expected 2,000 characters at most')
    .refine(
      isRequestTemplate,
      `expected a mail address, or an https: or mailto: address with no placeholders but ${PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`,
    )
    .optional(),
  /** A picture file beside the policy, which becomes part of the published document. */
  logo: line.optional(),
  colour: z.string().regex(COLOUR, 'expected a colour such as "#0a5" or "#00aa55", in quotes').optional(),
});

export const policySourceSchema = z.strictObject({
  format: z.literal(1, 'expected 1, the only format there is'),
  name: identifier,
  organisation,
  /** The language of texts that are given once. */
  language: languageTag.default('en'),
  /** Languages in which every text is expected. */
  languages: z.array(languageTag).default([]),
  notice: text.optional(),
  reasons: z.record(identifier, text).default({}),
  mode: z.enum(['enforce', 'observe']).default('enforce'),
  observeUntil: moment.optional(),
  /** How long the published policy is good for, in seconds once read; `expiresAt` says it as a moment instead. */
  lifetime: duration.optional(),
  expiresAt: moment.optional(),
  onExpiry: z.enum(['keep', 'observe', 'strict']).default('keep'),
  /** How often browsers check for updates, in seconds once read. */
  pollInterval: duration
    .refine((seconds) => seconds >= 30 && seconds <= 86_400, 'expected between 30s and 1d')
    .default(900),
  safety: safety.prefault({}),
  tools: z.array(tool).default([]),
  rules: z.array(rule),
  /** The data guard's defaults for all rules that have `data`, and the company's own detectors. */
  data: companyData.prefault({}),
  /** Answers to requests for access, a sentence for one browser each. */
  answers: z.array(answer).default([]),
  tests: z.array(expectation).default([]),
});

export type PolicySource = z.infer<typeof policySourceSchema>;
export type SourceRule = PolicySource['rules'][number];
export type SourceTest = PolicySource['tests'][number];
export type SourceAnswer = PolicySource['answers'][number];
export type SourceSafety = PolicySource['safety'];
export type SourceTool = PolicySource['tools'][number];
