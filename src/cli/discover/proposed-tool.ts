/** What the administrator is handed about a name that looks like an AI tool: an entry for the policy, and a form for the catalogue. Pure. */
import { CATEGORIES } from '../../catalogue/categories.js';
import { freeId, yamlOf } from '../lib/policy-text.js';
import type { Candidate } from './candidates.js';

export interface ProposedTool {
  readonly id: string;
  /** Lines of YAML for `tools:` of a policy; what only a person can know says so. */
  readonly entry: readonly string[];
  /** Lines of text. No figure of the company is in them. */
  readonly form: readonly string[];
}

const CONFIRM = '# confirm';

/** @param ids of tools that are there */
export function proposedTool({ domain, usage, features }: Candidate, ids: readonly string[]): ProposedTool {
  const [label = domain] = domain.split('.');
  const id = freeId(ids, label);
  const name = label.charAt(0).toUpperCase() + label.slice(1);
  const hosts = [...usage.hosts.keys()].sort();
  const entry = [
    `- id: ${yamlOf(id)}`,
    `  name: ${yamlOf(name)} ${CONFIRM}`,
    `  vendor: ${yamlOf(domain)} ${CONFIRM}`,
    `  category: assistant ${CONFIRM}: ${CATEGORIES.join(', ')}`,
    `  sites: [${yamlOf(domain, true)}]`,
  ];
  const form = [
    `Proposal for the catalogue: ${domain}`,
    '',
    `id: ${id}`,
    'name: (as the vendor writes it)',
    'vendor:',
    `category: (one of ${CATEGORIES.join(', ')})`,
    `home: https://${domain}/`,
    'about: (one sentence in English, 90 characters at most)',
    `sites: ${domain} (hosts that were seen: ${hosts.slice(0, 20).join(', ')})`,
    'source: (a page of the vendor that names the product)',
    '',
    `Why it looks like an AI tool: ${features.map(({ kind, found }) => `${kind} ${found}`).join('; ') || 'nothing was found'}`,
  ];
  return { id, entry, form };
}
