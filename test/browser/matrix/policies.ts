/** The policies of the matrix: nothing restricted, and then whole hosts, paths and a query. */
import { samplePolicy } from '../harness/sample-policy.js';

const company = { ...samplePolicy, tools: samplePolicy.tools.filter(({ id }) => id === 'assistant') };
const [approved] = samplePolicy.rules;
const restricted = {
  id: 'restricted',
  action: 'block',
  sites: ['closed.example', 'mixed.example/chat', 'büro.example', '198.51.100.7', '[2001:db8::7]'],
};
const account = {
  id: 'company-claude',
  tools: ['claude'],
  action: 'account',
  account: { 'organization-ids': ['77777777-8888-9999-0000-111111111111'] },
};

export const POLICIES = {
  open: { ...company, rules: [approved] },
  restricting: { ...company, rules: [approved, restricted] },
  /** The same, and a vendor for company accounts only. */
  accounts: { ...company, rules: [approved, restricted, account] },
  /** Restricts one path more. */
  stricter: {
    ...company,
    rules: [approved, { ...restricted, sites: [...restricted.sites, 'mixed.example/draw'] }],
  },
} as const;

export type PolicyName = keyof typeof POLICIES;
