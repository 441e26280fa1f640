/** Fields that several parts of a published policy have. */
import { MAX_IDENTIFIER } from './limits.js';
import * as z from './shapes.js';

/** Of an id of a tool, a rule, a detector and the like. */
export const IDENTIFIER = /^[a-z0-9][a-z0-9._-]*$/;

export const identifier = z.string().check(z.regex(IDENTIFIER), z.maxLength(MAX_IDENTIFIER));

/** A moment in UTC such as `2026-11-23T09:00:00Z`; a day or an hour that does not exist is refused. */
export const moment = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/),
  z.refine((text) => {
    const ms = Date.parse(text);
    return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text.slice(0, 19));
  }),
);

export const LANGUAGE_TAG = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$/;

/** Texts by language tag (`en`, `fr`, `pt-BR`); at least one. */
export const localisedText = z
  .record(z.string().check(z.regex(LANGUAGE_TAG)), z.string().check(z.maxLength(4000)))
  .check(z.refine((texts) => Object.keys(texts).length > 0));

export type LocalisedText = z.infer<typeof localisedText>;
