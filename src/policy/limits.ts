/**
 * Limits that more than one part keeps: what browsers write, pages tell their readers, and the receiver takes. In characters
 * unless a name says otherwise.
 */

/** Of an id of a tool, a rule and the like in a published policy. */
export const MAX_IDENTIFIER = 64;
/** Of what the block page takes as a justification. */
export const MAX_JUSTIFICATION = 500;
/** Of a header that tells a vendor which accounts are the company's. */
export const MAX_HEADER = { name: 100, value: 4_000 } as const;
/** Of what the search on the status page takes. */
export const MAX_QUERY = 200;
/** Of names in the managed configuration, such as the identity in events. */
export const MAX_MANAGED_NAME = 300;
/** Of a host name, as name systems have it (RFC 1035, section 2.3.4). */
export const MAX_HOST = 253;
/** Of the detail of an event; the rest is cut off. */
export const MAX_DETAIL = 300;
/** Of other texts of events. */
export const MAX_EVENT_TEXT = 600;
/** Decisions that one counted event names; the count goes on beyond. */
export const MAX_DECISIONS = 60;
/** Bytes of one filter of fingerprints: about four million lines of code. */
export const MAX_FILTER_BYTES = 16 * 1024 * 1024;
/** Filters of fingerprints in one policy: a browser holds all of them in memory while texts are checked. */
export const MAX_FILTERS = 8;
/** More than a browser counts, and few enough that sums of them stay exact. */
export const MAX_COUNT = 1_000_000_000;
