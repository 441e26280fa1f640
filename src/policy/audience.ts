/**
 * Whom a rule applies to: groups, rings, single browsers and a percentage. Every condition given must hold; within one,
 * one entry is enough. An audience without conditions is everybody.
 */
import * as z from './shapes.js';
import { identifier } from './fields.js';
import { sha256 } from './sha256.js';

/** Buckets in all; a percentage has two decimals, so that one bucket is its smallest step. */
const BUCKETS = 10_000;
const BUCKETS_PER_PERCENT = BUCKETS / 100;

const names = z.array(z.string().check(z.minLength(1), z.maxLength(300))).check(z.minLength(1));

/** Whom a rule or a stage of a rollout may name. */
export const audienceFields = {
  groups: z.optional(names),
  rings: z.optional(names),
  percent: z.optional(
    z.number().check(
      z.gte(0),
      z.lte(100),
      z.refine((percent) => Number(percent.toFixed(2)) === percent),
    ),
  ),
};

export const audienceSchema = z
  .object({
    ...audienceFields,
    /** What is hashed with the install id: rules that share it reach the same browsers. */
    rollout: z.optional(identifier),
    /** Support ids. */
    browsers: z.optional(names),
  })
  .check(
    z.refine(({ percent, rollout }) => percent === undefined || rollout !== undefined, {
      path: ['rollout'],
    }),
  );

export type Audience = z.infer<typeof audienceSchema>;

/** What a policy may ask about the browser that it is for. */
export interface BrowserFacts {
  readonly groups: readonly string[];
  readonly ring: string | null;
  /** Random, kept secret and for good: decides the buckets. */
  readonly installId: string;
  /** The short id that a person can read out to their administrator. */
  readonly supportId: string;
  /** IANA name. */
  readonly timeZone: string;
}

export async function audienceIncludes(audience: Audience, facts: BrowserFacts): Promise<boolean> {
  return (
    namesOneOf(audience.groups, facts.groups) &&
    namesOneOf(audience.rings, facts.ring === null ? [] : [facts.ring]) &&
    namesOneOf(audience.browsers, [facts.supportId]) &&
    (await percentIncludes(audience, facts.installId))
  );
}

function namesOneOf(wanted: readonly string[] | undefined, own: readonly string[]): boolean {
  if (wanted === undefined) return true;
  const folded = new Set(own.map(fold));
  return wanted.some((name) => folded.has(fold(name)));
}

/** Case and the two spellings of an accented letter make no difference. */
const fold = (name: string): string => name.normalize('NFC').toLowerCase();

/** Raising the percentage only adds browsers, since a browser keeps its bucket. */
async function percentIncludes({ percent, rollout }: Audience, installId: string): Promise<boolean> {
  if (percent === undefined) return true;
  if (rollout === undefined) return false; // the schema has refused such a document already
  return (await bucketOf(rollout, installId)) < Math.round(percent * BUCKETS_PER_PERCENT);
}

/**
 * The browser's place in a rollout, 0 to 9999: the first 48 bits of the hash, which a number holds exactly. 2^48 is no
 * multiple of 10,000, so some buckets are likelier than others by one part in 28 thousand million: nothing.
 * The NUL between the ids keeps ("a", "bc") apart from ("ab", "c").
 */
export async function bucketOf(rolloutId: string, installId: string): Promise<number> {
  const hash = await sha256(`${rolloutId}\0${installId}`);
  return Number.parseInt(hash.slice(0, 12), 16) % BUCKETS;
}
