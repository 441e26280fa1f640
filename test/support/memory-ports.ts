/** Every port of the engine in memory, behaving as the browsers do where it matters. */
import type { DnrRule } from '../../src/dnr/compile-rules.js';
import { METADATA_RULE_ID } from '../../src/dnr/rule-ids.js';
import type { FileAnswer, HostAnswer, HostFailureCode, HostRequest, HostResult } from '../../src/worker/host-ports.js';
import type { Ports, RuleInstaller, ToolbarState } from '../../src/worker/ports.js';
import { MemoryCollector, MemoryFacts } from './memory-collector.js';
import { MemoryFiles } from './memory-files.js';
import { MemoryManaged } from './memory-managed.js';
import { MemoryGuards, MemoryTabs } from './memory-pages.js';
import { MemoryStorage } from './memory-storage.js';
import { withoutProxied } from './sites.js';
import { NOW_MS } from './policies.js';
import type { SigningPair } from './signing.js';

export const POLICY_URL = 'https://policy.acme.example/policy.jws';
export const BLOCKED_PAGE = 'chrome-extension://gatepost/blocked.html';

const RESOURCE_TYPES = ['main_frame', 'sub_frame', 'script', 'xmlhttprequest', 'websocket'];

/** A static host: it serves what is published, answers conditional requests, and can be out of order. */
class MemoryHost {
  readonly requests: { readonly url: string; readonly etag: string | null; readonly bypassCaches: boolean }[] = [];
  #answer: HostResult = { kind: 'failed', code: 'http-status', detail: 'status 404', retryAfterMs: null };
  /** What caches on the way keep serving to requests that do not go past them; null: there are none. */
  cached: string | null = null;
  /** The host's clock; null: it does not tell. */
  timeMs: number | null = null;
  /** Answers wait for this, so that a test can hold a request. */
  gate: Promise<void> = Promise.resolve();

  publish(document: string, etag: string | null = null): void {
    this.#answer = { kind: 'document', document, etag };
  }

  fail(code: HostFailureCode, detail = '', retryAfterMs: number | null = null): void {
    this.#answer = { kind: 'failed', code, detail, retryAfterMs };
  }

  /** The files beside the document, by address. */
  readonly files = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string | null }>();

  async fetchFile(url: string, { etag, maxBytes, bypassCaches }: HostRequest): Promise<FileAnswer> {
    this.requests.push({ url, etag, bypassCaches });
    await this.gate;
    const file = this.files.get(url);
    if (file === undefined) return { kind: 'failed', code: 'http-status', detail: 'status 404', retryAfterMs: null };
    if (etag !== null && file.etag === etag) return { kind: 'unchanged' };
    if (file.bytes.length > maxBytes) {
      return { kind: 'failed', code: 'too-large', detail: `more than ${maxBytes} bytes`, retryAfterMs: null };
    }
    return { kind: 'file', ...file };
  }

  async fetch(url: string, { etag, bypassCaches }: HostRequest): Promise<HostAnswer> {
    this.requests.push({ url, etag, bypassCaches });
    await this.gate;
    const { cached, timeMs: hostTimeMs } = this;
    const answer: HostResult =
      cached !== null && !bypassCaches ? { kind: 'document', document: cached, etag: null } : this.#answer;
    const unchanged = answer.kind === 'document' && etag !== null && answer.etag === etag;
    return { ...(unchanged ? { kind: 'unchanged' } : answer), hostTimeMs };
  }
}

/** Replaces atomically, refuses duplicate ids, and hands rules back with their keys in another order. */
class MemoryRules implements RuleInstaller {
  held: readonly DnrRule[] = [];
  heldForSession: readonly DnrRule[] = [];
  readonly replacements: { readonly removed: readonly number[]; readonly added: readonly number[] }[] = [];
  failure: Error | null = null;
  limits = { dynamicRules: 30_000, unsafeRules: 5_000, regexRules: 1_000 };

  installed(ids?: readonly number[]): Promise<readonly DnrRule[]> {
    const wanted = ids === undefined ? this.held : this.held.filter(({ id }) => ids.includes(id));
    return Promise.resolve(wanted.map((rule) => reordered(rule) as DnrRule));
  }

  replace(removeRuleIds: readonly number[], addRules: readonly DnrRule[]): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (addRules.some((rule) => this.isRefused(rule))) return Promise.reject(new Error('a rule is refused'));
    const next = replaced(this.held, removeRuleIds, addRules);
    if (next === null) return Promise.reject(new Error('a rule id is used twice'));
    this.held = next;
    this.replacements.push({ removed: [...removeRuleIds], added: addRules.map(({ id }) => id) });
    return Promise.resolve();
  }

  /** Patterns that hold this text are not taken. */
  untakeable: string | null = null;

  takesPattern(regexFilter: string): Promise<boolean> {
    return Promise.resolve(this.untakeable === null || !regexFilter.includes(this.untakeable));
  }

  /** Which rules the browser refuses for what they say. */
  isRefused: (rule: DnrRule) => boolean = () => false;
  probes = 0;

  takes(rules: readonly DnrRule[]): Promise<boolean> {
    this.probes += 1;
    return Promise.resolve(!rules.some((rule) => this.isRefused(rule)));
  }

  installedForSession(): Promise<readonly DnrRule[]> {
    return Promise.resolve(this.heldForSession.map((rule) => reordered(rule) as DnrRule));
  }

  replaceForSession(removeRuleIds: readonly number[], addRules: readonly DnrRule[]): Promise<void> {
    if (this.failure !== null) return Promise.reject(this.failure);
    if (addRules.some((rule) => this.isRefused(rule))) return Promise.reject(new Error('a session rule is refused'));
    const next = replaced(this.heldForSession, removeRuleIds, addRules);
    if (next === null) return Promise.reject(new Error('a session rule id is used twice'));
    this.heldForSession = next;
    return Promise.resolve();
  }

  target() {
    const { limits } = this;
    return {
      blockedPage: BLOCKED_PAGE,
      extensionHost: 'gatepost',
      resourceTypes: RESOURCE_TYPES,
      dottedDomainsApart: false,
      limits,
    };
  }

  /** What is installed but for the metadata rule. */
  get heldForPolicy(): readonly DnrRule[] {
    return this.held.filter(({ id }) => id !== METADATA_RULE_ID);
  }

  /** The hosts that a rule restricts at the moment, without a translation proxy's spellings of them. */
  get restrictedDomains(): string[] {
    const blocking = this.held.filter(({ action }) => action.type === 'block');
    return blocking.flatMap(({ condition }) => withoutProxied(condition.requestDomains ?? [])).sort();
  }
}

/** Null when an id would be used twice. */
function replaced(
  held: readonly DnrRule[],
  removeRuleIds: readonly number[],
  addRules: readonly DnrRule[],
): readonly DnrRule[] | null {
  const next = [...held.filter(({ id }) => !removeRuleIds.includes(id)), ...addRules];
  return new Set(next.map(({ id }) => id)).size === next.length ? structuredClone(next) : null;
}

function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, part]) => [key, reordered(part)]));
}

class MemoryClock {
  zone = 'UTC';

  constructor(public ms: number) {}

  nowMs(): number {
    return this.ms;
  }

  timeZone(): string {
    return this.zone;
  }

  pass(ms: number): void {
    this.ms += ms;
  }
}

export interface World extends Ports {
  readonly clock: MemoryClock;
  readonly managed: MemoryManaged;
  readonly host: MemoryHost;
  readonly durable: MemoryStorage;
  readonly session: MemoryStorage;
  readonly files: MemoryFiles;
  readonly rules: MemoryRules;
  readonly guards: MemoryGuards;
  readonly tabs: MemoryTabs;
  readonly collector: MemoryCollector;
  readonly facts: MemoryFacts;
  /** What each alarm is set to. */
  readonly alarmsSet: Map<string, number | null>;
  readonly shown: { problem: boolean | null; state: ToolbarState | null; restrictedTabs: Set<number> };
}

export function managedBy(pair: SigningPair, ...more: SigningPair[]): Record<string, unknown> {
  return { policyUrl: POLICY_URL, trustedKeys: [pair, ...more].map(({ publicKey }) => publicKey) };
}

/** @param delivered the managed configuration that the browser has delivered; `{}` is none, or none yet */
export function aWorld(delivered: unknown = {}): World {
  const alarmsSet = new Map<string, number | null>();
  const shown: World['shown'] = { problem: null, state: null, restrictedTabs: new Set() };
  let tokens = 0;
  const note = (name: string, value: number | null) => {
    alarmsSet.set(name, value);
    return Promise.resolve();
  };
  return {
    clock: new MemoryClock(NOW_MS),
    managed: new MemoryManaged(delivered),
    host: new MemoryHost(),
    durable: new MemoryStorage(),
    session: new MemoryStorage(),
    files: new MemoryFiles(),
    rules: new MemoryRules(),
    guards: new MemoryGuards(),
    tabs: new MemoryTabs(),
    alarms: {
      isSet: (name) => Promise.resolve((alarmsSet.get(name) ?? null) !== null),
      ensurePeriodic: note,
      ensurePeriodicFrom: note,
      ensureAt: note,
    },
    access: { hosts: () => Promise.resolve(true), incognito: () => Promise.resolve(true) },
    toolbar: {
      show: (state) => {
        shown.state = state;
        shown.problem = state === 'problem';
        return Promise.resolve();
      },
      markRestricted: (tabId) => {
        shown.restrictedTabs.add(tabId);
        return Promise.resolve();
      },
    },
    random: { token: () => `proof-${(tokens += 1)}`, fraction: () => 0.5 },
    collector: new MemoryCollector(),
    facts: new MemoryFacts(),
    alarmsSet,
    shown,
  };
}

/** The same browser after a restart: the session's storage and rules are gone, everything durable is there. */
export function restarted(world: World): World {
  world.rules.heldForSession = [];
  return { ...world, session: new MemoryStorage() };
}
