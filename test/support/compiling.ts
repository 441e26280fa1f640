/** Compiles a policy as it applies to a browser in no group, for a browser with room for everything. */
import { compileRules, type CompiledRules, type CompileTarget } from '../../src/dnr/compile-rules.js';
import type { PublishedPolicy } from '../../src/policy/schema.js';
import { anEffectivePolicy } from './policies.js';

export const FRAME_TYPES: readonly string[] = ['main_frame', 'sub_frame'];

export const aTarget: CompileTarget = {
  blockedPage: 'chrome-extension://own/blocked.html',
  extensionHost: 'own',
  pageToken: 'proof-1',
  dottedDomainsApart: false,
  resourceTypes: [...FRAME_TYPES, 'script', 'xmlhttprequest', 'websocket'],
  limits: { dynamicRules: 30_000, unsafeRules: 5_000, regexRules: 1_000 },
};

export async function compiled(policy: PublishedPolicy, changes: Partial<CompileTarget> = {}): Promise<CompiledRules> {
  return compileRules(await anEffectivePolicy(policy), { ...aTarget, ...changes });
}
