/**
 * The sweep: when a policy arrives, or a window or permit ends, what is open already makes no request that a rule could
 * answer. Restricted tabs get the explanation page, restricted frames in other sites' tabs are closed inside, and places
 * where the address decides get their guard.
 */
import { guardedAddress, type GuardMark } from '../../protocol/block-page-url.js';
import type { GuardPlan } from '../../dnr/guards.js';
import { decider } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { guardedHosts } from '../../policy/guard-list.js';
import { parseAddress } from '../../policy/site.js';
import { permitFor, type ValidPermit } from '../state/bypasses.js';
import type { OpenTab, Ports } from '../ports.js';

interface Judgement {
  readonly isRestricted: (url: string) => boolean;
  /** Whether later addresses of this document have to be judged. */
  readonly needsGuard: (url: string) => boolean;
}

interface Force {
  readonly permits: readonly ValidPermit[];
  readonly plan: GuardPlan;
}

export async function sweep(ports: Ports, effective: EffectivePolicy, force: Force): Promise<void> {
  const judgement = judgeBy(effective, force);
  await Promise.all((await ports.tabs.open()).map((tab) => sweepTab(ports, tab, judgement)));
}

/**
 * A tab whose page was to end, and may have stayed. It may have moved back from the address that it was to end for, and would
 * move on as soon as nobody looks: as long as a page of that site is there, that address counts too.
 */
export async function sweepHeldTab(
  ports: Ports,
  effective: EffectivePolicy,
  permits: readonly ValidPermit[],
  { tabId, address }: { tabId: number; address: string },
): Promise<void> {
  const tab = (await ports.tabs.open()).find((each) => each.tabId === tabId);
  const url = tab === undefined ? null : await siteAddress(ports, tab);
  if (url === null) return;
  const isRestricted = restrictionBy(effective, permits);
  if (await replaceRestricted(ports, { tabId, url }, isRestricted, 'guard-moved')) return;
  if (isSameHost(url, address)) await replaceRestricted(ports, { tabId, url: address }, isRestricted, 'guard-moved');
}

function restrictionBy(effective: EffectivePolicy, permits: readonly ValidPermit[]): Judgement['isRestricted'] {
  const decide = decider(effective);
  return (url) => {
    const decision = decide(url);
    return decision?.restricts === true && permitFor(permits, decision) === null;
  };
}

function judgeBy(effective: EffectivePolicy, { permits, plan }: Force): Judgement {
  return {
    isRestricted: restrictionBy(effective, permits),
    needsGuard(url) {
      const host = parseAddress(url)?.host;
      return host !== undefined && guardedHosts(host).some((each) => each in plan.lists);
    },
  };
}

async function sweepTab(ports: Ports, tab: OpenTab, { isRestricted, needsGuard }: Judgement): Promise<void> {
  const { tabId } = tab;
  const url = await siteAddress(ports, tab);
  if (await replaceRestricted(ports, { tabId, url }, isRestricted, 'guard-open')) return;
  const frames = (await ports.tabs.frames(tabId)).map(({ frameId, url: own }) => ({
    frameId,
    url: originAddress(own),
  }));
  const idsOf = (list: typeof frames) => list.map(({ frameId }) => frameId);
  const restricted = frames.filter((frame) => isRestricted(frame.url));
  const here = url === null ? [] : [{ frameId: 0, url }];
  const judged = [...here, ...frames].filter((frame) => !restricted.includes(frame) && needsGuard(frame.url));
  if (restricted.length > 0) await ports.tabs.guard(tabId, idsOf(restricted), 'close');
  if (judged.length > 0) await ports.tabs.guard(tabId, idsOf(judged), 'judge');
}

/** @returns whether it had to be */
async function replaceRestricted(
  ports: Ports,
  { tabId, url }: { tabId: number; url: string | null },
  isRestricted: Judgement['isRestricted'],
  mark: GuardMark,
): Promise<boolean> {
  if (url === null || !isRestricted(url)) return false;
  await ports.tabs.replace(tabId, guardedAddress(ports.rules.target().blockedPage, mark, url));
  return true;
}

/** The address that a tab is judged by; null for pages that belong to no site. */
async function siteAddress(ports: Ports, { tabId, url }: OpenTab): Promise<string | null> {
  if (!url.startsWith('about:')) return originAddress(url);
  const origin = await ports.tabs.originOf(tabId);
  return origin === null ? null : `${origin}/`;
}

function isSameHost(one: string, other: string): boolean {
  const host = parseAddress(one)?.host;
  return host !== undefined && host === parseAddress(other)?.host;
}

/** A `blob:` document belongs to the site that made it. */
function originAddress(url: string): string {
  return url.startsWith('blob:') ? `${new URL(url).origin}/` : url;
}
