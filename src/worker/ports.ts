/** What the engine asks of the world. `platform` implements each port over the browser; tests implement them in memory. */
import type { CompileTarget, DnrRule } from '../dnr/compile-rules.js';
import type { GuardPlan } from '../dnr/guards.js';
import type { Sender } from '../events/otlp.js';
import type { FileStore, PolicyHost } from './host-ports.js';

/** A frame of a tab, as the browser names the sender of a message. */
export interface Frame {
  readonly tabId: number;
  readonly frameId: number;
  /** In a private window, where nothing is recorded. */
  readonly isPrivate?: boolean;
}

/** A page of an observed site that has just been opened. */
export interface OpenedPage {
  /** As the browser names it; of which the host is recorded. */
  readonly url: string;
  /** The page's own id of this visit. */
  readonly visit: string;
  /** In a private window. */
  readonly isPrivate: boolean;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** The browser's time zone, as its IANA name. */
  timeZone(): string;
}

/** The company's enterprise policy as this browser hands it over. */
export interface ManagedStorage {
  /** True in a demonstration build, whose configuration is built in and managed by nobody. */
  readonly demonstration: boolean;
  /** The raw content; an empty object when there is none, or none yet. */
  read(): Promise<unknown>;
}

/** A value that cannot be read as expected counts as absent. `setMany` stores all of them in one call. */
export interface Storage {
  get(key: string): Promise<unknown>;
  /** What is stored under these keys, at one moment; a key that holds nothing is left out. */
  getMany(keys: readonly string[]): Promise<Readonly<Record<string, unknown>>>;
  set(key: string, value: unknown): Promise<void>;
  setMany(values: Readonly<Record<string, unknown>>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** The browser's dynamic declarativeNetRequest rules. */
export interface RuleInstaller {
  /** The installed rules, or those of them with these ids. */
  installed(ids?: readonly number[]): Promise<readonly DnrRule[]>;
  /** One atomic call: either all of it holds afterwards, or what was there before. */
  replace(removeRuleIds: readonly number[], addRules: readonly DnrRule[]): Promise<void>;
  /** Whether the browser takes this pattern; one that it does not take would make it refuse every rule. */
  takesPattern(regexFilter: string): Promise<boolean>;
  /** Whether the browser reads all these rules. None of them holds anywhere while it is asked. */
  takes(rules: readonly DnrRule[]): Promise<boolean>;
  /** The installed session rules, which end with the browser's session. */
  installedForSession(): Promise<readonly DnrRule[]>;
  /** One atomic call, like `replace`. */
  replaceForSession(removeRuleIds: readonly number[], addRules: readonly DnrRule[]): Promise<void>;
  /** What to compile for in this browser, but for the installation's own proof. */
  target(): Omit<CompileTarget, 'pageToken'>;
}

export interface Alarms {
  isSet(name: string): Promise<boolean>;
  /** Makes sure that this alarm rings every so often; an alarm that is set so already is left alone. */
  ensurePeriodic(name: string, periodSeconds: number): Promise<void>;
  /** The same, with the first ring at this moment; one that is overdue is left to ring. */
  ensurePeriodicFrom(name: string, atMs: number, periodSeconds: number): Promise<void>;
  /** Makes sure that this alarm rings once at this moment; null clears it. */
  ensureAt(name: string, atMs: number | null): Promise<void>;
}

export type ToolbarState = 'usual' | 'bypass' | 'problem';

/** The registrations as the browser holds them, and the fingerprint that stands beside them. */
export type InstalledGuards = Pick<GuardPlan, GuardPart> & { readonly fingerprint: string };
export type GuardPart = 'staticHosts' | 'staticExcept' | 'staticPlaces' | 'observed' | 'data' | 'spellings';

/** The page guards: content scripts for governed sites. */
export interface GuardInstaller {
  /** True where a pattern does not cover a host's spelling with a trailing dot. */
  readonly dottedHostsApart: boolean;
  /** What is installed; null when nothing, or not all of it, is. */
  installed(): Promise<InstalledGuards | null>;
  /** New registrations first: no page is left without. */
  install(plan: GuardPlan, fingerprint: string): Promise<void>;
  /** Takes every guard away. */
  clear(): Promise<void>;
}

/** A document in a tab that is open now. */
export interface OpenFrame {
  /** 0: the main one. */
  readonly frameId: number;
  readonly parentFrameId: number;
  readonly url: string;
}

export interface OpenTab {
  readonly tabId: number;
  /** Null where the browser does not tell: pages of no site, and windows without an address of their own. */
  readonly url: string | null;
  /** A document is on its way, which the rules see. */
  readonly isLoading: boolean;
}

/** Where a window without an address belongs: it may not be ours to ask (`refused`), or too busy to answer (`silent`). */
export type WindowOrigin =
  { readonly kind: 'site'; readonly origin: string } | { readonly kind: 'none' | 'refused' | 'silent' };

/** `end`, `watch`: page guards; the others are parts of the data guard. */
export type GuardKind = 'end' | 'watch' | 'data' | 'files' | 'pdf';

/** Open tabs, their frames, and what can be done to them. Nothing rejects, or takes longer than a few seconds. */
export interface Tabs {
  /** Tabs that hold a document; those that the browser has put to sleep ask for it anew when they wake. */
  open(): Promise<readonly OpenTab[]>;
  /** The frames of a tab, as far as the browser lists them; none when the tab is gone. */
  frames(tabId: number): Promise<readonly OpenFrame[]>;
  originOf(tabId: number): Promise<WindowOrigin>;
  /** Has the guards that run in the tab ask for their list anew. Waits for none. */
  tellGuards(tabId: number): void;
  /** Runs a guard in frames from before it was registered; false when one of them was too busy for it. */
  guard(tabId: number, frameIds: readonly number[], kind: GuardKind): Promise<boolean>;
  /** Takes a frame that does not end by itself out of the page around it, where that page can be reached. */
  removeFrame(tabId: number, frame: OpenFrame): Promise<void>;
  /** Ends a tab's page, past any dialog that would hold it, and opens one of ours in its place; at worst the tab is closed. */
  replace(tabId: number, url: string): Promise<void>;
  /** Opens one of our pages in a tab that shows an error of the browser in its place. Never rejects. */
  load(tabId: number, url: string): Promise<void>;
  /** Loads a tab's document again without the browser's cache. */
  reloadPastCache(tabId: number): Promise<void>;
}

/** Leave that the browser's administrator or user can give and take. */
export interface Access {
  /** To every site: without it, rules that lead to the block page do nothing. */
  hosts(): Promise<boolean>;
  /** To incognito or private windows. */
  incognito(): Promise<boolean>;
}

/** The toolbar icon: `show` is for every tab that shows nothing of its own. */
export interface Toolbar {
  show(state: ToolbarState): Promise<void>;
  /** In this tab, until it shows another page. */
  markRestricted(tabId: number, kind: 'restricted' | 'warned'): Promise<void>;
}

/** What this browser and this extension are. */
export interface OwnFacts {
  /** True in the worker of private windows, where nothing is recorded. */
  readonly isPrivate: boolean;
  read(): Promise<Omit<Sender, 'supportId'>>;
}

/** Where events go: any collector of OpenTelemetry logs. */
export interface Collector {
  /** Never rejects: whatever goes wrong is an answer. @param request an `ExportLogsServiceRequest` */
  send(url: string, headers: readonly CollectorHeader[], request: object): Promise<CollectorAnswer>;
}

export interface CollectorHeader {
  readonly name: string;
  readonly value: string;
}

export type CollectorAnswer =
  /** `rejected`: how many of the records it did not take, and never will. */
  | { readonly kind: 'taken'; readonly rejected: number; readonly detail: string }
  /** It will not take these records, now or later. */
  | { readonly kind: 'refused'; readonly detail: string }
  | {
      readonly kind: 'later';
      readonly detail: string;
      readonly offline: boolean;
      /** For how long it asks to be left alone, in milliseconds. */
      readonly retryAfterMs: number | null;
    };

export interface RandomSource {
  /** A fresh unguessable token of 128 bits, letters, digits, `-` and `_` only. */
  token(): string;
  /** At least 0, less than 1; need not be unguessable. */
  fraction(): number;
}

export interface Ports {
  readonly clock: Clock;
  readonly managed: ManagedStorage;
  readonly host: PolicyHost;
  /** Survives a browser restart. */
  readonly durable: Storage;
  /** Survives the worker's death, not a browser restart. */
  readonly session: Storage;
  readonly files: FileStore;
  readonly rules: RuleInstaller;
  readonly alarms: Alarms;
  readonly guards: GuardInstaller;
  readonly tabs: Tabs;
  readonly access: Access;
  readonly toolbar: Toolbar;
  readonly random: RandomSource;
  readonly facts: OwnFacts;
  readonly collector: Collector;
}
