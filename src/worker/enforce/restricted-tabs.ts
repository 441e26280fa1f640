/**
 * The open-tab scan: when a policy arrives, or a window or bypass ends, an open page makes no request that a rule could
 * answer. Restricted tabs get the block page, restricted frames in other sites' tabs are ended inside, and pages whose
 * later addresses decide get a guard.
 */
import { guardedAddress, type GuardReason } from '../../protocol/block-page-url.js';
import type { GuardPlan } from '../../dnr/guards.js';
import { decider } from '../../policy/decide.js';
import type { EffectivePolicy } from '../../policy/effective-policy.js';
import { guardedHosts } from '../../policy/guard-list.js';
import { parseAddress } from '../../policy/site.js';
import { openAddress } from './open-address.js';
import { bypassFor, type ValidBypass } from '../state/bypasses.js';
import type { OpenFrame, OpenTab, Ports } from '../ports.js';

interface Restrictions {
  readonly isRestricted: (url: string) => boolean;
  /** Whether later addresses of this document need a decision. */
  readonly needsGuard: (url: string) => boolean;
  /** Whether a data rule applies there. */
  readonly needsDataGuard: (url: string) => boolean;
}

interface Force {
  readonly bypasses: readonly ValidBypass[];
  readonly plan: GuardPlan;
}

export async function restrictOpenTabs(ports: Ports, effective: EffectivePolicy, force: Force): Promise<void> {
  const restrictions = restrictionsBy(effective, force);
  const scans = await Promise.all((await ports.tabs.open()).map((tab) => restrictTab(ports, tab, restrictions)));
  const ended = scans.find(({ restricted }) => restricted !== null)?.restricted;
  if (ended === undefined || ended === null) return;
  // The site of such a window is unknown; the restricted page that ends now is the likely one.
  const hidden = scans.flatMap(({ hiddenTabId }) => (hiddenTabId === null ? [] : [hiddenTabId]));
  await Promise.all(hidden.map((tabId) => explainIn(ports, tabId, 'guard-open', ended)));
}

/** A page or frame that may not have ended although its guard ended it. */
interface Unresponsive {
  readonly tabId: number;
  readonly frameId: number;
  /** The restricted address. */
  readonly address: string;
}

/**
 * A guard has ended this page, and it may still be open. It may have left the restricted address, and would return as soon as
 * it is not checked: while a page of that site is there, that address counts too.
 */
export async function restrictUnresponsive(
  ports: Ports,
  effective: EffectivePolicy,
  bypasses: readonly ValidBypass[],
  { tabId, frameId, address }: Unresponsive,
): Promise<void> {
  const tab = (await ports.tabs.open()).find((each) => each.tabId === tabId);
  if (tab === undefined) return;
  const frames = await ports.tabs.frames(tabId);
  const frame = frames.find((each) => each.frameId === frameId);
  const own = frame === undefined ? null : openAddress(frame.url);
  const { url } = frameId === 0 ? await placeOf(ports, tab, frames) : { url: own };
  if (url === null) return;
  const isRestricted = restrictionBy(effective, bypasses);
  const restricted = [url, ...(isSameHost(url, address) ? [address] : [])].find(isRestricted);
  if (restricted === undefined) return;
  if (frameId === 0) await explainIn(ports, tabId, 'guard-moved', restricted);
  else if (frame !== undefined) await ports.tabs.removeFrame(tabId, frame);
}

/** The browser itself names the address, sooner than it lists the document. */
export async function restrictView(
  ports: Ports,
  effective: EffectivePolicy,
  bypasses: readonly ValidBypass[],
  { tabId, url }: { tabId: number; url: string },
): Promise<void> {
  const address = openAddress(url);
  const isRestricted = restrictionBy(effective, bypasses);
  if (address !== null && isRestricted(address)) await explainIn(ports, tabId, 'guard-open', address);
}

function restrictionBy(effective: EffectivePolicy, bypasses: readonly ValidBypass[]): Restrictions['isRestricted'] {
  const decide = decider(effective);
  return (url) => {
    const decision = decide(url);
    return decision?.restricts === true && bypassFor(bypasses, decision) === null;
  };
}

function restrictionsBy(effective: EffectivePolicy, { bypasses, plan }: Force): Restrictions {
  const dataHosts = new Set(plan.data);
  return {
    isRestricted: restrictionBy(effective, bypasses),
    needsGuard(url) {
      const host = parseAddress(url)?.host;
      return host !== undefined && guardedHosts(host).some((each) => each in plan.lists);
    },
    needsDataGuard(url) {
      const host = dataHosts.size === 0 ? undefined : parseAddress(url)?.host;
      if (host === undefined) return false;
      return dataHosts.has(`*://${host}/*`) || guardedHosts(host).some((each) => dataHosts.has(`*://*.${each}/*`));
    },
  };
}

interface TabScan {
  /** A restricted address that was found there. */
  readonly restricted: string | null;
  /** A window that might be of any site. */
  readonly hiddenTabId: number | null;
}

async function restrictTab(ports: Ports, tab: OpenTab, restrictions: Restrictions): Promise<TabScan> {
  const { tabId } = tab;
  const { isRestricted, needsGuard } = restrictions;
  const frames = await ports.tabs.frames(tabId);
  const { url, isHidden } = await placeOf(ports, tab, frames);
  if (url !== null && isRestricted(url)) {
    await explainIn(ports, tabId, 'guard-open', url);
    return { restricted: url, hiddenTabId: null };
  }
  ports.tabs.tellGuards(tabId);
  const inside = frames
    .filter(({ frameId }) => frameId !== 0)
    .map((frame) => ({ frame, address: openAddress(frame.url) ?? '' }));
  const restricted = inside.filter(({ address }) => isRestricted(address));
  const watched = inside.filter(({ address }) => !isRestricted(address) && needsGuard(address));
  const here = url !== null && needsGuard(url) ? [0] : [];
  const idsToGuard = [...here, ...watched.map(({ frame }) => frame.frameId)];
  await endFrames(
    ports,
    tabId,
    restricted.map(({ frame }) => frame),
  );
  if (idsToGuard.length > 0) await ports.tabs.guard(tabId, idsToGuard, 'watch');
  await guardData(
    ports,
    tabId,
    [{ frameId: 0, address: url ?? '' }, ...inside.map(({ frame: { frameId }, address }) => ({ frameId, address }))],
    restrictions,
  );
  return { restricted: restricted[0]?.address ?? null, hiddenTabId: isHidden ? tabId : null };
}

/** A data guard that runs already does not start again. In a page that was open before, it comes after the page's own listeners. */
async function guardData(
  { tabs }: Ports,
  tabId: number,
  open: readonly { readonly frameId: number; readonly address: string }[],
  { isRestricted, needsDataGuard }: Restrictions,
): Promise<void> {
  const ids = open
    .filter(({ address }) => needsDataGuard(address) && !isRestricted(address))
    .map(({ frameId }) => frameId);
  if (ids.length > 0) await tabs.guard(tabId, ids, 'data');
}

/** A frame that does not answer is removed by the page around it. */
async function endFrames({ tabs }: Ports, tabId: number, frames: readonly OpenFrame[]): Promise<void> {
  await Promise.all(
    frames.map(async (frame) => {
      if (!(await tabs.guard(tabId, [frame.frameId], 'end'))) await tabs.removeFrame(tabId, frame);
    }),
  );
}

function explainIn(ports: Ports, tabId: number, mark: GuardReason, url: string): Promise<void> {
  return ports.tabs.replace(tabId, guardedAddress(ports.rules.target().blockedPage, mark, url));
}

interface Place {
  /** The address that decides about the tab; null for pages that belong to no site. */
  readonly url: string | null;
  /** It may belong to a site, but it is unknown to which. */
  readonly isHidden: boolean;
}

async function placeOf({ tabs }: Ports, tab: OpenTab, frames: readonly OpenFrame[]): Promise<Place> {
  const main = frames.find(({ frameId }) => frameId === 0);
  const url = openAddress(tab.url ?? main?.url ?? 'about:blank');
  if (url !== null && !url.startsWith('about:')) return { url, isHidden: false };
  const asked = await tabs.originOf(tab.tabId);
  if (asked.kind === 'site') return { url: `${asked.origin}/`, isHidden: false };
  // Chromium lists no document in a window that a script has written before anything was loaded there (`javascript:`).
  const isUnknown = main === undefined || url === null;
  return { url: null, isHidden: !tab.isLoading && (isUnknown || asked.kind === 'silent') };
}

function isSameHost(one: string, other: string): boolean {
  const host = parseAddress(one)?.host;
  return host !== undefined && host === parseAddress(other)?.host;
}
