/** The policies of the matrix: nothing restricted, and then whole hosts, paths and a query. */
import { samplePolicy } from '../harness/sample-policy.js';

const company = { ...samplePolicy, tools: samplePolicy.tools.filter(({ id }) => id === 'assistant') };
const [approved] = samplePolicy.rules;
const restricted = { id: 'restricted', action: 'block', sites: ['closed.example', 'mixed.example/chat'] };

export const POLICIES = {
  open: { ...company, rules: [approved] },
  restricting: { ...company, rules: [approved, restricted] },
  /** Restricts one path more. */
  stricter: {
    ...company,
    rules: [approved, { ...restricted, sites: [...restricted.sites, 'mixed.example/draw'] }],
  },
} as const;

export type PolicyName = keyof typeof POLICIES;
