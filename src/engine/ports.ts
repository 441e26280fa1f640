/**
 * What the engine asks of the world. `platform` implements each port over the browser; tests implement them in memory.
 */
import type { CompileTarget, DnrRule } from '../compile/dnr.js';

/** A frame of a tab, as the browser names the sender of a message. */
export interface Frame {
  readonly tabId: number;
  readonly frameId: number;
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

export type HostAnswer =
  | { readonly kind: 'document'; readonly document: string; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly code: HostFailureCode; readonly detail: string };

export type HostFailureCode = 'host-unreachable' | 'http-status' | 'too-large' | 'not-a-policy' | 'redirect-refused';

/** The static host that serves the published policy. */
export interface PolicyHost {
  /**
   * Never rejects: whatever goes wrong is an answer.
   * @param etag of the document in force, for a conditional request
   * @param maxBytes what is longer is not read to its end
   */
  fetch(url: string, etag: string | null, maxBytes: number): Promise<HostAnswer>;
}

/** Durable storage. A value that cannot be read as expected counts as absent. */
export interface Storage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
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
  /** The installed session rules, which end with the browser's session. */
  installedForSession(): Promise<readonly DnrRule[]>;
  /** One atomic call, like `replace`. */
  replaceForSession(removeRuleIds: readonly number[], addRules: readonly DnrRule[]): Promise<void>;
  /** What to compile for in this browser, but for the installation's own proof. */
  target(): Omit<CompileTarget, 'proof'>;
}

export interface Alarms {
  /** Makes sure that this alarm rings every so often; an alarm that is set so already is left alone. */
  ensurePeriodic(name: string, periodSeconds: number): Promise<void>;
  /** Makes sure that this alarm rings once at this moment; null clears it. */
  ensureAt(name: string, atMs: number | null): Promise<void>;
}

/** The toolbar icon. */
export interface Toolbar {
  showProblem(problem: boolean): Promise<void>;
}

export interface RandomSource {
  /** A fresh unguessable token of 128 bits, letters, digits, `-` and `_` only. */
  token(): string;
}

export interface Ports {
  readonly clock: Clock;
  readonly managed: ManagedStorage;
  readonly host: PolicyHost;
  /** Survives a browser restart. */
  readonly durable: Storage;
  /** Survives the worker's death, not a browser restart. */
  readonly session: Storage;
  readonly rules: RuleInstaller;
  readonly alarms: Alarms;
  readonly toolbar: Toolbar;
  readonly random: RandomSource;
}
