/** A browser that is none: every port of the worker in memory, with a policy at hand. For pages that are only to be seen. */
import type { DnrRule } from '../../dnr/compile-rules.js';
import type { Ports, Storage } from '../../worker/ports.js';

/** The most that Chrome takes. */
const LIMITS = { dynamicRules: 30_000, unsafeRules: 5_000, regexRules: 1_000 };
const RESOURCE_TYPES = ['main_frame', 'sub_frame'];

interface Setting {
  /** What the browser's enterprise policy says. */
  readonly managed: Readonly<Record<string, unknown>>;
  /** The signed policy. */
  readonly document: string;
  /** Milliseconds since the epoch; the time stands still. */
  readonly nowMs: number;
  readonly timeZone: string;
}

/** Of the pages that rules of this browser would lead to. */
export const PAGE_TOKEN = 'preview';

export function memoryBrowser({ managed, document, nowMs, timeZone }: Setting): Ports {
  return {
    clock: { nowMs: () => nowMs, timeZone: () => timeZone },
    managed: { demonstration: false, read: () => Promise.resolve(managed) },
    host: {
      fetch: () => Promise.resolve({ kind: 'document', document, etag: null, hostTimeMs: nowMs }),
      // On its way: what a browser shows that has just got its policy.
      fetchFile: () => new Promise<never>(() => undefined),
    },
    durable: new MemoryStorage(),
    session: new MemoryStorage(),
    files: NO_FILES,
    rules: memoryRules(),
    guards: memoryGuards(),
    ...WITHOUT_TABS,
    access: { hosts: () => Promise.resolve(true), incognito: () => Promise.resolve(true) },
    random: { token: () => PAGE_TOKEN, fraction: () => 0.5 },
    facts: {
      isPrivate: false,
      read: () => Promise.resolve({ extensionVersion: '', browser: '', browserVersion: '', os: '' }),
    },
    collector: { send: () => Promise.resolve({ kind: 'taken', rejected: 0, detail: '' }) },
  };
}

const NO_FILES: Ports['files'] = {
  digests: () => Promise.resolve([]),
  get: () => Promise.resolve(null),
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};

class MemoryStorage implements Storage {
  readonly #values = new Map<string, unknown>();

  get(key: string): Promise<unknown> {
    return Promise.resolve(structuredClone(this.#values.get(key)));
  }

  getMany(keys: readonly string[]): Promise<Record<string, unknown>> {
    const there = keys.filter((key) => this.#values.has(key));
    return Promise.resolve(Object.fromEntries(there.map((key) => [key, structuredClone(this.#values.get(key))])));
  }

  set(key: string, value: unknown): Promise<void> {
    return this.setMany({ [key]: value });
  }

  setMany(values: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [key, value] of Object.entries(values)) this.#values.set(key, structuredClone(value));
    return Promise.resolve();
  }

  remove(key: string): Promise<void> {
    this.#values.delete(key);
    return Promise.resolve();
  }
}

function memoryRules(): Ports['rules'] {
  let dynamicRules: readonly DnrRule[] = [];
  let sessionRules: readonly DnrRule[] = [];
  const after = (rules: readonly DnrRule[], gone: readonly number[], added: readonly DnrRule[]) => [
    ...rules.filter(({ id }) => !gone.includes(id)),
    ...added,
  ];
  return {
    installed: (ids) => Promise.resolve(dynamicRules.filter(({ id }) => ids?.includes(id) ?? true)),
    replace: (gone, added) => {
      dynamicRules = after(dynamicRules, gone, added);
      return Promise.resolve();
    },
    takesPattern: () => Promise.resolve(true),
    takes: () => Promise.resolve(true),
    installedForSession: () => Promise.resolve(sessionRules),
    replaceForSession: (gone, added) => {
      sessionRules = after(sessionRules, gone, added);
      return Promise.resolve();
    },
    target: () => ({
      ...{ blockedPage: 'preview:blocked.html', extensionHost: 'preview', resourceTypes: RESOURCE_TYPES },
      ...{ dottedDomainsApart: false, limits: LIMITS },
    }),
  };
}

function memoryGuards(): Ports['guards'] {
  let installed: Awaited<ReturnType<Ports['guards']['installed']>> = null;
  return {
    dottedHostsApart: false,
    installed: () => Promise.resolve(installed),
    install: (plan, fingerprint) => {
      installed = { ...plan, fingerprint };
      return Promise.resolve();
    },
    clear: () => {
      installed = null;
      return Promise.resolve();
    },
  };
}

const nothing = () => Promise.resolve();

const WITHOUT_TABS: Pick<Ports, 'tabs' | 'alarms' | 'toolbar'> = {
  tabs: {
    open: () => Promise.resolve([]),
    frames: () => Promise.resolve([]),
    originOf: () => Promise.resolve({ kind: 'none' }),
    tellGuards: () => undefined,
    guard: () => Promise.resolve(true),
    ...{ removeFrame: nothing, replace: nothing, load: nothing, reloadPastCache: nothing },
  },
  alarms: {
    isSet: () => Promise.resolve(true),
    ensurePeriodic: nothing,
    ensurePeriodicFrom: nothing,
    ensureAt: nothing,
  },
  toolbar: { show: nothing, markRestricted: nothing },
};
