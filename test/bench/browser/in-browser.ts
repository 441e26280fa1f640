/**
 * What the benchmarks call inside a browser: the product's own engine over the browser's own ports, in an extension that
 * does nothing by itself. Only policy and configuration are handed over by the benchmark, so that a policy may be as large
 * as a benchmark wants.
 */
import type { DnrRule } from '../../../src/dnr/compile-rules.js';
import { newMemory } from '../../../src/worker/enforce/memory.js';
import { reconcile } from '../../../src/worker/enforce/reconcile.js';
import { syncPolicy } from '../../../src/worker/update/check-policy.js';
import type { Ports } from '../../../src/worker/ports.js';
import { browserPorts } from '../../../src/platform/browser-ports.js';
import { acceptPolicy } from '../../../src/trust/accept-policy.js';
import { bytesOf } from '../../../src/trust/base64url.js';
import type { TrustedKey } from '../../../src/trust/trusted-key.js';

const MANAGED = { policyUrl: 'https://policy.bench.example/policy.jws' };

let document = '';

/** A worker's, for as long as the page lives. */
const memory = newMemory();

const ports: Ports = {
  ...browserPorts,
  managed: { demonstration: false, read: () => Promise.resolve(MANAGED) },
  host: {
    ...browserPorts.host,
    fetch: () => Promise.resolve({ kind: 'document', document, etag: null, hostTimeMs: null }),
  },
};

async function timed(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

/** Looks at the policy and puts the browser in step. In milliseconds: the second half alone. */
async function apply(next: string): Promise<{ milliseconds: number; rules: number; failure: unknown }> {
  document = next;
  const outcome = await syncPolicy(ports, memory);
  const milliseconds = await timed(() => reconcile(ports, memory));
  const kept = (await chrome.storage.local.get('v2.reconcile'))['v2.reconcile'] as { failure: unknown } | undefined;
  const rules = (await ports.rules.installed()).length;
  const failure = kept?.failure ?? (outcome === 'accepted' || outcome === 'unchanged' ? null : outcome);
  return { milliseconds, rules, failure };
}

/** The same, where nothing has changed: what every wake-up costs. */
function unchanged(): Promise<number> {
  return timed(() => reconcile(ports, memory));
}

async function forget(): Promise<void> {
  const ids = (await ports.rules.installed()).map(({ id }) => id);
  await ports.rules.replace(ids, []);
  await ports.guards.clear();
  await chrome.storage.local.clear();
  await chrome.storage.session.clear();
}

let held: readonly DnrRule[] = [];

/** Keeps the rules that are installed now, for `bare`. */
async function keepRules(): Promise<void> {
  held = await ports.rules.installed();
}

/** One bare call with the rules that were kept. In milliseconds. */
async function bare(): Promise<number> {
  await ports.rules.replace(
    (await ports.rules.installed()).map(({ id }) => id),
    [],
  );
  return timed(() => ports.rules.replace([], held));
}

/** One bare call that replaces what differs between what is installed and what was kept. In milliseconds. */
async function bareChange(): Promise<number> {
  const before = new Map((await ports.rules.installed()).map((rule) => [rule.id, JSON.stringify(rule)]));
  const changed = held.filter((rule) => before.get(rule.id) !== JSON.stringify(rule));
  return timed(() =>
    ports.rules.replace(
      changed.filter(({ id }) => before.has(id)).map(({ id }) => id),
      changed,
    ),
  );
}

interface Accepting {
  readonly document: string;
  readonly key: TrustedKey;
  readonly jwk: JsonWebKey;
  readonly nowMs: number;
}

async function acceptance({ document: signed, key, nowMs }: Accepting): Promise<number> {
  const context = { trustedKeys: [key], policyName: null, minimumRevision: null, nowMs, origin: 'fetched' } as const;
  return timed(async () => {
    const accepted = await acceptPolicy(signed, context);
    if (!accepted.ok) throw new Error(accepted.code);
  });
}

/** What cannot be spared: the signature over the bytes, and JSON. */
async function bareAcceptance({ document: signed, jwk }: Accepting): Promise<number> {
  return timed(async () => {
    const [header = '', payload = '', signature = ''] = signed.split('.');
    const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, false, ['verify']);
    const content = new TextEncoder().encode(`${header}.${payload}`);
    if (!(await crypto.subtle.verify('Ed25519', key, bytesOf(signature), content))) throw new Error('not signed');
    JSON.parse(new TextDecoder().decode(bytesOf(payload)));
  });
}

/** What the benchmark calls by name. */
const calls = { apply, unchanged, forget, keepRules, bare, bareChange, acceptance, bareAcceptance };

export type InBrowser = typeof calls;

Object.assign(globalThis, { bench: calls });
