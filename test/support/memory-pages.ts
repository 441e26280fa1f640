/** Page guards and open tabs in memory. */
import type { GuardPlan } from '../../src/dnr/guards.js';
import type {
  GuardInstaller,
  InstalledGuards,
  OpenFrame,
  OpenTab,
  Tabs,
  WindowOrigin,
} from '../../src/worker/ports.js';

/** Holds one plan, as a browser holds its registrations. */
export class MemoryGuards implements GuardInstaller {
  readonly dottedHostsApart = false;
  held: { readonly plan: GuardPlan; readonly fingerprint: string } | null = null;
  installs = 0;
  failure: Error | null = null;

  installed(): Promise<InstalledGuards | null> {
    return Promise.resolve(this.held === null ? null : { ...this.held.plan, fingerprint: this.held.fingerprint });
  }

  install(plan: GuardPlan, fingerprint: string): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    this.held = { plan, fingerprint };
    this.installs += 1;
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.held = null;
    return Promise.resolve();
  }
}

interface MemoryTab {
  readonly tabId: number;
  /** Left out where the browser does not tell it. */
  readonly url?: string;
  readonly isLoading?: boolean;
  readonly frames?: readonly OpenFrame[];
  /** Of a window without an address. */
  readonly origin?: WindowOrigin;
}

/** Notes what is done to tabs, in order. */
export class MemoryTabs implements Tabs {
  list: readonly MemoryTab[] = [];
  /** Tabs whose guards were to ask anew. */
  readonly told: number[] = [];
  readonly done: (readonly [act: string, tabId: number, detail?: unknown])[] = [];
  /** Frames whose script never pauses. */
  readonly busy = new Set<number>();

  open(): Promise<readonly OpenTab[]> {
    return Promise.resolve(this.list.map(({ tabId, url = null, isLoading = false }) => ({ tabId, url, isLoading })));
  }

  frames(tabId: number): Promise<readonly OpenFrame[]> {
    return Promise.resolve(this.#tab(tabId)?.frames ?? []);
  }

  originOf(tabId: number): Promise<WindowOrigin> {
    return Promise.resolve(this.#tab(tabId)?.origin ?? { kind: 'none' });
  }

  tellGuards(tabId: number): void {
    this.told.push(tabId);
  }

  guard(tabId: number, frameIds: readonly number[], kind: string): Promise<boolean> {
    this.done.push([kind, tabId, frameIds]);
    return Promise.resolve(!frameIds.some((frameId) => this.busy.has(frameId)));
  }

  removeFrame(tabId: number, { frameId }: OpenFrame): Promise<void> {
    this.done.push(['remove', tabId, frameId]);
    return Promise.resolve();
  }

  replace(tabId: number, url: string): Promise<void> {
    this.done.push(['replace', tabId, url]);
    return Promise.resolve();
  }

  load(tabId: number, url: string): Promise<void> {
    this.done.push(['load', tabId, url]);
    return Promise.resolve();
  }

  reloadPastCache(tabId: number): Promise<void> {
    this.done.push(['reload', tabId]);
    return Promise.resolve();
  }

  #tab(tabId: number): MemoryTab | undefined {
    return this.list.find((tab) => tab.tabId === tabId);
  }
}
