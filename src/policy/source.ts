/**
 * The policy source: what an administrator writes in policy.yaml. Unknown keys are errors, so that a typing mistake
 * never means "no restriction".
 */
import { z } from 'zod';
import { isLink, LANGUAGE_TAG } from './schema.js';
import { parseSite } from './site.js';

/** Expectations in words: the command prints them beside what it found. */
const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/, 'expected lower-case letters, digits, ".", "_" and "-", 64 at most');

const line = z.string().min(1, 'expected some text').max(300, 'expected 300 characters at most');

const link = z
  .string()
  .max(2000, 'expected 2,000 characters at most')
  .refine((text) => isLink(text, ['https:', 'http:']), 'expected a web address such as https://example.com/');

const languageTag = z.string().regex(LANGUAGE_TAG, 'expected a language tag such as en or pt-BR');

/** One text, or a text for each language. */
const text = z.union([
  z.string().min(1).max(4000),
  z
    .record(languageTag, z.string().min(1).max(4000))
    .refine((texts) => Object.keys(texts).length > 0, 'expected a text for at least one language'),
]);

const site = z.string().superRefine((pattern, context) => {
  const parsed = parseSite(pattern);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: `expected ${parsed.expected}` });
});

const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}(s|m|h|d)$/, 'expected a number and a unit (s, m, h, d), such as 30d or 15m')
  .transform(secondsOf);

const moment = z
  .union(
    [z.iso.datetime({ offset: true }), z.iso.date()],
    'expected a moment such as 2027-01-31 or 2027-01-31T18:00:00Z',
  )
  .transform((written) => new Date(written).toISOString());

const tool = z.strictObject({
  id: identifier,
  name: line,
  vendor: line,
  category: identifier,
  home: link.optional(),
  about: text.optional(),
  sites: z.array(site).min(1, 'expected at least one site'),
});

const rule = z
  .strictObject({
    id: identifier,
    tools: z.array(identifier).default([]),
    sites: z.array(site).default([]),
    action: z.enum(['allow', 'observe', 'block']),
    /** The name of one of the policy's reasons. */
    reason: identifier.optional(),
    /** Tools to use instead. */
    instead: z.array(identifier).default([]),
  })
  .refine(({ tools, sites }) => tools.length + sites.length > 0, 'expected at least one of tools and sites');

const contact = z.strictObject({
  name: line.optional(),
  email: z.email('expected an e-mail address').max(254).optional(),
  url: link.optional(),
});

export const policySourceSchema = z
  .strictObject({
    format: z.literal(1, 'expected 1, the only format there is'),
    name: identifier,
    organisation: z.strictObject({ name: line, contact: contact.optional() }),
    language: languageTag.default('en'),
    notice: text.optional(),
    reasons: z.record(identifier, text).default({}),
    mode: z.enum(['enforce', 'observe']).default('enforce'),
    /** How long the published policy is good for, in seconds once read; `expiresAt` says it as a moment instead. */
    lifetime: duration.optional(),
    expiresAt: moment.optional(),
    /** How often browsers ask for news, in seconds once read. */
    poll: duration.refine((seconds) => seconds >= 30 && seconds <= 86_400, 'expected between 30s and 1d').default(900),
    tools: z.array(tool).default([]),
    rules: z.array(rule),
  })
  .superRefine((policy, context) => {
    for (const { path, message, found } of [...repetitions(policy), ...brokenReferences(policy)]) {
      context.addIssue({ code: 'custom', path, message, input: found });
    }
    if (policy.lifetime !== undefined && policy.expiresAt !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['expiresAt'],
        input: policy.expiresAt,
        message: 'expected either lifetime or expiresAt, not both',
      });
    }
  });

export type PolicySource = z.infer<typeof policySourceSchema>;
export type SourceText = z.infer<typeof text>;

interface Finding {
  readonly path: (string | number)[];
  readonly found: unknown;
  readonly message: string;
}

function secondsOf(written: string): number {
  const seconds: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
  return Number.parseInt(written, 10) * (seconds[written.slice(-1)] ?? Number.NaN);
}

function repetitions(policy: { tools: { id: string }[]; rules: { id: string }[] }): Finding[] {
  return (['tools', 'rules'] as const).flatMap((list) => {
    const seen = new Set<string>();
    return policy[list].flatMap(({ id }, index) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: [list, index, 'id'], found: id, message: 'expected an id that no entry before this one has' }];
    });
  });
}

function brokenReferences(policy: {
  tools: { id: string }[];
  reasons: Record<string, unknown>;
  rules: { tools: string[]; instead: string[]; reason?: string | undefined }[];
}): Finding[] {
  const tools = policy.tools.map(({ id }) => id);
  const reasons = Object.keys(policy.reasons);
  return policy.rules.flatMap((entry, index) => [
    ...(['tools', 'instead'] as const).flatMap((key) =>
      entry[key].flatMap((id, position) => unknown(['rules', index, key, position], id, tools, 'tool')),
    ),
    ...(entry.reason === undefined ? [] : unknown(['rules', index, 'reason'], entry.reason, reasons, 'reason')),
  ]);
}

function unknown(path: (string | number)[], id: string, known: readonly string[], kind: string): Finding[] {
  if (known.includes(id)) return [];
  const list = known.length === 0 ? `, but this policy has no ${kind}s` : `: ${known.join(', ')}`;
  return [{ path, found: id, message: `expected the id of a ${kind} of this policy${list}` }];
}
