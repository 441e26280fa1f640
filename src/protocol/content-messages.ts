/**
 * What the guards and the observer in web pages say to the worker, which reads every message by this schema. A page's script may
 * have taken its process over: which page it is, the browser says, never the message.
 */
import * as z from '../policy/shapes.js';

/** Made anew by each page that is opened: the id of one visit. */
export const visitId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22,36}$/));

export const contentMessageSchema = z.discriminatedUnion('kind', [
  /** A guard ends its page: a hint, and what the tab shows is asked of the browser. */
  z.object({ kind: z.literal('ending'), address: z.string() }),
  /** A page of an observed site has opened. */
  z.object({ kind: z.literal('observed'), visit: visitId }),
  /** A guard asks for its host's list, which no registration spells. */
  z.object({ kind: z.literal('guard-list') }),
]);

export type ContentMessage = z.infer<typeof contentMessageSchema>;
