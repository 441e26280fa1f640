/** What the page guard does at an address, for `gatepost explain`: the registrations as the browser would compare them. */
import { compileGuards, type GuardPlan } from '../../dnr/guards.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { guardedHosts, restrictedBy } from '../../policy/guard-list.js';
import { parseAddress } from '../../policy/site.js';

export interface GuardEffect {
  /** `static`: registered for the whole host or path, nothing is looked up; `dynamic`: it decides by each address. */
  readonly kind: 'static' | 'dynamic';
  /** Whether the page is stopped. */
  readonly stops: boolean;
}

/** Compiles once for many addresses; null where no guard runs. As registered in Chrome. */
export function guardEffects(effective: EffectivePolicy): (url: string) => GuardEffect | null {
  const plan = compileGuards(effective, [], { dottedHostsApart: false });
  return (url) => (parseAddress(url) === null ? null : effectOf(plan, new URL(url)));
}

function effectOf(plan: GuardPlan, url: URL): GuardEffect | null {
  const matches = (patterns: readonly string[]) => patterns.some((pattern) => matchesPattern(pattern, url));
  if ((matches(plan.staticHosts) && !matches(plan.staticExcept)) || matches(plan.staticPlaces)) {
    return { kind: 'static', stops: true };
  }
  if (!matches(plan.dynamicHosts)) return null;
  const nearest = guardedHosts(url.hostname).find((host) => Object.hasOwn(plan.lists, host));
  const list = nearest === undefined ? undefined : plan.lists[nearest];
  return { kind: 'dynamic', stops: list !== undefined && restrictedBy(list, url.href) };
}

/** Patterns are `*://host/path`, where a host may begin with `*.`, and `*` in a path stands for anything; a query belongs to it. */
function matchesPattern(pattern: string, { hostname, pathname, search }: URL): boolean {
  const [, host = '', path = ''] = /^\*:\/\/([^/]*)(\/.*)$/.exec(pattern) ?? [];
  const below = host.startsWith('*.') ? host.slice(2) : null;
  const isHost = below === null ? hostname === host : hostname === below || hostname.endsWith(`.${below}`);
  return isHost && isLike(path, pathname + search);
}

function isLike(path: string, found: string): boolean {
  const parts = path.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(found);
}
