/**
 * What a browser will do at an address: which of its rules apply, what the page guard does, which headers it sends. As
 * compiled for Chrome.
 */
import { compileRules, type DnrRule } from '../../dnr/compile-rules.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { hostAndParents, parseAddress } from '../../policy/site.js';
import { CHROME, targetOf } from '../lib/browser-limits.js';
import { guardEffects, type GuardEffect } from './guard-effect.js';

export interface BrowserEffect {
  /** The browser's rules that apply, highest priority first; the first of each kind counts. */
  readonly rules: readonly AppliedRule[];
  /** The guard inside the page, for pages that are shown without a request; null where none runs. */
  readonly guard: GuardEffect | null;
  /** The headers that tell the vendor which accounts are the company's. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

export interface AppliedRule {
  readonly id: number;
  readonly priority: number;
  readonly policyRule: string;
  readonly does: 'explains' | 'blocks' | 'opens';
  readonly for: 'pages and frames' | 'all other requests' | 'every request';
}

/** Compiles once for many addresses. */
export function browserEffects(effective: EffectivePolicy): (url: string) => BrowserEffect {
  const { rules, policyRuleOf } = compileRules(effective, targetOf(CHROME));
  const guardAt = guardEffects(effective);
  return (url) => {
    const applying = rules.filter((rule) => applies(rule, url)).sort((one, other) => other.priority - one.priority);
    return {
      rules: applying.flatMap((rule) => appliedRule(rule, policyRuleOf.get(rule.id) ?? '')),
      guard: guardAt(url),
      headers: applying.flatMap(({ action }) =>
        action.type === 'modifyHeaders'
          ? action.requestHeaders.map(({ header, value }) => ({ name: header, value }))
          : [],
      ),
    };
  };
}

function appliedRule({ id, priority, action: { type } }: DnrRule, policyRule: string): AppliedRule[] {
  if (type === 'modifyHeaders') return [];
  const shared = { id, priority, policyRule };
  if (type === 'redirect') return [{ ...shared, does: 'explains', for: 'pages and frames' }];
  if (type === 'block') return [{ ...shared, does: 'blocks', for: 'all other requests' }];
  return [{ ...shared, does: 'opens', for: 'every request' }];
}

function applies({ condition: { requestDomains, regexFilter, urlFilter } }: DnrRule, url: string): boolean {
  const address = parseAddress(url);
  if (address === null || urlFilter !== undefined) return false;
  const hosts = new Set(hostAndParents(address.host));
  if (requestDomains !== undefined && !requestDomains.some((domain) => hosts.has(domain))) return false;
  return regexFilter === undefined || new RegExp(regexFilter, 'i').test(new URL(url).href);
}
