/** What two policies are compared on: each site of each tool they list, and each site that their rules name. Pure. */
import { versionsIn } from '../policy/rollout.js';
import type { AcceptedPolicy, Tool } from '../policy/schema.js';
import { formatSite, parseSite } from '../policy/site.js';

export interface Subject {
  /** Null when rules name the site themselves. */
  readonly tool: { readonly id: string; readonly name: string } | null;
  readonly site: string;
  /** An address that the site governs. */
  readonly url: string;
}

export function subjectsOf(policies: readonly AcceptedPolicy[]): Subject[] {
  const subjects = new Map<string, Subject>();
  // The later policy's name of a tool counts.
  const tools = new Map<string, Tool['name']>(
    policies.flatMap((policy) => policy.tools.map(({ id, name }) => [id, name])),
  );
  for (const { id, sites, api, embedded } of policies.flatMap((policy) => policy.tools)) {
    const tool = { id, name: tools.get(id) ?? id };
    for (const text of [...sites, ...api, ...embedded]) add(subjects, text, tool);
  }
  for (const { sites, except, account } of policies.flatMap(versionsIn)) {
    for (const text of [...sites, ...except, ...(account?.anonymous ?? [])]) add(subjects, text, null);
  }
  return [...subjects.values()];
}

function add(subjects: Map<string, Subject>, text: string, tool: Subject['tool']): void {
  const parsed = parseSite(text);
  if (!parsed.ok) return;
  const { host, path, query } = parsed.site;
  const site = formatSite(parsed.site);
  if (subjects.has(site)) return;
  const search = query === null ? '' : `?${query.key}=${query.value}`;
  subjects.set(site, { tool, site, url: `https://${host}${path === '' ? '/' : path}${search}` });
}
