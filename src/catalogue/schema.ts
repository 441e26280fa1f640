/**
 * What an entry of the catalogue holds. Unknown keys are errors, and a site must be spelled the way the matcher reads
 * it, so that an entry can be compared and searched as text.
 */
import * as z from 'zod';
import { isLink } from '../policy/schema.js';
import { formatSite, parseSite } from '../policy/site.js';
import { siteMistake } from '../policy/site-mistake.js';
import { CATEGORIES } from './categories.js';
import { sitesOf } from './places.js';

/**
 * What a vendor's header carries. All but `restrict-msa` stand for identifiers that the administrator names;
 * `restrict-msa` is itself the value.
 */
const HEADER_VALUES = [
  'workspace-ids',
  'organization-ids',
  'enterprise-ids',
  'team-ids',
  'workspace-domains',
  'permitted-tenants',
  'directory-id',
  'restrict-msa',
] as const;

const identifier = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected lower-case letters, digits and "-"');

const line = z
  .string()
  .min(1, 'expected some text')
  .max(200, 'expected 200 characters at most')
  .refine((text) => text === text.trim(), 'expected no space at either end');

const link = z
  .string()
  .max(2000, 'expected 2,000 characters at most')
  .refine((text) => isLink(text, ['https:']), 'expected a web address such as https://example.com/');

const site = z.string().superRefine((pattern, context) => {
  const parsed = parseSite(pattern);
  const expected = siteMistake(pattern) ?? (parsed.ok ? formatSite(parsed.site) : pattern);
  if (expected !== pattern) context.addIssue({ code: 'custom', message: `expected ${expected}` });
});

const unique = (texts: readonly string[]): boolean => new Set(texts).size === texts.length;

const sites = z.array(site).refine(unique, 'expected each site once').default([]);

const header = z.strictObject({
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'expected the name of an HTTP header'),
  value: z.enum(HEADER_VALUES),
  /** Stands between several identifiers; without it there can be one only. */
  separator: z.literal(',', 'expected ",", the only separator there is').optional(),
});

/** The vendor's documented way to let a company's own accounts in and keep private ones out. */
const account = z.strictObject({
  headers: z.array(header).min(1, 'expected at least one header'),
  /** Where the vendor reads the headers; often a sign-in host or a whole product, not the tool's own sites. */
  hosts: z.array(site).min(1, 'expected at least one host').refine(unique, 'expected each host once'),
  idFormat: line,
  /** Places for use without an account that the headers do not reach: to be blocked beside them. */
  anonymous: sites,
  notCovered: line.optional(),
  source: link,
});

/** A value that a browser's policy takes. */
const policyValue: z.ZodType<PolicyValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.array(policyValue), z.record(z.string(), policyValue)]),
);

type PolicyValue = string | number | boolean | readonly PolicyValue[] | { readonly [key: string]: PolicyValue };

const policies = z.record(
  z.string().regex(/^[A-Z][A-Za-z0-9]+$/, 'expected the name of a browser policy'),
  policyValue,
);

/** For AI that is part of a browser: the policies of each browser that switch it off. */
const builtIn = z
  .strictObject({
    chrome: policies.optional(),
    edge: policies.optional(),
    brave: policies.optional(),
    chromium: policies.optional(),
    firefox: policies.optional(),
  })
  .refine((browsers) => Object.keys(browsers).length > 0, 'expected at least one browser');

const sentence = line
  .max(120, 'expected 120 characters at most')
  .endsWith('.', 'expected a sentence that ends with a full stop');

/** By language. An entry may hold its English sentence alone, as text. */
const about = z.preprocess(
  (given) => (typeof given === 'string' ? { en: given } : given),
  z
    .record(z.string(), sentence)
    .refine(
      (texts) => ['en', 'de,en,es,fr'].includes(Object.keys(texts).sort().join()),
      'expected one sentence in English, or one each under en, fr, de and es',
    )
    .refine(({ en = '' }) => en.length <= 90, { path: ['en'], error: 'expected 90 characters at most' }),
);

const day = z.iso.date('expected a day such as 2026-11-30');

/** The vendor ended it, and its hosts are still known: other products or other people may answer there. */
const closed = z.strictObject({
  /** From which nothing of it can be used. */
  day,
  source: link,
});

export const catalogueToolSchema = z
  .strictObject({
    id: identifier,
    name: line,
    vendor: line,
    category: z.enum(CATEGORIES, `expected one of ${CATEGORIES.join(', ')}`),
    home: link,
    about,
    aliases: z
      .array(line.refine((text) => text === text.toLowerCase(), 'expected lower case'))
      .refine(unique, 'expected each alias once')
      .default([]),
    /** `app`: what people open; `api`: programming interfaces; `content`: the vendor's hosts that only this tool uses. */
    sites: z.strictObject({ app: sites, api: sites, content: sites }).prefault({}),
    /** Parts of another product, by path. */
    embedded: z.array(z.strictObject({ site, within: line })).default([]),
    account: account.optional(),
    builtIn: builtIn.optional(),
    /** Tools whose sites take in sites of this one, on purpose. */
    overlaps: z.array(identifier).default([]),
    closed: closed.optional(),
    source: link,
    /** The day of the source's version that was read. */
    asOf: day.optional(),
  })
  .refine(
    (tool) => sitesOf(tool).length > 0 || tool.builtIn !== undefined,
    'expected at least one of sites, embedded and builtIn',
  )
  .refine((tool) => unique(sitesOf(tool)), 'expected each site once in a tool');

export type CatalogueTool = z.infer<typeof catalogueToolSchema>;
export type AccountControl = NonNullable<CatalogueTool['account']>;

export const sharedHostsSchema = z.array(site).refine(unique, 'expected each host once');
