/** The categories of the catalogue, in the order in which it lists them. */

/** Where people would look for a tool; each has one data file. */
export const CATEGORIES = [
  'assistant',
  'search',
  'image',
  'video',
  'audio',
  'code',
  'writing',
  'meetings',
  'agents',
  'translation',
  'research',
  'data',
  'model-hosting',
  'companion',
  'browser',
] as const;

export type Category = (typeof CATEGORIES)[number];
