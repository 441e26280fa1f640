/** What the block page asks of whoever continues after a warning, and where the answer goes. */
export const JUSTIFICATIONS = ['none', 'optional', 'required', 'local'] as const;
export type Justification = (typeof JUSTIFICATIONS)[number];

/** Whether nobody continues without an answer. */
export const isRequired = (justification: Justification): boolean =>
  justification === 'required' || justification === 'local';

/** Whether the answer stays in the browser, in no event. */
export const isLocal = (justification: Justification): boolean => justification === 'local';
