/** Limits that pages tell their readers and the worker enforces. In characters. */

export const MAX_JUSTIFICATION = 500;
export const MAX_QUERY = 200;
