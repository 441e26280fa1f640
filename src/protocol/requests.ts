/** What the extension's pages ask the worker, which reads every message by this schema. `answers.ts` is what it answers. */
import * as z from '../policy/shapes.js';
import { visitId } from './content-messages.js';
import { MAX_JUSTIFICATION, MAX_QUERY } from '../policy/limits.js';

const languages = z.array(z.string()).check(z.maxLength(20));

/** Made anew by each page that is opened: the id of the decision that it explains. */
const visit = z.optional(visitId);

export const requestSchema = z.discriminatedUnion('kind', [
  /** The block page asks what to say, by its own fragment. */
  z.object({ kind: z.literal('explain'), fragment: z.string(), languages, visit }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('check-again'), fragment: z.string(), languages, visit }),
  /** The reader of a warning wants to continue. */
  z.object({
    kind: z.literal('continue'),
    fragment: z.string(),
    languages,
    justification: z.string().check(z.maxLength(MAX_JUSTIFICATION)),
    visit,
  }),
  /** The reader is on the way to ask for access: the page says so from now on. */
  z.object({ kind: z.literal('note-request'), fragment: z.string(), languages, visit }),
  /** The reader goes to a tool that the page has named in the site's place. */
  z.object({
    kind: z.literal('note-alternative'),
    fragment: z.string(),
    languages,
    home: z.string().check(z.maxLength(2_000)),
    visit,
  }),
  /** The popup asks for the state of affairs and of the site in `url`. */
  z.object({ kind: z.literal('status'), url: z.nullable(z.string()), languages }),
  /** The same, after a fresh look at the policy's host. */
  z.object({ kind: z.literal('check-now'), url: z.nullable(z.string()), languages }),
  /** The same, after this bypass has been ended. */
  z.object({ kind: z.literal('end-bypass'), bypass: z.string(), url: z.nullable(z.string()), languages }),
  /** The status page asks for everything. */
  z.object({ kind: z.literal('overview'), languages }),
  /** The popup asks what this browser has found of itself. */
  z.object({ kind: z.literal('self-check') }),
  /** "May I use…?": a tool's name, its vendor, its category, or an address. */
  z.object({
    kind: z.literal('search'),
    query: z.string().check(z.maxLength(MAX_QUERY)),
    /** Those that the query means in the reader's language, which the page knows. */
    categories: z.optional(z.array(z.string()).check(z.maxLength(40))),
    languages,
  }),
]);

export type Request = z.infer<typeof requestSchema>;
