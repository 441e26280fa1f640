/**
 * A block page that the browser refused to load again: left or reloaded before its script had run, its history entry still
 * has a website as its initiator. Opened by the worker, it loads: docs/adr/0031.
 *
 * Any website can make the browser refuse our page, so only an address with this installation's proof is opened: a rule of
 * ours wrote it, and no website can read it.
 */
import { isGuardReason, parseBlockedAddress } from '../../protocol/block-page-url.js';
import type { Installation } from '../state/installation.js';
import type { Ports } from '../ports.js';

/** More often than this within the time means that the browser does not let the worker open the page either. */
const MAX_REVIVALS = 3;
const WITHIN_MS = 10_000;

interface Revival {
  readonly tabId: number;
  readonly atMs: number;
}

export class PageReviver {
  #lately: readonly Revival[] = [];

  constructor(private readonly ports: Pick<Ports, 'clock' | 'tabs'>) {}

  /** @param url of the extension's own page, as the browser names it */
  async revive({ pageToken }: Pick<Installation, 'pageToken'>, tabId: number, url: string): Promise<void> {
    const { ports } = this;
    const address = parseBlockedAddress(new URL(url).hash);
    if (address === null || isGuardReason(address.pageToken) || address.pageToken !== pageToken) return;
    const atMs = ports.clock.nowMs();
    this.#lately = this.#lately.filter((each) => Math.abs(atMs - each.atMs) < WITHIN_MS);
    if (this.#lately.filter((each) => each.tabId === tabId).length >= MAX_REVIVALS) return;
    this.#lately = [...this.#lately, { tabId, atMs }];
    await ports.tabs.load(tabId, url);
  }
}
