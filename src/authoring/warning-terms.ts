/** The terms of a warning, as an administrator writes them: for how long one may continue, and what has to be said for it. */
import * as z from 'zod';
import { isRequired, JUSTIFICATIONS } from '../policy/justification.js';
import { MAX_JUSTIFICATION_LENGTH } from '../policy/schema.js';

export const warningTerms = z
  .strictObject({
    minutes: z.int().min(1).max(1440).default(60),
    justification: z.enum(JUSTIFICATIONS).default('none'),
    /** Visible characters: spaces and invisible letters do not count. */
    justificationLength: z.int().min(1).max(MAX_JUSTIFICATION_LENGTH).optional(),
  })
  .refine(({ justification, justificationLength }) => justificationLength === undefined || isRequired(justification), {
    path: ['justificationLength'],
    error: 'expected "justification: required" or "local" beside it: only what is required can be too short',
  });
