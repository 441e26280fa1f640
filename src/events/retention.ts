/** How many events a browser stores, and for how long: what the event log keeps to, and what the documentation says. */

/** A segment is written anew for every event in it: small, or each event would cost much. */
export const SEGMENT_EVENTS = 32;

/** Segments kept: with 16 KiB each, half of what browsers grant an extension. */
export const MAX_SEGMENTS = 300;

/** Of what has been sent, or is not to be sent, this many segments stay for the reader. */
export const SHOWN_SEGMENTS = 15;

/** What has been sent is kept for this many days at most, but for the segment in use. */
export const SHOWN_DAYS = 30;
