/**
 * Managed configuration: what the company's enterprise policy hands this browser. The browser's own schema check drops
 * what it dislikes without a word, so everything is validated here again.
 */
import { isLink } from '../policy/schema.js';
import { mayMatch } from '../policy/host-name.js';
import { configurationSchema, EXPECTED, isManagedKey, type Configured } from './managed-keys.js';
import { misuseOf, type TrustedKey } from './trusted-key.js';

export interface ManagedConfiguration {
  readonly policyUrl: string;
  /** Null when no key is pinned: then the policy must come over https, and every surface says "unsigned". */
  readonly trustedKeys: readonly TrustedKey[] | null;
  readonly policyName: string | null;
  readonly groups: readonly string[];
  readonly ring: string | null;
  /** The company's name, for the time before its policy has said it; null when not given. */
  readonly organisation: string | null;
  /** A signed policy document that holds until one has been fetched; null when none was handed over. */
  readonly bootstrapPolicy: string | null;
  readonly initial: InitialState;
  /** Where events are sent; null: they stay in this browser. */
  readonly events: EventsDestination | null;
  /** Who uses this browser, when events are to say so; null as a rule. */
  readonly identity: string | null;
  /** `off`: private windows cannot be opened, or only with this extension in them. No extension can find that out itself. */
  readonly privateWindows: NonNullable<Configured['privateWindows']>;
}

export interface EventsDestination {
  readonly endpoint: string;
  /** May hold secrets: never shown, exported or put into an event. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

/** What holds while this browser has no policy at all. */
interface InitialState {
  /** `open` restricts nothing, `observe` counts use of the sites, `closed` restricts them. */
  readonly mode: NonNullable<Configured['initialMode']>;
  readonly sites: readonly string[];
}

type ManagedReading =
  | { readonly kind: 'unmanaged' }
  /** `problem`: a part that was left out, since the rest holds without it. */
  | { readonly kind: 'managed'; readonly configuration: ManagedConfiguration; readonly problem: Problem | null }
  | ({ readonly kind: 'invalid' } & Problem);

interface Problem {
  readonly field: string;
  readonly expected: string;
}

/** Reads what managed storage holds. An empty answer is `unmanaged`; the caller decides whether to trust it yet. */
export function parseManagedConfiguration(raw: unknown): ManagedReading {
  if (typeof raw !== 'object' || raw === null || Object.keys(raw).length === 0) return { kind: 'unmanaged' };
  const result = configurationSchema.safeParse(raw);
  if (!result.success) {
    const field = String(result.error.issues[0]?.path[0] ?? '');
    return { kind: 'invalid', field, expected: isManagedKey(field) ? EXPECTED[field] : 'a managed configuration' };
  }
  const contradiction = misusedKeyIn(raw) ?? contradictionIn(result.data);
  if (contradiction !== null) return { kind: 'invalid', ...contradiction };
  return { kind: 'managed', configuration: configurationFrom(result.data), problem: siteProblem(result.data) };
}

/** A site that can never match is left out, and said: the policy's address and keys beside it are good. */
function siteProblem({ initialSites = [] }: Configured): Problem | null {
  for (const [place, text] of initialSites.entries()) {
    if (!mayMatch(text)) return { field: `initialSites.${place}`, expected: 'a site such as chatgpt.com' };
  }
  return null;
}

/** @param raw what the schema has read: it leaves out all that a key says beyond its own numbers */
function misusedKeyIn(raw: object): { field: string; expected: string } | null {
  const keys = 'trustedKeys' in raw && Array.isArray(raw.trustedKeys) ? raw.trustedKeys : [];
  for (const [index, key] of keys.entries()) {
    const misuse = misuseOf({ ...(key as object) });
    if (misuse !== null) {
      return { field: 'trustedKeys', expected: `public keys for signatures; of key ${index + 1}, ${misuse}` };
    }
  }
  return null;
}

function contradictionIn(data: Configured): { field: string; expected: string } | null {
  const { policyUrl, trustedKeys, bootstrapPolicy, initialMode, initialSites } = data;
  if (trustedKeys === undefined && !isLink(policyUrl, ['https:'])) {
    return { field: 'trustedKeys', expected: `${EXPECTED.trustedKeys} when policyUrl is not https` };
  }
  if (trustedKeys === undefined && bootstrapPolicy !== undefined) {
    return { field: 'trustedKeys', expected: `${EXPECTED.trustedKeys} when there is a bootstrapPolicy` };
  }
  if (initialMode !== undefined && initialMode !== 'open' && (initialSites ?? []).length === 0) {
    return { field: 'initialSites', expected: `${EXPECTED.initialSites} when initialMode is "${initialMode}"` };
  }
  return null;
}

function configurationFrom(data: Configured): ManagedConfiguration {
  return {
    policyUrl: data.policyUrl,
    trustedKeys: data.trustedKeys ?? null,
    policyName: data.policyName ?? null,
    groups: data.groups ?? [],
    ring: data.ring ?? null,
    organisation: data.organisation ?? null,
    bootstrapPolicy: data.bootstrapPolicy ?? null,
    initial: {
      mode: data.initialMode ?? 'open',
      sites: (data.initialSites ?? []).filter(mayMatch),
    },
    events:
      data.eventsEndpoint === undefined ? null : { endpoint: data.eventsEndpoint, headers: data.eventsHeaders ?? [] },
    identity: data.identity ?? null,
    privateWindows: data.privateWindows ?? 'on',
  };
}
