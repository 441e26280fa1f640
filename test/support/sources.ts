/** Policy sources as an administrator's file gives them, with a small catalogue in place of the real one. */
import { knownTools, type KnownTool, type KnownTools } from '../../src/authoring/known-tools.js';
import { publishedFrom, type Publication } from '../../src/authoring/publish-source.js';
import { resolveSource, type Resolved } from '../../src/authoring/resolve-source.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import { policySourceSchema, type PolicySource } from '../../src/authoring/source.js';
import { NOW_MS } from './policies.js';

export function aKnownTool(overrides: Partial<KnownTool> = {}): KnownTool {
  return {
    id: 'chatgpt',
    name: 'ChatGPT',
    vendor: 'OpenAI',
    category: 'assistant',
    sites: ['chatgpt.com'],
    api: [],
    embedded: [],
    ...overrides,
  };
}

export const chatgpt = aKnownTool({
  api: ['api.openai.com'],
  account: {
    headers: [{ name: 'ChatGPT-Allowed-Workspace-Id', value: 'workspace-ids', separator: ',' }],
    hosts: ['chatgpt.com', 'auth.openai.com'],
    anonymous: ['chatgpt.com/anonymous'],
  },
});

export const copilot = aKnownTool({
  id: 'copilot',
  name: 'Copilot',
  vendor: 'Microsoft',
  sites: ['copilot.example'],
  embedded: ['bing.com/chat'],
  account: {
    headers: [
      { name: 'Restrict-Access-To-Tenants', value: 'tenants', separator: ',' },
      { name: 'Restrict-Access-Context', value: 'directory-id' },
      { name: 'sec-Restrict-Tenant-Access-Policy', value: 'restrict-msa' },
    ],
    hosts: ['login.microsoftonline.example'],
    anonymous: [],
  },
});

const imageCreator = aKnownTool({
  id: 'image-creator',
  name: 'Image Creator',
  vendor: 'Microsoft',
  category: 'image',
  sites: ['images.example'],
  embedded: ['bing.com/images/create'],
});

export const CATALOGUE: readonly KnownTool[] = [chatgpt, copilot, imageCreator];

const HEAD = { format: 1, name: 'acme', organisation: { name: 'Acme' } };

/** @param changes what the file says beside its head */
export function aSource(changes: object = {}): PolicySource {
  return policySourceSchema.parse({ ...HEAD, rules: [], ...changes });
}

/** A source of these rules only; each has an id already and blocks unless it says otherwise. */
export function aSourceOf(...rules: object[]): PolicySource {
  return aSource({ rules: rules.map((rule, index) => ({ id: `rule-${index}`, action: 'block', ...rule })) });
}

interface ResolvedSource {
  readonly known: KnownTools;
  readonly resolved: Resolved;
}

export function resolvedFrom(source: PolicySource, catalogue: Iterable<KnownTool> = CATALOGUE): ResolvedSource {
  const known = knownTools(source, catalogue);
  return { known, resolved: resolveSource(source, known, () => []) };
}

/** Publishes the source against the small catalogue; a source with mistakes fails the test. */
export function published(source: PolicySource, publication: Partial<Publication> = {}): PublishedPolicy {
  const { known, resolved } = resolvedFrom(source);
  if (resolved.mistakes.length > 0) throw new Error(`the source has mistakes: ${JSON.stringify(resolved.mistakes)}`);
  return publishedFrom(source, resolved, known.byId, { revision: 3, nowMs: NOW_MS, previous: null, ...publication });
}
